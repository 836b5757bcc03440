import { hkdfSync } from 'node:crypto';

/** What keys are made for; each purpose has its own, so that none tells anything of another. */
export type KeyPurpose = 'sqlite' | 'terms' | 'delimiter' | 'digest' | 'descriptor' | 'audit' | 'mark' | 'recovery' | 'key-store';

/** A 32-byte key for one purpose from the library's data key, or from a key that opens it (HKDF-SHA256, RFC 5869). */
export function deriveKey(key: Uint8Array, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', key, 'carrel library', `${purpose} 1`, 32));
}

/** A name for a data key that tells nothing of it: what was made with the key carries it. */
export function markOfKey(dataKey: Uint8Array): string {
  return deriveKey(dataKey, 'mark').toString('hex', 0, 8);
}
