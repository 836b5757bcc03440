import { splitSentences } from '../text/sentences.ts';
import { readRow } from '../text/tables.ts';
import { hasInitials, holdsKin, stem, wordsOf } from '../text/words.ts';
import { weightInPhrase, type AskedPhrase } from './askedPhrase.ts';
import { likeStems } from './likeWords.ts';

/**
 * What was found of a phrase: `coverage` 0..1, the weighed share of its words that stand near each other; `headed` 0..1, how near to that the best comes that has the
 * word in it that says what is asked for; `likeness` -1..1, the best cosine.
 */
export type PhraseMatch = { readonly coverage: number; readonly headed: number; readonly likeness: number };
/** A passage found, as far as words of it are compared. */
export type PhraseSource = { readonly text: string; readonly title: string; readonly path: string; readonly headingPath: readonly string[] };
/** Unit vectors, one a text; null where there is no embedder that knows the language. */
type Embed = ((texts: readonly string[], kind: 'query' | 'passage', signal: AbortSignal) => Promise<readonly Float32Array[]>) | null;

/** Sentences and labels whose meaning is compared with the phrase: about 4 ms each. */
const maxCompared = 10;
/** What a document is called or a heading says holds for its sentences, but less surely; more so what the passage says elsewhere of whose they are. */
const headingShare = 0.7;
const ownerShare = 0.85;
/** "Net profit" where the documents say "net income". */
const likeShare = 0.9;
/** Words beyond the phrase's own that may stand between its words. */
const slack = 6;
const comparedLength = 160;

/**
 * Whether what is asked for is named by a sentence or a row of the passages found, in the same words or in like ones. Meaning is
 * asked only where words are missing, and only of the nearest: naming something in other words takes some of the same as a rule.
 */
export async function matchPhrase(phrase: AskedPhrase, passages: readonly PhraseSource[], embed: Embed, signal: AbortSignal): Promise<PhraseMatch> {
  const units = new Map<string, number>();
  let headed = 0;
  const owners = new Set(wordsOf(/\s(?:of|von|der|des|de|del|du)\s(.+)$/iu.exec(phrase.text)?.[1] ?? '').map(stem));
  for (const passage of passages) {
    const heading = new Set(wordsOf([...passage.headingPath, passage.title, (passage.path.split(/[\\/]/).at(-1) ?? '').replaceAll('_', ' ')].join(' ')).map(stem));
    const whole = new Set(wordsOf(passage.text).map(stem));
    // "The rent of the warehouse": what it is of is said once, and not in every sentence about its rent.
    const above = phrase.terms.map((term) => (owners.has(term.stem) && whole.has(term.stem) ? ownerShare : heading.has(term.stem) ? headingShare : 0));
    for (const text of statements(passage.text)) {
      const { coverage, withHead } = coverageOf(phrase, text, above);
      if (coverage > (units.get(text) ?? -1)) units.set(text, coverage);
      headed = Math.max(headed, withHead);
    }
  }
  // Of two that hold the same words the shorter says less beside them.
  const nearest = [...units].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length).slice(0, maxCompared);
  const coverage = nearest[0]?.[1] ?? 0;
  const found = { coverage, headed: phrase.head === null ? 1 : coverage === 0 ? 0 : headed / coverage };
  if (coverage >= 1) return { ...found, likeness: 1 };
  if (embed === null || nearest.length === 0) return { ...found, likeness: 0 };
  const [asked, ...vectors] = await embed([phrase.text, ...nearest.map(([text]) => text.slice(0, comparedLength))], 'passage', signal);
  return { ...found, likeness: asked === undefined ? 0 : Math.max(0, ...vectors.map((vector) => dot(asked, vector))) };
}

/** Sentences as they are, rows by their labels alone: figures say nothing of what they are of. */
function statements(text: string): string[] {
  return splitSentences(text).map(({ start, end, kind }) => {
    const content = text.slice(start, end);
    if (kind !== 'row') return content;
    const lines = content.split('\n');
    const row = readRow(lines.at(-1) ?? '');
    return row === null ? content : [...lines.slice(0, -1), row.label].join(' ').trim();
  }).filter((statement) => statement !== '');
}

/** `above`: for each word of the phrase, what it counts where it does not stand in the text itself. `withHead`: the same of stretches that hold the head. */
function coverageOf({ terms, head }: AskedPhrase, text: string, above: readonly number[]): { readonly coverage: number; readonly withHead: number } {
  const words = wordsOf(text);
  const stems = words.map(stem);
  const total = terms.reduce((sum, term) => sum + weightInPhrase(term), 0);
  const spelled = new Set(terms.filter((term) => term.isAcronym && hasInitials(words, term.word)).map((term) => term.stem));
  let best = 0;
  let bestWithHead = 0;
  // Only a word of the phrase can begin the stretch that holds most of them.
  const begins = stems.flatMap((word, at) => (terms.some((term) => word === term.stem || holdsKin(new Set([word]), term.stem) || likeStems(term.stem).includes(word)) ? [at] : []));
  for (const at of begins.length === 0 ? [0] : begins) {
    const near = new Set(stems.slice(at, at + terms.length + slack));
    const held = terms.map((term, index) => (near.has(term.stem) || spelled.has(term.stem) || holdsKin(near, term.stem) ? 1 : Math.max(likeStems(term.stem).some((other) => near.has(other)) ? likeShare : 0, above[index] ?? 0)));
    const found = terms.reduce((sum, term, index) => sum + weightInPhrase(term) * (held[index] ?? 0), 0);
    best = Math.max(best, found);
    if (terms.some((term, index) => term.stem === head && (held[index] ?? 0) > 0)) bestWithHead = Math.max(bestWithHead, found);
  }
  return total === 0 ? { coverage: 0, withHead: 0 } : { coverage: best / total, withHead: bestWithHead / total };
}

function dot(a: Float32Array, b: Float32Array): number {
  let total = 0;
  for (let index = 0; index < a.length; index++) total += (a[index] ?? 0) * (b[index] ?? 0);
  return total;
}
