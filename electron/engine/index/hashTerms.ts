import { createHmac, hash } from 'node:crypto';

const cacheSize = 200_000;
/** Bytes SHA-256 takes at a time: a key of 32 bytes is followed by noughts to that length. */
const blockBytes = 64;
const hashBytes = 32;
/** Terms are at most 48 characters, of at most three bytes each. */
const mostTermBytes = 256;

/** Gives a term's 16 hex digits. */
export type TermHasher = (term: string) => string;

/** Terms as keyed hashes (first 64 bits of HMAC-SHA256): equal terms give equal hashes, and nothing readable is stored. */
export function createTermHasher(termKey: Buffer): TermHasher {
  const known = new Map<string, string>();
  return (term) => {
    const found = known.get(term);
    if (found !== undefined) return found;
    const made = hashTerm(term, termKey);
    if (known.size >= cacheSize) known.clear();
    known.set(term, made);
    return made;
  };
}

const inner = Buffer.alloc(blockBytes + mostTermBytes);
const outer = Buffer.alloc(blockBytes + hashBytes);

/** The hash of one term, remembered nowhere. As two plain hashes (RFC 2104) it takes a tenth of the time of Node's own HMAC, which prepares its key anew for each. */
export function hashTerm(term: string, termKey: Buffer): string {
  if (term.length * 3 > mostTermBytes || termKey.length > blockBytes) return createHmac('sha256', termKey).update(term, 'utf8').digest().toString('hex', 0, 8);
  for (let at = 0; at < blockBytes; at++) {
    const byte = termKey[at] ?? 0;
    inner[at] = byte ^ 0x36;
    outer[at] = byte ^ 0x5c;
  }
  const end = blockBytes + inner.write(term, blockBytes, 'utf8');
  outer.write(hash('sha256', inner.subarray(0, end), 'binary'), blockBytes, 'binary');
  const digits = hash('sha256', outer, 'hex').slice(0, 16);
  inner.fill(0, 0, blockBytes);
  outer.fill(0, 0, blockBytes);
  return digits;
}

/** The stored form of a passage's terms: hashes in hash order, so that word order is lost and only counts remain. */
export function sealTerms(terms: readonly string[], hash: TermHasher): string {
  return terms.map(hash).sort().join(' ');
}
