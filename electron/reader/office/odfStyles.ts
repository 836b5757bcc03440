import type { HiddenKind } from '../../shared/schemas.ts';
import { looksLike } from '../colours.ts';
import { attributeOf, stepXml, type XmlHandler } from '../xml.ts';

/** How one level of a list is marked: `format` is the kind of number (`1`, `a`, `I`), '' for none, null for a bullet. */
export type OdfLevel = { readonly format: string | null; readonly prefix: string; readonly suffix: string; readonly start: number; readonly levels: number };
type Style = { parent: string; hidden: HiddenKind | null; hasGround: boolean };

/** The name the numbering of headings is kept under: no list can have it. */
const outlineName = ' outline';
const tinyPoints = 2;

/** What the styles of an OpenDocument file say about the text: what does not show, which paragraphs are titles, how lists are marked. */
export class OdfStyles implements XmlHandler {
  readonly #styles = new Map<string, Style>();
  readonly #invisible = new Set<string>();
  readonly #lists = new Map<string, Map<number, OdfLevel>>();
  #style: Style | null = null;
  #name = '';
  #list: Map<number, OdfLevel> | null = null;
  #atBody = false;
  #layout = '';
  readonly #sizes = new Map<string, { readonly width: number; readonly height: number }>();
  readonly #layoutOfMaster = new Map<string, string>();

  /** Reads the styles in front of the text, not the text. Errors: file-damaged, limit-exceeded. */
  read(xml: string): void {
    this.#atBody = false;
    for (const _step of stepXml(xml, this, 1_000)) if (this.#atBody) break;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'body': this.#atBody = true; break;
      case 'style':
        this.#name = attributeOf(attributes, 'name') ?? '';
        this.#style = { parent: attributeOf(attributes, 'parent-style-name') ?? '', hidden: null, hasGround: false };
        this.#styles.set(this.#name, this.#style);
        break;
      case 'text-properties': if (this.#style !== null) { const { hidden, hasGround } = textLook(attributes); Object.assign(this.#style, { hidden, hasGround: hasGround || this.#style.hasGround }); } break;
      case 'table-cell-properties': case 'paragraph-properties': if (this.#style !== null && hasGround(attributes)) this.#style.hasGround = true; break;
      case 'page-layout': this.#layout = attributeOf(attributes, 'name') ?? ''; break;
      case 'page-layout-properties': this.#sizes.set(this.#layout, { width: lengthOf(attributeOf(attributes, 'page-width')), height: lengthOf(attributeOf(attributes, 'page-height')) }); break;
      case 'master-page': this.#layoutOfMaster.set(attributeOf(attributes, 'name') ?? '', attributeOf(attributes, 'page-layout-name') ?? ''); break;
      case 'table-properties': if (attributeOf(attributes, 'display') === 'false') this.#invisible.add(this.#name); break;
      case 'drawing-page-properties': if (attributeOf(attributes, 'visibility') === 'hidden') this.#invisible.add(this.#name); break;
      case 'list-style': this.#openList(attributeOf(attributes, 'name') ?? ''); break;
      case 'outline-style': this.#openList(outlineName); break;
      case 'list-level-style-bullet': this.#level(attributes, null); break;
      case 'list-level-style-number': case 'outline-level-style': this.#level(attributes, attributeOf(attributes, 'num-format') ?? ''); break;
      default:
    }
  }

  close(name: string): void {
    if (name === 'style') this.#style = null;
    if (name === 'list-style' || name === 'outline-style') this.#list = null;
  }

  text(): void {}

  /** Why text of a style does not show, null where it does. */
  hiddenKind(style: string | null): HiddenKind | null {
    for (const one of this.#withParents(style)) {
      const found = this.#styles.get(one);
      if (found !== undefined && (found.hidden !== null || found.hasGround)) return found.hidden === 'white' && found.hasGround ? null : found.hidden;
    }
    return null;
  }

  /** The size of a page made from a master, points; null where the file does not say. */
  pageSize(master: string | null): { readonly width: number; readonly height: number } | null {
    const size = this.#sizes.get(this.#layoutOfMaster.get(master ?? '') ?? '');
    return size === undefined || Number.isNaN(size.width + size.height) ? null : size;
  }

  /** Whether sheets or slides of a style are shown. */
  isShown(style: string | null): boolean {
    return style === null || !this.#invisible.has(style);
  }

  /** 1 for the title of a document, 2 for its subtitle, null for other paragraphs. */
  titleLevel(style: string | null): number | null {
    for (const one of this.#withParents(style)) {
      if (one === 'Title') return 1;
      if (one === 'Subtitle') return 2;
    }
    return null;
  }

  level(list: string | null, level: number): OdfLevel | null {
    return (list === null ? undefined : this.#lists.get(list)?.get(level)) ?? null;
  }

  outlineLevel(level: number): OdfLevel | null {
    return this.level(outlineName, level);
  }

  *#withParents(style: string | null): Generator<string> {
    const seen = new Set<string>();
    for (let next = style ?? ''; next !== '' && !seen.has(next); next = this.#styles.get(next)?.parent ?? '') {
      seen.add(next);
      yield next;
    }
  }

  #openList(name: string): void {
    this.#list = new Map();
    this.#lists.set(name, this.#list);
  }

  #level(attributes: string, format: string | null): void {
    const level = Number(attributeOf(attributes, 'level') ?? 1);
    this.#list?.set(level, {
      format, prefix: attributeOf(attributes, 'num-prefix') ?? '', suffix: attributeOf(attributes, 'num-suffix') ?? '',
      start: Number(attributeOf(attributes, 'start-value') ?? 1) || 1, levels: Math.min(10, Number(attributeOf(attributes, 'display-levels') ?? 1) || 1),
    });
  }
}

function textLook(attributes: string): Pick<Style, 'hidden' | 'hasGround'> {
  const size = /^([\d.]+)pt$/.exec(attributeOf(attributes, 'font-size') ?? '')?.[1];
  if (attributeOf(attributes, 'display') === 'none') return { hidden: 'invisible', hasGround: false };
  if (size !== undefined && Number(size) < tinyPoints) return { hidden: 'tiny', hasGround: false };
  const colour = /\sfo:color="(#[\da-f]{6})"/i.exec(attributes)?.[1];
  return { hidden: colour !== undefined && looksLike(colour, '#ffffff') ? 'white' : null, hasGround: hasGround(attributes) };
}

function hasGround(attributes: string): boolean {
  const ground = attributeOf(attributes, 'background-color') ?? 'transparent';
  return ground !== 'transparent' && !looksLike(ground, '#ffffff');
}

/** A length such as `21cm` in points; NaN where it is none. */
export function lengthOf(text: string | null): number {
  const match = /^(-?[\d.]{1,20})(cm|mm|in|pt|px)$/.exec(text ?? '');
  const unit = { cm: 72 / 2.54, mm: 72 / 25.4, in: 72, pt: 1, px: 0.75 }[match?.[2] ?? ''] ?? NaN;
  return Number(match?.[1]) * unit;
}
