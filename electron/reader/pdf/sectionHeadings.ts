import type { ExtractedPage } from '../../shared/readerContract.ts';
import type { OutlineEntry } from './outline.ts';
import type { AssembledPage } from './pageAssembly.ts';
import { placeSections, type PlacedSection } from './placeSections.ts';

type Headings = ExtractedPage['headings'];

const lowestLevel = 9;

/**
 * Joins the sections an outline names with the headings found by how they look. A section begins at the line that says its title, else at a heading
 * that says it in other words, else where the outline leads to, with the title as its heading; what the outline does not name lies below it, unless it looks greater than what it names.
 */
export class SectionHeadings {
  readonly #levels: number;
  /** The sections in force, outermost first. */
  #path: readonly string[] = [];
  /** By how great a heading looks (1 the greatest), the outermost level the outline gave one that looks so. */
  readonly #levelsByLook = new Map<number, number>();

  /** `levels`: how many the outline has. */
  constructor(levels: number) {
    this.#levels = levels;
  }

  /** `looking`: headings by look; `top`: the upper edge of the page in user space, points. */
  headingsOf(page: AssembledPage, looking: Headings, entries: readonly OutlineEntry[], top: number): Headings {
    if (this.#levels === 0) return looking;
    const sections = placeSections(page, looking, entries, top);
    const isSection = (heading: Headings[number]): boolean => sections.some(({ start, end }) => heading.start < end && start < heading.end);
    for (const { start, end, entry } of sections) {
      const look = looking.find((heading) => heading.start < end && start < heading.end)?.level;
      if (look !== undefined) this.#levelsByLook.set(look, Math.min(this.#levelsByLook.get(look) ?? lowestLevel, entry.above.length + 1));
    }
    const others = looking.filter((heading) => !isSection(heading)).map((heading) => ({ ...heading, entry: null }));
    return [...sections, ...others].sort((a, b) => a.start - b.start).flatMap((one) => {
      if (one.entry === null) return [this.#unnamed(one)];
      return this.#named(one.entry, one);
    });
  }

  #unnamed({ start, end, level: look }: Headings[number]): Headings[number] {
    const level = this.#levelOf(look);
    this.#path = this.#path.slice(0, level - 1);
    return { start, end, level };
  }

  #levelOf(look: number): number {
    const greatest = Math.min(...this.#levelsByLook.keys());
    return (look < greatest ? this.#levelsByLook.get(greatest) : undefined) ?? Math.min(lowestLevel, this.#levels + look);
  }

  /** What it lies in comes first, where that is not in force: outlines need not follow the pages. */
  #named({ title, above }: OutlineEntry, { start, end }: PlacedSection): Headings {
    const known = above.findIndex((one, level) => one !== this.#path[level]);
    const missing = known === -1 ? [] : above.slice(known).map((text, at) => ({ start, end: start, level: known + at + 1, text }));
    this.#path = [...above, title];
    const level = above.length + 1;
    return [...missing, start === end ? { start, end, level, text: title } : { start, end, level }];
  }
}
