import { lettersOf, romanOf } from '../ooxml/numerals.ts';
import { attributeOf, walkXml } from '../xml.ts';
import type { NumberingPlace } from './styles.ts';

type Level = { start: number; format: string; text: string };

/** Gives the paragraphs of lists and numbered headings the numbers Word would draw in front of them. */
export class Numbering {
  readonly #lists = new Map<string, Map<number, Level>>();
  readonly #listOf = new Map<string, { readonly list: string; readonly starts: Map<number, number> }>();
  readonly #counters = new Map<string, number[]>();
  readonly #begun = new Set<string>();

  constructor(xml: string | null) {
    if (xml !== null) this.#read(xml);
  }

  /** `4.2`, `(a)`, `•` … for the next paragraph at this place, '' where there is no number. */
  next({ numId, level }: NumberingPlace): string {
    const num = this.#listOf.get(numId);
    const levels = num === undefined ? undefined : this.#lists.get(num.list);
    const here = levels?.get(level);
    if (num === undefined || levels === undefined || here === undefined) return '';
    if (here.format === 'bullet') return '•';
    const counters = this.#counters.get(num.list) ?? [];
    this.#counters.set(num.list, counters);
    const startOf = (at: number) => num.starts.get(at) ?? levels.get(at)?.start ?? 1;
    const begins = num.starts.has(level) && !this.#begun.has(`${numId} ${level}`);
    this.#begun.add(`${numId} ${level}`);
    counters[level] = counters[level] === undefined || begins ? startOf(level) : counters[level] + 1;
    for (let at = 0; at < level; at += 1) counters[at] ??= startOf(at);
    counters.length = level + 1;
    return here.text.replace(/%([1-9])/g, (_whole, digit: string) => drawn(counters[Number(digit) - 1] ?? 0, levels.get(Number(digit) - 1)?.format ?? 'decimal')).trim();
  }

  #read(xml: string): void {
    let list: Map<number, Level> | null = null;
    let num: { list: string; starts: Map<number, number> } | null = null;
    let level: Level | null = null;
    let place = 0;
    walkXml(xml, {
      open: (name, attributes) => {
        const value = attributeOf(attributes, 'val');
        if (name === 'abstractNum') this.#lists.set(attributeOf(attributes, 'abstractNumId') ?? '', (list = new Map()));
        else if (name === 'num') this.#listOf.set(attributeOf(attributes, 'numId') ?? '', (num = { list: '', starts: new Map() }));
        else if (name === 'abstractNumId' && num !== null) num.list = value ?? '';
        else if (name === 'lvlOverride') place = Number(attributeOf(attributes, 'ilvl') ?? 0);
        else if (name === 'startOverride' && num !== null) num.starts.set(place, Number(value ?? 1));
        else if (name === 'lvl' && list !== null) list.set(Number(attributeOf(attributes, 'ilvl') ?? 0), (level = { start: 1, format: 'decimal', text: '' }));
        else if (level !== null) {
          if (name === 'start') level.start = Number(value ?? 1);
          if (name === 'numFmt') level.format = value ?? 'decimal';
          if (name === 'lvlText') level.text = value ?? '';
        }
      },
      close: (name) => {
        if (name === 'abstractNum') list = null;
        if (name === 'num') num = null;
        if (name === 'lvl') level = null;
      },
      text: () => {},
    });
  }
}

function drawn(value: number, format: string): string {
  switch (format) {
    case 'lowerLetter': return lettersOf(value);
    case 'upperLetter': return lettersOf(value).toUpperCase();
    case 'lowerRoman': return romanOf(value).toLowerCase();
    case 'upperRoman': return romanOf(value);
    case 'decimalZero': return String(value).padStart(2, '0');
    case 'none': return '';
    default: return String(value);
  }
}
