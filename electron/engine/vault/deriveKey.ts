import { hkdfSync } from 'node:crypto';

/** What keys are made for; each purpose has its own, so that none tells anything of another. */
export type KeyPurpose = 'sqlite' | 'terms' | 'delimiter' | 'digest' | 'descriptor';

/** A 32-byte key for one purpose from the library's data key (HKDF-SHA256, RFC 5869). */
export function deriveKey(dataKey: Uint8Array, purpose: KeyPurpose): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, 'carrel library', `${purpose} 1`, 32));
}
