/* global AbortController */
import { createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const connectTimeoutMs = 6_000;
const silenceTimeoutMs = 30_000;

/** The hub cannot be reached at all, so no other file need be asked for. */
export class HubUnreachable extends Error {}

/**
 * Downloads one file at a pinned revision over https. What an earlier run left in `target` is continued. Gives up when
 * no answer comes within 6 s or no byte within 30 s; at most `file.bytes` bytes are written.
 */
export async function downloadFromHub(source, file, target, say) {
  const url = `https://huggingface.co/${source.repo}/resolve/${source.revision}/${source.path}`;
  let have = existsSync(target) ? statSync(target).size : 0;
  if (have >= file.bytes) {
    rmSync(target);
    have = 0;
  }
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), connectTimeoutMs);
  try {
    const response = await fetch(url, { signal: controller.signal, headers: have > 0 ? { range: `bytes=${have}-` } : {} }).catch((error) => {
      throw new HubUnreachable(`cannot be reached (${error.cause?.code ?? error.name})`);
    });
    if (response.status !== 200 && response.status !== 206) throw new Error(`answered ${response.status}`);
    say(`fetching ${source.repo}/${source.path} from the model hub${have > 0 && response.status === 206 ? `, going on after ${(have / 1e6).toFixed(0)} MB` : ''}`);
    const start = response.status === 206 ? have : 0;
    let total = start;
    const watched = new Transform({
      transform(chunk, _encoding, done) {
        clearTimeout(timer);
        timer = setTimeout(() => controller.abort(), silenceTimeoutMs);
        total += chunk.length;
        done(total > file.bytes ? new Error(`sends more than ${file.bytes} bytes`) : null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body), watched, createWriteStream(target, { flags: start > 0 ? 'a' : 'w' }));
  } finally {
    clearTimeout(timer);
  }
}
