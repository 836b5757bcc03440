import type { ReadQuery } from './readQuery.ts';

const inItsLanguage = 0.45;
const inAnother = 0.2;

/**
 * How much meaning counts beside words, 0..1. An embedder of one language has little to say about questions in another; `-en` in a
 * model's id names such a one, as its publishers do.
 */
export function meaningWeight({ text, language }: Pick<ReadQuery, 'text' | 'language'>, embedderId: string | null): number {
  if (embedderId === null) return 0;
  const readsEnglishOnly = /(?:^|[-_])en(?:[-_]|$)|minilm-l(?:6|12)-v2/i.test(embedderId);
  if (!readsEnglishOnly) return inItsLanguage;
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0;
  const isEnglish = (language === null || language === 'en') && latin >= letters * 0.6;
  return isEnglish ? inItsLanguage : inAnother;
}
