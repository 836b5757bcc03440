import { attributeOf, walkXml } from '../xml.ts';
import { lookOf, noLook, type Look } from './RunLook.ts';

/** Where a list's paragraph stands: the numbering it follows and its level from 0. */
export type NumberingPlace = { readonly numId: string; readonly level: number };
export type ParagraphStyle = { readonly headingLevel: number | null; readonly numbering: NumberingPlace | null; readonly hidden: boolean; readonly look: Look };

type RawStyle = { name: string; basedOn: string | null; outline: number | null; numId: string | null; level: number | null; hidden: boolean; look: Look };

/** Paragraph styles by id: which are headings of what level, however they are called. */
export class Styles {
  readonly #styles = new Map<string, RawStyle>();

  constructor(xml: string | null) {
    if (xml !== null) this.#read(xml);
  }

  of(id: string | null): ParagraphStyle {
    const found: { headingLevel: number | null; numId: string | null; level: number | null; hidden: boolean; look: Look } = { headingLevel: null, numId: null, level: null, hidden: false, look: noLook };
    const seen = new Set<string>();
    for (let next = id; next !== null && !seen.has(next); ) {
      seen.add(next);
      const style = this.#styles.get(next);
      if (style === undefined) break;
      found.headingLevel ??= levelOf(style);
      found.numId ??= style.numId;
      found.level ??= style.level;
      found.hidden ||= style.hidden;
      found.look = { isWhite: found.look.isWhite ?? style.look.isWhite, isTiny: found.look.isTiny ?? style.look.isTiny, hasGround: found.look.hasGround || style.look.hasGround };
      next = style.basedOn;
    }
    return { headingLevel: found.headingLevel, hidden: found.hidden, look: found.look, numbering: found.numId === null ? null : { numId: found.numId, level: found.level ?? 0 } };
  }

  #read(xml: string): void {
    let style: RawStyle | null = null;
    const value = (attributes: string) => attributeOf(attributes, 'val');
    walkXml(xml, {
      open: (name, attributes) => {
        if (name === 'style') {
          style = { name: '', basedOn: null, outline: null, numId: null, level: null, hidden: false, look: noLook };
          this.#styles.set(attributeOf(attributes, 'styleId') ?? '', style);
        } else if (style !== null) {
          if (name === 'name') style.name = value(attributes) ?? '';
          if (name === 'basedOn') style.basedOn = value(attributes);
          if (name === 'outlineLvl') style.outline = Number(value(attributes) ?? 9);
          if (name === 'numId') style.numId = value(attributes);
          if (name === 'ilvl') style.level = Number(value(attributes) ?? 0);
          if (name === 'vanish') style.hidden = !isOff(value(attributes));
          style.look = { ...style.look, ...lookOf(name, attributes) };
        }
      },
      close: (name) => { if (name === 'style') style = null; },
      text: () => {},
    });
  }
}

/** Word writes "off" switches as `w:val="0"` or `"false"`; a switch without a value is on. */
export function isOff(value: string | null): boolean {
  return value === '0' || value === 'false' || value === 'off';
}

function levelOf(style: RawStyle): number | null {
  const heading = /^heading\s*([1-9])$/i.exec(style.name)?.[1];
  if (heading !== undefined) return Number(heading);
  if (/^title$/i.test(style.name)) return 1;
  if (/^subtitle$/i.test(style.name)) return 2;
  return style.outline !== null && style.outline < 9 ? style.outline + 1 : null;
}
