import { createReadStream, createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Transform } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/**
 * Writes one member of a zip archive (wheel, jar) to a file. Reads the central directory only; archives above 4 GB
 * and encrypted members are refused. `maxBytes` bounds what is written. Throws with a sentence for people.
 * Format: APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12, 4.3.16.
 */
export async function extractMember({ archive, member, target, maxBytes }) {
  const entry = await findEntry(archive, member);
  if (entry === null) throw new Error(`${archive} has no member ${member}`);
  if (entry.flags & 1) throw new Error(`${member} in ${archive} is encrypted`);
  if (entry.method !== 0 && entry.method !== 8) throw new Error(`${member} in ${archive} is packed by an unknown method ${entry.method}`);
  let written = 0;
  const bounded = new Transform({
    transform(chunk, _encoding, done) {
      written += chunk.length;
      done(written > maxBytes ? new Error(`${member} in ${archive} is larger than ${maxBytes} bytes`) : null, chunk);
    },
  });
  const source = createReadStream(archive, { start: entry.dataStart, end: entry.dataStart + entry.packedBytes - 1 });
  await pipeline(entry.method === 8 ? [source, createInflateRaw(), bounded, createWriteStream(target)] : [source, bounded, createWriteStream(target)]);
}

async function findEntry(archive, member) {
  const file = await open(archive, 'r');
  try {
    const { size } = await file.stat();
    const read = async (position, length) => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await file.read(buffer, 0, length, position);
      if (bytesRead < length) throw new Error(`${archive} ends too early`);
      return buffer;
    };
    const tailBytes = Math.min(size, 65_557);
    const tail = await read(size - tailBytes, tailBytes);
    const end = tail.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (end < 0 || end + 22 > tail.length) throw new Error(`${archive} is not a zip archive`);
    const directory = await read(tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
    for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50; ) {
      const nameBytes = directory.readUInt16LE(at + 28);
      if (directory.toString('utf8', at + 46, at + 46 + nameBytes) === member) {
        const headerStart = directory.readUInt32LE(at + 42);
        const local = await read(headerStart, 30);
        return {
          flags: directory.readUInt16LE(at + 8),
          method: directory.readUInt16LE(at + 10),
          packedBytes: directory.readUInt32LE(at + 20),
          dataStart: headerStart + 30 + local.readUInt16LE(26) + local.readUInt16LE(28),
        };
      }
      at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    }
    return null;
  } finally {
    await file.close();
  }
}
