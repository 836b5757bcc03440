import type { ExtractedPage } from '../../electron/shared/readerContract.ts';

/** One line of the manifest of well-behaved files, as data/README.md describes it. */
export type FormatEntry = {
  readonly file: string; readonly format: string; readonly expected: string | null; readonly notes?: string;
  readonly must_include?: readonly string[]; readonly attachments?: readonly string[]; readonly attachment_text?: readonly string[];
};

/** What the reader made of a file; `title` is '' where it only comes from the file's name. */
export type FormatReading = { readonly pages: readonly ExtractedPage[]; readonly title: string };

/** Shares of distinct words; null where the words are not scored. */
export type WordScore = { readonly recall: number | null; readonly precision: number | null };

/**
 * `raw` takes all that was read and nothing else. `ruled` goes by the rules: recall null where a file whose expected text adds
 * presentation reaches `acceptedRecall`, both null where it is written in LaTeX. The expected texts leave out what does not show on a
 * page, a slide or in a mail's body (hidden text, speaker notes, the fields of a mail's head), and a title kept beside the text: there
 * all of these count where they are expected, and not as wrong where they are not. `lost`, `extra`: the words behind `ruled`.
 */
export type FormatScore = { readonly raw: WordScore; readonly ruled: WordScore; readonly missing: readonly string[]; readonly lost: readonly string[]; readonly extra: readonly string[] };

/** Recall that is enough where "expected adds …" (data/README.md, scoring 3). */
export const acceptedRecall = 0.7;

export function scoreFormat(entry: FormatEntry, expectedText: string | null, { pages, title }: FormatReading): FormatScore {
  const text = pages.map((page) => page.text).join('\n');
  const packed = withoutBlanks(`${text}\n${title}`);
  const missing = [...(entry.must_include ?? []), ...(entry.attachments ?? []), ...(entry.attachment_text ?? [])].filter((wanted) => !packed.includes(withoutBlanks(wanted)));
  const unscored: WordScore = { recall: null, precision: null };
  if (expectedText === null) return { raw: unscored, ruled: unscored, missing, lost: [], extra: [] };
  const expected = wordsOf(expectedText);
  const read = wordsOf(text);
  const found = wordsOf(`${text}\n${title}`);
  const shown = wordsOf(pages.filter((page) => isShown(page)).map(withoutFields).join('\n'));
  const recall = shareIn(expected, found);
  const isAccepted = /\badds\b/.test(entry.notes ?? '') && recall >= acceptedRecall;
  return {
    raw: { recall: shareIn(expected, read), precision: shareIn(read, expected) },
    ruled: /LaTeX/.test(entry.notes ?? '') ? unscored : { recall: isAccepted ? null : recall, precision: shareIn(shown, expected) },
    missing, lost: [...expected.difference(found)], extra: [...shown.difference(expected)],
  };
}

/** The share of `words` that are in `among`; 1 where there are no words. */
function shareIn(words: ReadonlySet<string>, among: ReadonlySet<string>): number {
  return words.size === 0 ? 1 : words.intersection(among).size / words.size;
}

function isShown({ hidden, locator }: ExtractedPage): boolean {
  return hidden === undefined && !(locator.kind === 'slide' && locator.notes === true);
}

function withoutFields({ text, locator }: ExtractedPage): string {
  return locator.kind === 'message' ? text.replace(/^(?:From|To|Cc|Date): .*$/gm, '') : text;
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase();
}

function wordsOf(raw: string): Set<string> {
  const plain = raw.replace(/<!--[\s\S]*?-->/g, ' ').replace(/\]\([^)\s]*\)/g, '] ').replace(/\\(.)/g, '$1').replace(/&(?:amp|lt|gt|quot|nbsp|#\d+|#x[\da-f]+);/gi, ' ').normalize('NFKC').toLowerCase();
  return new Set(plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
}
