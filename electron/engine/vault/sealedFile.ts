import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { open, type FileHandle } from 'node:fs/promises';
import * as z from 'zod';
import { AppError } from '../../shared/AppError.ts';
import { notWritten } from './notWritten.ts';
import { derivePassphraseKey, PassphraseCost } from './passphraseKey.ts';

/**
 * A file nobody reads or changes without its passphrase: a line that says what it is, a line of JSON with what the key is made of, then
 * frames of at most 1 MiB, each a length (4 bytes, big endian), AES-256-GCM text and tag (16). Frame n has the nonce prefix with n and
 * is bound to n, to being the last or not, and to both lines: none can be changed, moved, left out or added.
 */
const magic = 'CARREL-LIBRARY-EXPORT 1';
const Header = z.strictObject({ cost: PassphraseCost, salt: z.string().regex(/^[0-9a-f]{32}$/), prefix: z.string().regex(/^[0-9a-f]{16}$/) });
const frameBytes = 1024 * 1024;
const [lengthBytes, tagBytes, mostHeaderBytes] = [4, 16, 1_000];

/** Writes pieces of any size, in order; on the disk when this returns. Errors: file-not-writable, also where there is one already; disk-full. */
export async function writeSealed(path: string, pieces: AsyncIterable<Uint8Array>, passphrase: Uint8Array, cost: PassphraseCost): Promise<number> {
  const header = { cost, salt: randomBytes(16).toString('hex'), prefix: randomBytes(8).toString('hex') };
  const head = Buffer.from(`${magic}\n${JSON.stringify(header)}\n`);
  const key = await derivePassphraseKey(passphrase, Buffer.from(header.salt, 'hex'), cost);
  const fail = (cause: unknown): never => { throw notWritten(cause, path); };
  // Not `write`, which on a disk that is nearly full writes less than it was given and fails at nothing.
  const write = (bytes: Uint8Array): Promise<void> => file.writeFile(bytes).catch(fail);
  await using file = await open(path, 'wx', 0o600).catch(fail);
  let [waiting, frame, written] = [Buffer.alloc(0) as Buffer, 0, head.length];
  const put = async (plain: Uint8Array, isLast: boolean): Promise<void> => {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(header.prefix, frame));
    cipher.setAAD(contextOf(head, frame, isLast));
    const sealed = Buffer.concat([Buffer.alloc(lengthBytes), cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    sealed.writeUInt32BE(sealed.length - lengthBytes);
    await write(sealed);
    frame += 1;
    written += sealed.length;
  };
  try {
    await write(head);
    for await (const piece of pieces) {
      waiting = Buffer.concat([waiting, piece]);
      for (; waiting.length > frameBytes; waiting = waiting.subarray(frameBytes)) await put(waiting.subarray(0, frameBytes), false);
    }
    await put(waiting, true);
    await file.sync().catch(fail);
    return written;
  } finally {
    key.fill(0);
  }
}

/** The pieces again, each checked before it is given. Errors: passphrase-wrong, file-damaged, file-not-found. */
export async function* readSealed(path: string, passphrase: Uint8Array): AsyncGenerator<Buffer> {
  await using file = await open(path, 'r').catch((cause: unknown) => { throw new AppError('file-not-found', { path }, { cause }); });
  const damaged = (cause?: unknown): AppError => new AppError('file-damaged', { path, detail: 'not a whole export of a library' }, { cause });
  const { head, header } = await readHeader(file, damaged);
  const key = await derivePassphraseKey(passphrase, Buffer.from(header.salt, 'hex'), header.cost);
  const { size } = await file.stat();
  if (size === head.length) throw damaged();
  try {
    for (let [at, frame] = [head.length, 0]; at < size; frame += 1) {
      const length = (await readExactly(file, at, lengthBytes, damaged)).readUInt32BE();
      if (length < tagBytes || length > frameBytes + tagBytes) throw damaged();
      const sealed = await readExactly(file, at + lengthBytes, length, damaged);
      at += lengthBytes + length;
      const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(header.prefix, frame));
      decipher.setAAD(contextOf(head, frame, at === size));
      decipher.setAuthTag(sealed.subarray(-tagBytes));
      let plain: Buffer;
      try {
        plain = Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
      } catch (error) {
        // A wrong key fails at the first frame; so does damage there, which nothing can tell from it.
        throw frame === 0 ? new AppError('passphrase-wrong', { path }, { cause: error }) : damaged(error);
      }
      yield plain;
    }
  } finally {
    key.fill(0);
  }
}

async function readHeader(file: FileHandle, damaged: (cause?: unknown) => AppError): Promise<{ head: Buffer; header: z.infer<typeof Header> }> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(mostHeaderBytes), 0, mostHeaderBytes, 0);
  const text = buffer.subarray(0, bytesRead);
  const first = text.indexOf(0x0a);
  const second = text.indexOf(0x0a, first + 1);
  if (second < 0 || text.toString('latin1', 0, first) !== magic) throw damaged();
  try {
    return { head: Buffer.from(text.subarray(0, second + 1)), header: Header.parse(JSON.parse(text.toString('utf8', first + 1, second))) };
  } catch (error) {
    throw damaged(error);
  }
}

async function readExactly(file: FileHandle, at: number, length: number, damaged: () => AppError): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, at);
  if (bytesRead !== length) throw damaged();
  return buffer;
}

function nonceOf(prefix: string, frame: number): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.write(prefix, 'hex');
  nonce.writeUInt32BE(frame, 8);
  return nonce;
}

function contextOf(head: Buffer, frame: number, isLast: boolean): Buffer {
  return Buffer.concat([head, Buffer.from(`${frame} ${isLast ? 'last' : 'more'}`)]);
}
