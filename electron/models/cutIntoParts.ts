/** Tokens repeated at the beginning of the next part, so that a sentence across the border is whole in one of them. */
const overlapTokens = 32;

/**
 * Cuts token numbers into parts of at most `size`, in order. Every token is in at least one part; the last part is full, so
 * that no vector stands for a few left-over words. An empty list is one empty part.
 */
export function cutIntoParts(tokens: readonly number[], size: number): readonly (readonly number[])[] {
  if (tokens.length <= size) return [tokens];
  const stride = Math.max(1, size - Math.min(overlapTokens, size >> 2));
  const parts: (readonly number[])[] = [];
  for (let start = 0; start + size < tokens.length; start += stride) parts.push(tokens.slice(start, start + size));
  parts.push(tokens.slice(tokens.length - size));
  return parts;
}
