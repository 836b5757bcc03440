import { AppError } from '../../shared/AppError.ts';

/** Unit vectors, one a text. */
type Embed = (texts: readonly string[], kind: 'query' | 'passage', signal: AbortSignal) => Promise<readonly Float32Array[]>;

/**
 * Asks for the vector of each text once, for as long as one question is answered: it is searched with its own and compared by it with the sentences of every part, and reports of one
 * company repeat whole sentences. What failed is asked for again. Errors: those of `embed`; `output-invalid` for a text without a vector.
 */
export function embedOnce(embed: Embed): Embed {
  const known = new Map<string, Promise<Float32Array>>();
  return async (texts, kind, signal) => {
    const keyOf = (text: string): string => `${kind} ${text}`;
    const missing = [...new Set(texts)].filter((text) => !known.has(keyOf(text)));
    if (missing.length > 0) {
      const asked = embed(missing, kind, signal);
      missing.forEach((text, at) => {
        const vector = asked.then((vectors) => vectors[at] ?? Promise.reject(new AppError('output-invalid', { operation: 'embed', problem: 'a text without a vector' })));
        vector.catch(() => { known.delete(keyOf(text)); });
        known.set(keyOf(text), vector);
      });
    }
    return await Promise.all(texts.map((text) => known.get(keyOf(text))).filter((vector) => vector !== undefined));
  };
}
