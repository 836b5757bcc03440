import { createHash } from 'node:crypto';
import { AppError, type ErrorCode } from '../shared/AppError.ts';
import type { DocumentFacts, ExtractedPage, Outcome, ReadEvent } from '../shared/readerContract.ts';
import { SectionWriter } from './blocks.ts';
import { inMemory } from './Input.ts';
import { LanguageGuess } from './language.ts';
import { PartBudget, partLimits, TextBudget } from './limits.ts';
import { mayHoldTextIn } from './image/pictureFacts.ts';
import { recognitionPending } from './image/recognitionPending.ts';
import { nameWords } from './names.ts';
import type { ReadContext } from './ReadContext.ts';

type Known = Pick<DocumentFacts, 'format' | 'title' | 'documentDate'>;

/** A part that gave no text: `format` says what it is where that is all there is to say. */
export type UnreadPart = { readonly name: string; readonly format: string | null };

const longestName = 200;
const mostPictures = 500;
/** Names shown in a reason before the rest is only counted. */
const shownNames = 3;

/**
 * A document with documents in it: numbers the pages of its own text and of its parts in one row, keeps the limits of all of
 * them, and ends as its own text and the parts allow.
 */
export class PartedDocument {
  /** What gave no text, in the order met. */
  readonly unread: UnreadPart[] = [];
  readonly #known: Known;
  readonly #path: string;
  readonly #context: ReadContext;
  readonly #parts: PartBudget;
  readonly #budget: TextBudget;
  readonly #language = new LanguageGuess();
  readonly #troubles = new Map<string, string[]>();
  readonly #pictures = new Set<string>();
  /** Pages whose pictures are yet to be recognised. */
  readonly #pending: number[] = [];
  #pages = 0;
  #met = 0;
  #isCut = false;
  #hasWritten = false;

  /** `pagesBefore`: pages in front of these that are written by others. */
  constructor(known: Known, path: string, context: ReadContext, pagesBefore = 0) {
    this.#pages = pagesBefore;
    this.#known = known;
    this.#path = path;
    this.#context = context;
    this.#parts = context.limits.parts ?? new PartBudget();
    this.#budget = new TextBudget(context.limits.maxTextUnits);
  }

  /** True once a limit is reached: nothing more is taken. */
  get isCut(): boolean {
    return this.#isCut;
  }

  get pages(): number {
    return this.#pages;
  }

