import { createHmac } from 'node:crypto';

const cacheSize = 200_000;

/** Gives a term's 16 hex digits. */
export type TermHasher = (term: string) => string;

/** Terms as keyed hashes (first 64 bits of HMAC-SHA256): equal terms give equal hashes, and nothing readable is stored. */
export function createTermHasher(termKey: Buffer): TermHasher {
  const known = new Map<string, string>();
  return (term) => {
    const found = known.get(term);
    if (found !== undefined) return found;
    const hash = createHmac('sha256', termKey).update(term, 'utf8').digest().toString('hex', 0, 8);
    if (known.size >= cacheSize) known.clear();
    known.set(term, hash);
    return hash;
  };
}

/** The stored form of a passage's terms: hashes in hash order, so that word order is lost and only counts remain. */
export function sealTerms(terms: readonly string[], hash: TermHasher): string {
  return terms.map(hash).sort().join(' ');
}
