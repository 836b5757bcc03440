import type { ExtractedPage } from '../../shared/readerContract.ts';
import { longestTitle, type OutlineEntry } from './outline.ts';
import type { AssembledLine, AssembledPage } from './pageAssembly.ts';

type Headings = ExtractedPage['headings'];
type Range = { readonly start: number; readonly end: number };
/** An entry of the outline where it begins: the range of its title, or an empty one where the page does not say it. */
export type PlacedSection = Range & { readonly entry: OutlineEntry };

/** A title may be set in so many lines. */
const mostLines = 4;
/** More titles than this that do not stand on the page they lead to are no sections of it: such outlines lead anywhere. */
const mostUnseen = 4;
const mostOnPage = 100;
/** A line that says the title farther than this from where the outline leads to is a running head or another section's, points. */
const farthest = 250;
const numbering = /^(?:(?:part|chapter|section|item|note|article|annex|appendix|teil|kapitel|abschnitt|artikel|anhang|partie|chapitre)\s+)?(?:[\divxlc]+(?:\.\d+)*|\p{L})[.):]?\s+/iu;

/**
 * Where the entries begin on their page, in the outline's order where several begin at one place. `looking`: headings by how they look; `top`: the
 * page's upper edge in user space, points. None where the page has more than any page has.
 */
export function placeSections(page: AssembledPage, looking: Headings, entries: readonly OutlineEntry[], top: number): PlacedSection[] {
  if (entries.length === 0 || entries.length > mostOnPage) return [];
  const lines = page.lines.map((line) => ({ line, letters: lettersOf(page.text.slice(line.start, line.end)), unnumbered: lettersOf(page.text.slice(line.start, line.end).replace(numbering, '')) }));
  const places = entries.map((entry) => ({ entry, seen: titleIn(lines, entry, top) ?? likeIn(page, looking, entry, top) }));
  const areBelieved = places.filter(({ seen }) => seen === null).length <= mostUnseen;
  const placed: PlacedSection[] = [];
  for (const { entry, seen } of places) {
    const start = seen?.start ?? startBelow(page, entry, top);
    const isFree = seen !== null && !placed.some((other) => seen.start < other.end && other.start < seen.end);
    if (seen !== null || areBelieved) placed.push({ entry, start, end: isFree ? seen.end : start });
  }
  return placed;
}

type SaidLine = { readonly line: AssembledLine; readonly letters: string; readonly unnumbered: string };

/** The lines that say the title and nothing else, the nearest to where it should be. */
function titleIn(lines: readonly SaidLine[], { title, top: from }: OutlineEntry, top: number): Range | null {
  const wanted = new Set([lettersOf(title), lettersOf(title.replace(numbering, ''))].filter((letters) => letters.length > 1));
  let best: { start: number; end: number; distance: number } | null = null;
  for (const [at, first] of lines.entries()) {
    const distance = from === null ? 0 : distanceOf(first.line, top - from);
    if (distance > farthest || (best !== null && distance >= best.distance)) continue;
    let [said, unnumbered] = ['', ''];
    for (const [place, { line, ...next }] of lines.slice(at, at + mostLines).entries()) {
      said += next.letters;
      unnumbered += place === 0 ? next.unnumbered : next.letters;
      if (said.length > 2 * longestTitle) break;
      if (wanted.has(said) || wanted.has(unnumbered)) best = { start: first.line.start, end: line.end, distance };
    }
  }
  return best;
}

/** The heading that says it in other words, at least half of its own among them, the nearest to where it should be. */
function likeIn(page: AssembledPage, looking: Headings, { title, top: from }: OutlineEntry, top: number): Range | null {
  const wanted = stemsOf(title);
  const near = looking.flatMap(({ start, end }) => {
    const line = page.lines.find((one) => one.start <= start && start < one.end);
    const distance = from === null || line === undefined ? 0 : distanceOf(line, top - from);
    const said = stemsOf(page.text.slice(start, end));
    const isLike = wanted.size > 0 && [...wanted].filter((stem) => said.has(stem)).length >= wanted.size / 2;
    return isLike && distance <= farthest ? [{ start, end, distance }] : [];
  });
  const [best] = near.sort((a, b) => a.distance - b.distance);
  return best ?? null;
}

/** How far the line begins from a height, both downwards from the page's upper edge, points. */
function distanceOf({ base, size }: AssembledLine, height: number): number {
  return Math.abs(base - size - height);
}

/** Beginnings of its words, those of one or two letters left out. */
function stemsOf(text: string): ReadonlySet<string> {
  return new Set((text.normalize('NFKC').toLowerCase().match(/\p{L}{3,}/gu) ?? []).map((word) => word.slice(0, 5)));
}

/** The first line that begins something at or below the place; of the page as a whole its beginning. */
function startBelow(page: AssembledPage, { top: from }: OutlineEntry, top: number): number {
  if (from === null) return 0;
  const below = page.lines.filter(({ base, angle }) => angle === 0 && base >= top - from - 2);
  return (below.find(({ startsBlock }) => startsBlock) ?? below.find(({ table }) => !table))?.start ?? page.text.length;
}

function lettersOf(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
