import { createDecipheriv, createHash } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';
import { attributeOf, walkXml } from '../xml.ts';

type Cipher = { readonly hash: string; readonly keyBytes: number; readonly blockBytes: number; readonly hashBytes: number; readonly salt: Buffer };
type KeyEncryptor = Cipher & { readonly spins: number; readonly verifierInput: Buffer; readonly verifierHash: Buffer; readonly key: Buffer };

const segmentBytes = 4_096;
/** Office turns 100,000 times; more than this would only cost time. */
const mostSpins = 2_000_000;
/** What each key is for (MS-OFFCRYPTO 2.3.4.11). */
const blockKeys = { verifierInput: 'fea7d2763b4b9e79', verifierHash: 'd7aa0f6d3061344e', key: '146e0be7abacd0d6' } as const;
const hashes: Readonly<Record<string, string>> = { SHA1: 'sha1', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512' };

/** The content of an agile-encrypted file, null where the password is wrong. Errors: file-damaged, limit-exceeded, format-unsupported. */
export function decryptAgile(xml: string, content: Buffer, password: string): Buffer | null {
  const { data, encryptor } = parse(xml);
  if (encryptor.spins > mostSpins) throw new AppError('limit-exceeded', { spins: encryptor.spins });
  const hash = turned(encryptor, password);
  const opened = (blockKey: string, value: Buffer) => decipher(encryptor, fitted(digest(encryptor.hash, hash, Buffer.from(blockKey, 'hex')), encryptor.keyBytes), encryptor.salt, value);
  const verifier = digest(encryptor.hash, opened(blockKeys.verifierInput, encryptor.verifierInput));
  if (!opened(blockKeys.verifierHash, encryptor.verifierHash).subarray(0, encryptor.hashBytes).equals(verifier.subarray(0, encryptor.hashBytes))) return null;
  const key = opened(blockKeys.key, encryptor.key).subarray(0, data.keyBytes);
  const segments: Buffer[] = [];
  for (let at = 0, index = 0; at + data.blockBytes <= content.length; at += segmentBytes, index += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32LE(index);
    const segment = content.subarray(at, at + segmentBytes);
    segments.push(decipher(data, key, digest(data.hash, data.salt, number), segment.subarray(0, segment.length - (segment.length % data.blockBytes))));
  }
  return Buffer.concat(segments);
}

function parse(xml: string): { data: Cipher; encryptor: KeyEncryptor } {
  const found: { data: Cipher | null; encryptor: KeyEncryptor | null } = { data: null, encryptor: null };
  walkXml(xml, {
    open: (name, attributes) => {
      const bytes = (attribute: string) => Buffer.from(attributeOf(attributes, attribute) ?? '', 'base64');
      if (name === 'keyData') found.data = cipherOf(attributes);
      // Keys can be locked by certificates too: only the one for a password turns.
      if (name !== 'encryptedKey' || attributeOf(attributes, 'spinCount') === null) return;
      found.encryptor ??= {
        ...cipherOf(attributes), spins: Number(attributeOf(attributes, 'spinCount')), verifierInput: bytes('encryptedVerifierHashInput'), verifierHash: bytes('encryptedVerifierHashValue'), key: bytes('encryptedKeyValue'),
      };
    },
    close: () => {}, text: () => {},
  });
  if (found.data === null || found.encryptor === null) throw new AppError('file-damaged');
  return { data: found.data, encryptor: found.encryptor };
}

function cipherOf(attributes: string): Cipher {
  const text = (name: string) => attributeOf(attributes, name) ?? '';
  const hash = hashes[text('hashAlgorithm').replace('-', '').toUpperCase()];
  if (text('cipherAlgorithm') !== 'AES' || text('cipherChaining') !== 'ChainingModeCBC' || hash === undefined) throw new AppError('format-unsupported', { format: 'encrypted Office file' });
  const [keyBits, blockBytes, hashBytes] = [Number(text('keyBits')), Number(text('blockSize')), Number(text('hashSize'))];
  if (![128, 192, 256].includes(keyBits) || blockBytes !== 16 || !(hashBytes >= 16 && hashBytes <= 64)) throw new AppError('file-damaged');
  return { hash, keyBytes: keyBits / 8, blockBytes, hashBytes, salt: Buffer.from(text('saltValue'), 'base64') };
}

function turned({ hash, salt, spins }: KeyEncryptor, password: string): Buffer {
  let value = digest(hash, salt, Buffer.from(password, 'utf16le'));
  const turn = Buffer.alloc(4 + value.length);
  for (let index = 0; index < spins; index += 1) {
    turn.writeUInt32LE(index);
    value.copy(turn, 4);
    value = digest(hash, turn);
  }
  return value;
}

function decipher({ keyBytes, blockBytes }: Cipher, key: Buffer, vector: Buffer, value: Buffer): Buffer {
  const cipher = createDecipheriv(`aes-${keyBytes * 8}-cbc`, key, fitted(vector, blockBytes)).setAutoPadding(false);
  return Buffer.concat([cipher.update(value), cipher.final()]);
}

function digest(hash: string, ...parts: readonly Buffer[]): Buffer {
  const made = createHash(hash);
  for (const part of parts) made.update(part);
  return made.digest();
}

/** Cut, or filled up with 0x36. */
function fitted(value: Buffer, bytes: number): Buffer {
  return value.length >= bytes ? value.subarray(0, bytes) : Buffer.concat([value, Buffer.alloc(bytes - value.length, 0x36)]);
}
