import { createDecipheriv, createHash } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';

const spins = 50_000;
/** Ciphers by their number in Windows, with the bytes of their key. */
const keyBytesOf: Readonly<Record<number, number>> = { 0x660e: 16, 0x660f: 24, 0x6610: 32 };

/** The content of a file encrypted as Office 2007 does (MS-OFFCRYPTO 2.3.4.5: AES in single blocks, SHA-1), null where the password is wrong. Errors: file-damaged, format-unsupported. */
export function decryptStandard(info: Buffer, content: Buffer, password: string): Buffer | null {
  if (info.readUInt16LE(2) !== 2) throw new AppError('format-unsupported', { format: 'encrypted Office file' });
  const headerBytes = info.readUInt32LE(8);
  const keyBytes = keyBytesOf[info.readUInt32LE(20)];
  if (keyBytes === undefined) throw new AppError('format-unsupported', { format: 'encrypted Office file' });
  const verifier = info.subarray(12 + headerBytes);
  if (verifier.length < 72) throw new AppError('file-damaged');
  const key = keyOf(password, verifier.subarray(4, 20), keyBytes);
  const input = decipher(key, verifier.subarray(20, 36));
  const hash = decipher(key, verifier.subarray(40, 72));
  if (!hash.subarray(0, 20).equals(createHash('sha1').update(input).digest())) return null;
  return decipher(key, content.subarray(0, content.length - (content.length % 16)));
}

function keyOf(password: string, salt: Buffer, keyBytes: number): Buffer {
  let value = sha1(salt, Buffer.from(password, 'utf16le'));
  const number = Buffer.alloc(4);
  for (let index = 0; index < spins; index += 1) {
    number.writeUInt32LE(index);
    value = sha1(number, value);
  }
  value = sha1(value, Buffer.alloc(4));
  const padded = (fill: number) => {
    const block = Buffer.alloc(64, fill);
    for (const [index, byte] of value.entries()) block[index] = byte ^ fill;
    return sha1(block);
  };
  return Buffer.concat([padded(0x36), padded(0x5c)]).subarray(0, keyBytes);
}

function sha1(...parts: readonly Buffer[]): Buffer {
  const made = createHash('sha1');
  for (const part of parts) made.update(part);
  return made.digest();
}

function decipher(key: Buffer, value: Buffer): Buffer {
  const cipher = createDecipheriv(`aes-${key.length * 8}-ecb`, key, null).setAutoPadding(false);
  return Buffer.concat([cipher.update(value), cipher.final()]);
}
