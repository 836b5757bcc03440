import { formatDate } from './formatDate.ts';
import { formatFigure } from './formatFigure.ts';
import { sectionsOf, type Section } from './formatTokens.ts';

/** Formats every spreadsheet knows by number; the others stand in its style table. Those that follow the reader's country are shown as ISO dates. */
export const builtInFormats: Readonly<Record<number, string>> = {
  1: '0', 2: '0.00', 3: '#,##0', 4: '#,##0.00', 5: '"$"#,##0;\\-"$"#,##0', 6: '"$"#,##0;\\-"$"#,##0', 7: '"$"#,##0.00;\\-"$"#,##0.00', 8: '"$"#,##0.00;\\-"$"#,##0.00', 9: '0%', 10: '0.00%',
  11: '0.00E+00', 12: '# ?/?', 13: '# ??/??', 14: 'yyyy-mm-dd', 15: 'd-mmm-yy', 16: 'd-mmm', 17: 'mmm-yy', 18: 'h:mm AM/PM', 19: 'h:mm:ss AM/PM', 20: 'h:mm', 21: 'h:mm:ss', 22: 'yyyy-mm-dd h:mm',
  37: '#,##0;(#,##0)', 38: '#,##0;(#,##0)', 39: '#,##0.00;(#,##0.00)', 40: '#,##0.00;(#,##0.00)', 41: '#,##0;(#,##0);"-"', 42: '"$"#,##0;("$"#,##0);"$-"', 43: '#,##0.00;(#,##0.00);"-"', 44: '"$"#,##0.00;("$"#,##0.00);"$-"',
  45: 'mm:ss', 46: '[h]:mm:ss', 47: 'mm:ss.0', 48: '##0.0E+0', 49: '@',
};

/** Shows values as a spreadsheet does under one format. */
export class NumberFormat {
  readonly #sections: readonly Section[];
  readonly #from1904: boolean;

  constructor(format: string, from1904 = false) {
    this.#sections = sectionsOf(format);
    this.#from1904 = from1904;
  }

  get isDate(): boolean {
    return isDateSection(this.#sections[0]);
  }

  number(value: number): string {
    if (!Number.isFinite(value)) return String(value);
    const { section, shown } = this.#choose(value);
    if (section === undefined || section.tokens.length === 0) return this.#sections.length > 1 ? '' : general(value);
    if (isDateSection(section)) return formatDate(value, section, this.#from1904) ?? general(value);
    return formatFigure(shown, section, general).trim();
  }

  /** Text shows as it is unless the fourth section, or the only one, has something around its `@`. */
  text(value: string): string {
    const section = this.#sections[3] ?? (this.#sections.length === 1 ? this.#sections[0] : undefined);
    if (section === undefined || !section.tokens.some(({ kind }) => kind === 'at')) return value;
    return section.tokens.map((token) => (token.kind === 'at' ? value : token.kind === 'text' ? token.text : '')).join('');
  }

  /** A section of its own for negative numbers says itself how the sign shows. */
  #choose(value: number): { section: Section | undefined; shown: number } {
    const [first, second, third] = this.#sections;
    const plain = this.#sections.slice(0, 3);
    if (plain.some(({ condition }) => condition !== null)) {
      const met = plain.find(({ condition }, index) => (condition === null ? index === plain.length - 1 || (index === 1 && value < 0) : meets(value, condition)));
      return { section: met ?? plain.at(-1), shown: met === first || met === undefined ? value : Math.abs(value) };
    }
    if (value < 0 && second !== undefined) return { section: second, shown: -value };
    if (value === 0 && third !== undefined) return { section: third, shown: 0 };
    return { section: first, shown: value };
  }
}

function isDateSection(section: Section | undefined): boolean {
  return section?.tokens.some(({ kind }) => kind === 'date' || kind === 'elapsed' || kind === 'half-day') === true;
}

function meets(value: number, { operator, value: limit }: { readonly operator: string; readonly value: number }): boolean {
  switch (operator) {
    case '<': return value < limit;
    case '<=': return value <= limit;
    case '>': return value > limit;
    case '>=': return value >= limit;
    case '<>': return value !== limit;
    default: return value === limit;
  }
}

/** A number without a format. Whole numbers are given in full, others to eleven figures as the widest cell shows them. */
export function general(value: number): string {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value);
  const short = Number(value.toPrecision(11));
  const [mantissa = '', exponent] = (Math.abs(short) >= 1e15 ? short.toExponential() : String(short)).split('e');
  return exponent === undefined ? mantissa : `${mantissa}E${exponent.startsWith('-') ? '-' : '+'}${exponent.replace(/^[+-]/, '').padStart(2, '0')}`;
}
