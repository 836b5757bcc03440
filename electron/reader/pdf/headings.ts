import type { ExtractedPage } from '../../shared/readerContract.ts';
import type { AssembledPage, AssembledLine } from './pageAssembly.ts';

const longestHeading = 160;
const numbered = /^(?:(?<part>part|chapter|teil|kapitel|partie|chapitre|título|capítulo|annex|appendix|schedule|anhang)|(?<item>item|section|article|artikel|abschnitt|note|clause|§)) *[\dIVXLC]+[A-Z]?\b/iu;
const outline = /^(?<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+\p{Lu}/u;

/**
 * Finds headings by size, weight and wording, page after page: the usual size of the text and the lines that come back
 * on every page (running heads) are learned on the way. Levels are only comparable inside one document.
 */
export class HeadingFinder {
  readonly #sizes = new Map<number, number>();
  readonly #margins = new Map<string, number>();

  headingsOf(page: AssembledPage): ExtractedPage['headings'] {
    this.#learn(page);
    const body = this.#bodySize();
    const length = page.lines.reduce((sum, line) => sum + line.end - line.start, 0);
    const boldLength = page.lines.reduce((sum, line) => sum + (line.bold ? line.end - line.start : 0), 0);
    const boldTells = boldLength < length * 0.4;
    const headings: { start: number; end: number; level: number }[] = [];
    let before: AssembledLine | null = null;
    for (const line of page.lines) {
      const level = this.#isRunning(page, line) ? null : levelOf(page.text.slice(line.start, line.end), line, body, boldTells);
      const last = headings.at(-1);
      const sameHeading: boolean = level !== null && last !== undefined && before !== null && last.level === level && last.end === before.end && before.size === line.size
        && !line.startsBlock && line.end - last.start <= longestHeading && !outline.test(page.text.slice(line.start, line.end));
      if (sameHeading && last !== undefined) last.end = line.end;
      else if (level !== null) headings.push({ start: line.start, end: line.end, level });
      before = line;
    }
    return headings;
  }

  /** The size most of the text seen so far is set in, points. */
  #bodySize(): number {
    let best = 0;
    let most = 0;
    for (const [size, length] of this.#sizes) {
      if (length > most) {
        best = size;
        most = length;
      }
    }
    return best / 10;
  }

  #learn(page: AssembledPage): void {
    for (const line of page.lines) {
      const size = Math.round(line.size * 10);
      this.#sizes.set(size, (this.#sizes.get(size) ?? 0) + line.end - line.start);
    }
    if (this.#margins.size > 50_000) this.#margins.clear();
    for (const line of marginsOf(page)) {
      const key = keyOf(page, line);
      this.#margins.set(key, (this.#margins.get(key) ?? 0) + 1);
    }
  }

  #isRunning(page: AssembledPage, line: AssembledLine): boolean {
    return marginsOf(page).includes(line) && (this.#margins.get(keyOf(page, line)) ?? 0) > 1;
  }
}

/** The first two and last two lines of a page, where running heads and page numbers stand. */
function marginsOf(page: AssembledPage): AssembledLine[] {
  return page.lines.length <= 4 ? [...page.lines] : [...page.lines.slice(0, 2), ...page.lines.slice(-2)];
}

/** Page numbers count on, so figures do not tell lines apart, but those of chapters at the top of their pages do. */
function keyOf(page: AssembledPage, line: AssembledLine): string {
  const text = page.text.slice(line.start, line.end).trim();
  return `${Math.round(line.base / 4)} ${numbered.test(text) || outline.test(text) ? text : text.replace(/\d+/g, '#')}`;
}

function levelOf(text: string, line: AssembledLine, body: number, boldTells: boolean): number | null {
  const plain = text.trim();
  if (line.table || line.angle !== 0 || plain.length < 2 || plain.length > longestHeading || !/\p{L}{2}/u.test(plain)) return null;
  const ratio = body > 0 ? line.size / body : 1;
  if (ratio < 0.95) return null;
  const stands = line.bold && boldTells;
  const words = numbered.exec(plain)?.groups;
  const titled = plain.length <= 100 && (stands || ratio >= 1.15 || line.startsBlock) && !/[.;,]$/.test(plain);
  if (words?.['part'] !== undefined && titled) return 3;
  if (words?.['item'] !== undefined && titled && (stands || ratio >= 1.15)) return 4;
  if (ratio >= 1.75) return 1;
  if (ratio >= 1.35) return 2;
  if (ratio >= 1.12 && !/[.;,]$/.test(plain)) return 3;
  if (!stands || /[.;,]$/.test(plain) || /^[\d\s.,%$()-]+$/.test(plain)) return null;
  const number = outline.exec(plain)?.groups?.['number'];
  if (number !== undefined) return Math.min(9, 4 + number.split('.').length);
  return /\p{Ll}/u.test(plain.replace(/\([^)]*\)/g, '')) ? 6 : 5;
}
