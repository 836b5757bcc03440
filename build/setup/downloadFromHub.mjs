/* global AbortController */
import { createWriteStream, existsSync, rmSync, statSync } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const connectTimeoutMs = 6_000;
const silenceTimeoutMs = 30_000;

/** The hub cannot be reached at all, so no other file need be asked for. */
export class HubUnreachable extends Error {}

/**
 * Downloads one file at a pinned revision, from a mirror where CARREL_HUB names one. What an earlier run, or a connection that
 * broke, left in `target` is continued, as long as each try brings something. Gives up when no answer comes within 6 s or no
 * byte within 30 s; at most `file.bytes` bytes are written.
 */
export async function downloadFromHub(source, file, target, say) {
  for (;;) {
    const before = sizeOf(target);
    try {
      return await downloadOnce(source, file, target, say);
    } catch (error) {
      const after = sizeOf(target);
      if (error instanceof HubUnreachable || after <= before || after >= file.bytes) throw error;
      say(`the connection broke after ${(after / 1e6).toFixed(1)} MB of ${source.path}; going on from there`);
    }
  }
}

async function downloadOnce(source, file, target, say) {
  const hub = (process.env.CARREL_HUB || 'https://huggingface.co').replace(/\/$/, '');
  if (sizeOf(target) >= file.bytes) rmSync(target, { force: true });
  const have = sizeOf(target);
  const controller = new AbortController();
  let timer = setTimeout(() => controller.abort(), connectTimeoutMs);
  try {
    const response = await fetch(`${hub}/${source.repo}/resolve/${source.revision}/${source.path}`, {
      signal: controller.signal, headers: have > 0 ? { range: `bytes=${have}-` } : {},
    }).catch((error) => {
      throw new HubUnreachable(`cannot be reached (${error.cause?.code ?? error.name})`);
    });
    if (response.status !== 200 && response.status !== 206) throw new Error(`answered ${response.status}`);
    const start = response.status === 206 ? have : 0;
    say(`fetching ${source.repo}/${source.path} from the model hub${start > 0 ? `, from ${(start / 1e6).toFixed(1)} MB on` : ''}`);
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

function sizeOf(path) {
  return existsSync(path) ? statSync(path).size : 0;
}
