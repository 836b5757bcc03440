import type { PDFDocumentProxy } from 'pdfjs-dist';

/** A section as the outline names it, with what it lies in, outermost first. `top`: how high on its page it begins, in user space; null for the page as a whole. */
export type OutlineEntry = { readonly title: string; readonly above: readonly string[]; readonly top: number | null };

/** Levels below this are no sections anybody would name, entries beyond this many no outline. */
const deepestLevel = 6;
const mostEntries = 20_000;
export const longestTitle = 160;
/** Fewer sections than this tell no part of the document from another. */
const fewestEntries = 2;
/** Titles a program gave to pages, not a person to sections. */
const namesPage = /^(?:page|p\.|seite|s\.|slide|folie|sheet|scan|image|img|bild)?[\s_#-]*\d+$/iu;

/** The bookmarks of a PDF, by the page they lead to. Those that lead nowhere, or out of the file, are left out; so is an outline that cannot be read at all. */
export class PdfOutline {
  /** The deepest level of a section, from 1; 0 where there is no outline to speak of. */
  readonly levels: number;
  readonly #byPage: ReadonlyMap<string, readonly OutlineEntry[]>;

  private constructor(entries: readonly (OutlineEntry & { readonly page: string })[]) {
    const used = entries.length < fewestEntries ? [] : entries;
    this.levels = used.reduce((deepest, { above }) => Math.max(deepest, above.length + 1), 0);
    this.#byPage = Map.groupBy(used, ({ page }) => page);
  }

  static async read(document: PDFDocumentProxy): Promise<PdfOutline> {
    try {
      const items: readonly unknown[] = await document.getOutline() ?? [];
      const entries = entriesIn(items);
      const named = entries.some(({ leadsTo }) => typeof leadsTo === 'string') ? await document.getDestinations() : new Map<string, unknown>();
      return new PdfOutline(entries.flatMap(({ title, above, leadsTo }) => {
        const place = placeOf(typeof leadsTo === 'string' ? named.get(leadsTo) : leadsTo);
        return place === null ? [] : [{ title, above, ...place }];
      }));
    } catch {
      // Nothing that shows is in it: headings are then found by how they look alone.
      return new PdfOutline([]);
    }
  }

  /** What begins on page `number` (from 1), whose object is `reference`, in the outline's order. */
  on(number: number, reference: string | null): readonly OutlineEntry[] {
    return [...(reference === null ? [] : this.#byPage.get(reference) ?? []), ...(this.#byPage.get(`#${String(number)}`) ?? [])];
  }
}

/** The name of a page's object, as destinations refer to it. */
export function referenceOf({ num, gen }: { readonly num: number; readonly gen: number }): string {
  return `${String(num)} ${String(gen)}`;
}

type RawEntry = Pick<OutlineEntry, 'title' | 'above'> & { readonly leadsTo: unknown };

function entriesIn(items: readonly unknown[]): RawEntry[] {
  const entries: RawEntry[] = [];
  const walk = (level: readonly unknown[], above: readonly string[]): void => {
    for (const item of level) {
      if (entries.length >= mostEntries) return;
      if (!isFields(item)) continue;
      const title = titleOf(item['title']);
      if (title !== '') entries.push({ title, above, leadsTo: item['dest'] });
      if (above.length + 1 < deepestLevel && Array.isArray(item['items'])) walk(item['items'], title === '' ? above : [...above, title]);
    }
  };
  walk(items, []);
  return entries;
}

function titleOf(raw: unknown): string {
  if (typeof raw !== 'string') return '';
  const title = raw.slice(0, 4 * longestTitle).replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  if (!/\p{L}{2}|\p{Lo}/u.test(title) || namesPage.test(title)) return '';
  return title.length <= longestTitle ? title : `${title.slice(0, longestTitle - 1)}…`;
}

/** ISO 32000-2, 12.3.2.2: a page, the kind of view, and what that kind needs. */
function placeOf(destination: unknown): { readonly page: string; readonly top: number | null } | null {
  if (!Array.isArray(destination)) return null;
  const [target, view, first, second, , upper]: readonly unknown[] = destination;
  const kind = isFields(view) ? view['name'] : null;
  const top = kind === 'XYZ' ? second : kind === 'FitH' || kind === 'FitBH' ? first : kind === 'FitR' ? upper : null;
  const page = typeof target === 'number' ? `#${String(target + 1)}` : isFields(target) && typeof target['num'] === 'number' && typeof target['gen'] === 'number' ? referenceOf({ num: target['num'], gen: target['gen'] }) : null;
  return page === null ? null : { page, top: typeof top === 'number' && Number.isFinite(top) ? top : null };
}

function isFields(one: unknown): one is Readonly<Record<string, unknown>> {
  return typeof one === 'object' && one !== null;
}