  facts(): ReadEvent {
    const { title } = this.#known;
    return { type: 'facts', facts: { ...this.#known, title: title.trim() || nameWords(this.#path), language: this.#language.best(), pageCount: this.#pages } };
  }

  /** Pages in their place in the row; those beyond a limit are left out. */
  *write(pages: Iterable<ExtractedPage>): Generator<ReadEvent> {
    const kept: ExtractedPage[] = [];
    for (const page of pages) {
      this.#isCut ||= this.#pages >= this.#context.limits.maxPages || !this.#budget.take(page.text.length);
      if (this.#isCut) break;
      this.#pages += 1;
      if (page.picture !== undefined) this.#pending.push(this.#pages);
      if (this.#pages <= 20 && page.hidden === undefined) this.#language.add(page.text);
      this.#hasWritten ||= page.text.trim() !== '' && page.hidden === undefined;
      kept.push({ ...page, number: this.#pages });
    }
    if (kept.length > 0) yield { type: 'pages', pages: kept };
  }

  /** Reads a picture that stands in the text, once however often it does, where it may hold text itself. */
  async *readPicture(name: string, bytes: Buffer): AsyncGenerator<ReadEvent> {
    const print = createHash('sha256').update(bytes).digest('base64');
    if (this.#pictures.has(print) || this.#pictures.size >= mostPictures || !await mayHoldTextIn(inMemory(name, bytes))) return;
    this.#pictures.add(print);
    yield* this.readPart(name, () => bytes);
  }

  /** Reads a part as a file of that name. `bytes` are asked for only once it is clear that they are read; an error of theirs is the part's. */
  async *readPart(rawName: string, bytes: () => Buffer): AsyncGenerator<ReadEvent> {
    const name = shownName(rawName);
    yield* this.#read(name, (inner) => this.#context.readPart(inMemory(name, bytes()), inner));
  }

  /** As `readPart`, for a part that does not stand by itself: `read` gives its events. */
  async *readInside(rawName: string, read: (context: ReadContext) => AsyncIterable<ReadEvent>): AsyncGenerator<ReadEvent> {
    yield* this.#read(shownName(rawName), read);
  }

  /** Notes that a part could not be read. */
  addTrouble(rawName: string, code: string): void {
    const names = this.#troubles.get(code) ?? [];
    this.#troubles.set(code, [...names.slice(0, 10_000), shownName(rawName)]);
  }

  /** How a document ends whose own text ended so. A file in it of a format that is not read is no reason to call it read in part: its name is listed. */
  outcomeBeside(own: Outcome): Outcome {
    this.#troubles.delete('format-unsupported');
    if (own.state === 'indexed') return this.#outcome(null);
    return own.state === 'skipped' && own.reason?.code === 'no-text' && this.#hasWritten ? { state: 'indexed', reason: null } : own;
  }

  /** The last events. `damage`: why only part of the document's own text could be read. */
  *finish(damage: Outcome['reason'] = null): Generator<ReadEvent> {
    yield this.facts();
    yield { type: 'outcome', outcome: this.#outcome(damage) };
  }

  /** The context of the next part; null where it is passed over. */
  #next(): ReadContext | null {
    const { depth, limits, place: here, only } = this.#context;
    this.#met += 1;
    const place = [...here, this.#met];
    if (only !== undefined && !place.every((number, level) => number === (only[level] ?? number))) return null;
    return { ...this.#context, depth: depth + 1, place, limits: { ...limits, parts: this.#parts } };
  }

  async *#read(name: string, events: (inner: ReadContext) => AsyncIterable<ReadEvent>): AsyncGenerator<ReadEvent> {
    const inner = this.#next();
    if (this.#isCut || inner === null) return;
    const before = this.#pages;
    let isNamed = false;
    let format: string | null = null;
    try {
      this.#parts.takePart();
      if (this.#context.depth >= partLimits.depth) throw new AppError('limit-exceeded', { part: name });
      for await (const event of events(inner)) {
        if (event.type === 'facts') format = event.facts.format;
        if (event.type === 'outcome') this.#judge(name, event.outcome, format);
        if (event.type !== 'pages') continue;
        const pages = event.pages.filter(({ text, picture }) => text !== '' || picture !== undefined).map((page) => {
          const isFirst = !isNamed && page.hidden === undefined;
          isNamed ||= isFirst;
          return within(page, { name, place: inner.place }, isFirst);
        });
        yield* this.write(pages);
        if (this.#isCut) return;
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code === 'cancelled') throw error;
      this.#judge(name, { state: 'failed', reason: { code: error.code } }, null);
    }
    if (this.#pages === before && !this.unread.some((part) => part.name === name)) this.unread.push({ name, format: null });
  }

  #judge(name: string, { state, reason }: Outcome, format: string | null): void {
    if (state === 'indexed' || reason === null || reason.code === 'recognition-pending') return;
    if (state === 'skipped' && isWordless(reason.code, reason.detail, format)) {
      this.unread.push({ name, format: reason.code === 'format-unsupported' ? (reason.detail ?? null) : null });
      return;
    }
    // What a part within the part is called follows the outer name, unless it says what is wrong in other words.
    this.addTrouble(state === 'indexed-partly' && reason.detail !== undefined ? `${name}: ${reason.detail}` : name, reason.code);
  }

  #outcome(damage: Outcome['reason']): Outcome {
    if (this.#isCut) return { state: this.#pages > 0 ? 'indexed-partly' : 'failed', reason: { code: 'limit-exceeded' } };
    const [trouble] = this.#troubles;
    const reason = damage ?? (trouble === undefined ? null : { code: trouble[0], detail: namesShown(trouble[1]) });
    if (this.#pages > 0 && reason === null && this.#pending.length > 0) return recognitionPending(this.#pending);
    if (this.#pages > 0) return reason === null ? { state: 'indexed', reason } : { state: 'indexed-partly', reason };
    return { state: reason === null || skippedCodes.has(reason.code as ErrorCode) ? 'skipped' : 'failed', reason: reason ?? { code: 'no-text' } };
  }
}

const skippedCodes: ReadonlySet<ErrorCode> = new Set(['password-needed', 'format-unsupported', 'file-empty', 'no-text']);

/** Sounds, films, fonts and programs have no words to miss; neither has an empty file or a picture in which none were found. */
function isWordless(code: string, detail: string | undefined, format: string | null): boolean {
  if (code === 'file-empty' || (code === 'no-text' && ['image', 'text', 'archive'].includes(format ?? ''))) return true;
  return code === 'format-unsupported' && /^(?:sound|film|font|program|.*picture|model file)$/.test(detail ?? '');
}

/** The page as it stands inside its part, with the part's name as a heading over the first. */
function within(page: ExtractedPage, { name, place }: { readonly name: string; readonly place: readonly number[] }, isFirst: boolean): ExtractedPage {
  const lead = !isFirst ? '' : page.text === '' ? name : `${name}\n\n`;
  const shift = <T extends { start: number; end: number }>(range: T): T => ({ ...range, start: range.start + lead.length, end: range.end + lead.length });
  const headings = page.headings.map((heading) => shift({ ...heading, level: Math.min(9, heading.level + 1) }));
  return {
    ...page, ...(page.picture === undefined ? {} : { picture: { ...page.picture, part: page.picture.part ?? [...place] } }), text: lead + page.text, locator: { ...page.locator, part: [name, ...(page.locator.part ?? [])] },
    headings: isFirst ? [{ start: 0, end: name.length, level: 1 }, ...headings] : headings,
    tables: page.tables.map((table) => ({ ...shift(table), rows: table.rows.map(shift) })),
  };
}

/** A page with the names of what gave no text, so that they can be found. */
export function unreadParts(document: Pick<PartedDocument, 'unread'>): ExtractedPage[] {
  const writer = new SectionWriter();
  for (const { name, format } of document.unread) writer.add({ kind: 'item', text: format === null ? name : `${name} (${format})` });
  return writer.take(true);
}

/** A name as one line that can be shown: it is never used as a path. */
export function shownName(raw: string): string {
  const name = raw.replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return name === '' ? '?' : name.length <= longestName ? name : `…${name.slice(1 - longestName)}`;
}

function namesShown(names: readonly string[]): string {
  const more = names.length - shownNames;
  return names.slice(0, shownNames).join(', ') + (more > 0 ? ` + ${more}` : '');
}
