import { attributeOf } from '../xml.ts';
import type { Block } from '../blocks.ts';
import { NumberFormat } from '../spreadsheet/numberFormat.ts';
import type { OfficePackage } from './OfficePackage.ts';

type Series = { name: string; readonly categories: string[]; readonly values: string[] };

const mostSeries = 100;
const mostPoints = 2_000;

/** What a chart says: its title and those of its axes, then its figures as a table with a column for each series. Errors: file-damaged, limit-exceeded. */
export function readChart(file: OfficePackage, part: string): Block[] {
  const walk = new ChartWalk();
  file.walk(part, (name, attributes) => { walk.open(name, attributes); }, (name) => { walk.close(name); }, (text) => { walk.text(text); });
  return walk.blocks();
}

class ChartWalk {
  readonly #titles: string[] = [];
  readonly #series: Series[] = [];
  /** Names of the open elements, outermost first. */
  readonly #path: string[] = [];
  #title: string | null = null;
  #into: 'name' | 'categories' | 'values' | null = null;
  #point = 0;
  #value = '';
  #format: NumberFormat | null = null;

  open(name: string, attributes: string): void {
    this.#path.push(name);
    if (name === 'title') this.#title = '';
    if (name === 'p' && this.#title !== null && this.#title !== '') this.#title += ' ';
    if (name === 'ser' || name === 'series') this.#series.push({ name: '', categories: [], values: [] });
    if (name === 'tx' && this.#path.at(-2) === 'ser') this.#into = 'name';
    if (name === 'cat' || name === 'xVal') this.#into = 'categories';
    if (name === 'val' || name === 'yVal') this.#into = 'values';
    if (name === 'strCache' || name === 'numCache') this.#format = null;
    if (name === 'pt') this.#point = Number(attributeOf(attributes, 'idx') ?? 0);
    this.#value = '';
  }

  close(name: string): void {
    this.#path.pop();
    if (name === 'title') {
      if (this.#title !== null && this.#title.trim() !== '') this.#titles.push(this.#title.trim());
      this.#title = null;
    }
    if (name === 'formatCode') this.#format = new NumberFormat(this.#value);
    if (name === 'v') this.#put();
    if (name === 'tx' || name === 'cat' || name === 'xVal' || name === 'val' || name === 'yVal') this.#into = null;
  }

  text(text: string): void {
    const name = this.#path.at(-1);
    if (name === 't' && this.#title !== null) this.#title += text;
    if ((name === 'v' || name === 'formatCode') && this.#value.length < 10_000) this.#value += text;
  }

  blocks(): Block[] {
    const blocks: Block[] = this.#titles.map((text) => ({ kind: 'paragraph', text }));
    const series = this.#series.slice(0, mostSeries).filter(({ values, name }) => values.length > 0 || name !== '');
    if (series.length === 0) return blocks;
    const categories = series.find((one) => one.categories.length > 0)?.categories ?? [];
    const count = Math.max(categories.length, ...series.map(({ values }) => values.length));
    const rows = Array.from({ length: count }, (_value, index) => [categories[index] ?? '', ...series.map(({ values }) => values[index] ?? '')]);
    const isNamed = series.some(({ name }) => name !== '');
    return [...blocks, { kind: 'table', header: isNamed ? ['', ...series.map(({ name }) => name)] : null, rows }];
  }

  #put(): void {
    const series = this.#series.at(-1);
    if (series === undefined || this.#into === null) return;
    if (this.#into === 'name') {
      series.name = `${series.name} ${this.#value}`.trim();
      return;
    }
    if (!(this.#point >= 0) || this.#point >= mostPoints) return;
    const list = series[this.#into];
    while (list.length < this.#point) list.push('');
    // Levels of categories share their numbers: the innermost comes first.
    const shown = this.#shown();
    list[this.#point] = list[this.#point] === undefined || list[this.#point] === '' ? shown : `${shown} ${list[this.#point] ?? ''}`;
  }

  #shown(): string {
    const number = Number(this.#value);
    return this.#format === null || this.#value.trim() === '' || Number.isNaN(number) ? this.#value : this.#format.number(number);
  }
}
