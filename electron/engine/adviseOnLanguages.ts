import type { LanguageAdvice } from '../shared/schemas.ts';

/** From this share of the documents, or from so many of them, another embedder is worth building all vectors anew. */
const [leastShare, leastDocuments] = [0.1, 50];

/**
 * What to say of documents in languages an embedder does not know; null where they are few. `known`: its languages, null for about a hundred;
 * `multilingual`: an embedder that knows more.
 */
export function adviseOnLanguages(documents: readonly { readonly language: string; readonly documents: number }[], known: readonly string[] | null, multilingual: string | null): LanguageAdvice | null {
  if (known === null) return null;
  const count = (of: typeof documents): number => of.reduce((sum, one) => sum + one.documents, 0);
  const unknown = documents.filter(({ language }) => !known.includes(language));
  const share = count(unknown) / Math.max(1, count(documents));
  if (share < leastShare && count(unknown) < leastDocuments) return null;
  return { documents: count(unknown), share, languages: unknown.toSorted((a, b) => b.documents - a.documents).map(({ language }) => language), embedder: multilingual };
}
