import { createHash } from 'node:crypto';

const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');

/** The standard security handler of PDF 1.4 (RC4, 128 bit; ISO 32000-1, 7.6.3): for test files only, it protects nothing. */
export class PdfEncryption {
  readonly dictionary: string;
  readonly #key: Buffer;

  /** Without a user password the file opens for everyone and only the owner's rights are kept from them. */
  constructor({ ownerPassword, userPassword, id, permissions = -3904 }: { readonly ownerPassword: string; readonly userPassword: string; readonly id: Buffer; readonly permissions?: number }) {
    const owner = this.#ownerEntry(padded(ownerPassword), padded(userPassword));
    const rights = Buffer.alloc(4);
    rights.writeInt32LE(permissions);
    let key = md5(padded(userPassword), owner, rights, id);
    for (let round = 0; round < 50; round += 1) key = md5(key);
    this.#key = key;
    let user = rc4(key, md5(padding, id));
    for (let round = 1; round <= 19; round += 1) user = rc4(turned(key, round), user);
    const hex = (bytes: Buffer) => `<${bytes.toString('hex')}>`;
    this.dictionary = `<< /Filter /Standard /V 2 /R 3 /Length 128 /P ${permissions} /O ${hex(owner)} /U ${hex(Buffer.concat([user, Buffer.alloc(16)]))} >>`;
  }

  encrypt(object: number, bytes: Buffer): Buffer {
    const number = Buffer.from([object & 255, (object >> 8) & 255, (object >> 16) & 255, 0, 0]);
    return rc4(md5(this.#key, number), bytes);
  }

  #ownerEntry(owner: Buffer, user: Buffer): Buffer {
    let key = md5(owner);
    for (let round = 0; round < 50; round += 1) key = md5(key);
    let entry = rc4(key, user);
    for (let round = 1; round <= 19; round += 1) entry = rc4(turned(key, round), entry);
    return entry;
  }
}

function padded(password: string): Buffer {
  return Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32);
}

function md5(...parts: readonly Buffer[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest();
}

function turned(key: Buffer, by: number): Buffer {
  return Buffer.from(key.map((byte) => byte ^ by));
}

function rc4(key: Buffer, bytes: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_value, index) => index);
  for (let i = 0, j = 0; i < 256; i += 1) {
    j = (j + (state[i] ?? 0) + (key[i % key.length] ?? 0)) & 255;
    [state[i], state[j]] = [state[j] ?? 0, state[i] ?? 0];
  }
  const out = Buffer.alloc(bytes.length);
  for (let n = 0, i = 0, j = 0; n < bytes.length; n += 1) {
    i = (i + 1) & 255;
    j = (j + (state[i] ?? 0)) & 255;
    [state[i], state[j]] = [state[j] ?? 0, state[i] ?? 0];
    out[n] = (bytes[n] ?? 0) ^ (state[((state[i] ?? 0) + (state[j] ?? 0)) & 255] ?? 0);
  }
  return out;
}
