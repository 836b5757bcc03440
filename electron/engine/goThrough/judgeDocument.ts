import type { GoThroughVerdict, GoThroughWhy } from '../../shared/goThroughContract.ts';
import type { VerdictPlace } from '../library/goThroughRuns.ts';
import type { PageRecord } from '../library/records.ts';
import { PageText } from '../text/PageText.ts';
import type { Span } from '../text/sentences.ts';
import type { Criterion } from './criterion.ts';
import { judgeSentence, type SentenceFinding } from './judgeSentence.ts';

export type DocumentJudgement = { readonly verdict: GoThroughVerdict; readonly why: GoThroughWhy; readonly places: readonly VerdictPlace[] };

const quotesShown = 3;
const isItem = /^\s*(?:[•●▪◦‣·■–—*-]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s/iu;

/** A heading of so many words whose line goes right on is the first line of a sentence. */
const longHeading = 8;

/** Units of a page; the first line of a wrapped sentence that looked like a heading is put back in front of it. */
function joinWrapped({ text, units }: PageText): Span[] {
  const joined: Span[] = [];
  for (const unit of units) {
    const last = joined.at(-1);
    const isWrapped = last?.kind === 'heading' && unit.kind === 'sentence' && text.slice(last.end, unit.start) === '\n' && text.slice(last.start, last.end).split(/\s+/).length >= longHeading;
    if (isWrapped) joined[joined.length - 1] = { start: last.start, end: unit.end, kind: 'sentence' };
    else joined.push(unit);
  }
  return joined;
}

type Found = VerdictPlace & { readonly finding: SentenceFinding; readonly score: number };

/** Gathers what the pages of one document say of a criterion, and gives the verdict. Pages are added in order, one at a time. */
export class DocumentJudge {
  readonly #criterion: Criterion;
  readonly #found: Found[] = [];

  constructor(criterion: Criterion) {
    this.#criterion = criterion;
  }

  /** Pages whose text does not show are passed over. */
  add({ text, page, hidden }: Pick<PageRecord, 'text' | 'page' | 'hidden'>): void {
    if (hidden !== null) return;
    let heading = '';
    let lead = '';
    for (const unit of joinWrapped(new PageText(text))) {
      const content = text.slice(unit.start, unit.end);
      if (unit.kind === 'heading') {
        heading = content;
        // "The Supplier shall:" stands alone on its line like a heading.
        lead = content.trimEnd().endsWith(':') ? content.trimEnd().slice(0, -1) : '';
        continue;
      }
      const judged = judgeSentence(this.#criterion, content, { heading, ...(lead !== '' && isItem.test(content) ? { lead } : {}) });
      if (judged !== null) this.#found.push({ page, start: unit.start, end: unit.end, ...judged });
      if (content.trimEnd().endsWith(':')) lead = content.trimEnd().slice(0, -1);
      else if (!isItem.test(content)) lead = '';
    }
  }

  /** `isPartly`: some of the document could not be read, so that what is missing proves nothing. */
  judge({ isPartly }: { readonly isPartly: boolean }): DocumentJudgement {
    const of = (finding: SentenceFinding): Found[] => this.#found.filter((found) => found.finding === finding).sort((a, b) => b.score - a.score || a.page - b.page || a.start - b.start);
    const says = of('says');
    const contrary = of('contrary');
    const give = (verdict: GoThroughVerdict, why: GoThroughWhy, found: readonly Found[]): DocumentJudgement => ({ verdict, why, places: found.slice(0, quotesShown).map(({ page, start, end }) => ({ page, start, end })) });
    if (says.length > 0) return contrary.length === 0 ? give('yes', 'says', says) : give('unclear', 'both', [...says.slice(0, 2), ...contrary]);
    for (const why of ['contrary', 'other-party', 'definition'] as const) {
      const found = of(why);
      if (found.length > 0) return give(isPartly ? 'unclear' : 'no', why, found);
    }
    if (isPartly) return give('unclear', 'partly-read', of('near'));
    return give('no', this.#found.length === 0 ? 'nothing' : 'near', of('near').slice(0, 1));
  }
}
