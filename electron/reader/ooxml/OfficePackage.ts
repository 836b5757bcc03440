import type { Block } from '../blocks.ts';
import { DamageTolerance } from '../DamageTolerance.ts';
import type { ZipArchive } from '../unzip.ts';
import { attributeOf, walkXml, xmlText } from '../xml.ts';
import { withoutFallback } from './withoutFallback.ts';

/** A link from one part of an Office file to another. `type` is the last word of its address: `worksheet`, `slide`, `image` … */
export type Relation = { readonly id: string; readonly type: string; readonly target: string; readonly isExternal: boolean };

/** The parts of an Office file (ECMA-376) and how they refer to each other. Nothing outside the archive is ever looked at. */
export class OfficePackage extends DamageTolerance {
  readonly archive: ZipArchive;
  readonly #linkedRead = new Set<string>();
  readonly #relations = new Map<string, readonly Relation[]>();

  constructor(archive: ZipArchive) {
    super();
    this.archive = archive;
  }

  /** The XML of a part, null where there is none. Errors: file-damaged, limit-exceeded. */
  text(part: string): string | null {
    const bytes = this.archive.read(part);
    return bytes === null ? null : xmlText(bytes);
  }

  /** Walks over a part, once over what it holds in two forms. False where there is none. Errors: file-damaged, limit-exceeded. */
  walk(part: string, open: (name: string, attributes: string) => void, close: (name: string) => void = () => {}, text: (text: string) => void = () => {}): boolean {
    const xml = this.text(part);
    if (xml !== null) walkXml(xml, withoutFallback({ open, close, text }));
    return xml !== null;
  }

  /** Where a part's links lead, in the order they are listed; for the whole package, `part` is ''. */
  relations(part: string): readonly Relation[] {
    const known = this.#relations.get(part);
    if (known !== undefined) return known;
    const found: Relation[] = [];
    const folder = part.slice(0, part.lastIndexOf('/') + 1);
    this.tolerated(() => this.walk(`${folder}_rels/${part.slice(folder.length)}.rels`, (name, attributes) => {
      if (name !== 'Relationship') return;
      const type = attributeOf(attributes, 'Type') ?? '';
      const isExternal = attributeOf(attributes, 'TargetMode') === 'External';
      found.push({ id: attributeOf(attributes, 'Id') ?? '', type: type.slice(type.lastIndexOf('/') + 1), target: isExternal ? '' : resolved(folder, attributeOf(attributes, 'Target') ?? ''), isExternal });
    }), false);
    this.#relations.set(part, found);
    return found;
  }

  /** The parts of a type that `part` links to. */
  linked(part: string, type: string): string[] {
    return this.relations(part).filter((one) => one.type === type && !one.isExternal).map(({ target }) => target);
  }

  /** The part a relation id of `part` stands for, or null. */
  target(part: string, id: string | null): string | null {
    const found = id === null ? undefined : this.relations(part).find((one) => one.id === id);
    return found === undefined || found.isExternal ? null : found.target;
  }

  /** What `read` finds in the part that attribute `name` of a tag in `part` refers to; nothing where it cannot be read, or was read before: charts are not shared. */
  linkedBlocks(part: string, attributes: string, name: string, read: (file: OfficePackage, part: string) => Block[]): Block[] {
    const target = this.target(part, relationId(attributes, name));
    if (target === null || this.#linkedRead.has(target)) return [];
    this.#linkedRead.add(target);
    return this.tolerated(() => read(this, target), []);
  }

  /** The main part: what the package itself says, else `usual`. */
  main(usual: string): string {
    return this.linked('', 'officeDocument').find((part) => this.archive.has(part)) ?? usual;
  }
}

function resolved(folder: string, target: string): string {
  const path = target.startsWith('/') ? target.slice(1) : folder + target;
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '.' && name !== '') names.push(name);
  }
  return names.join('/');
}

/** The id of a relation in a tag: `r:id`, whatever its prefix is called. */
export function relationId(attributes: string, name = 'id'): string | null {
  return attributeOf(attributes, `r:${name}`) ?? attributeOf(attributes, name);
}
