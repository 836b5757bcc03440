import { textWidth, type FontName } from './fontWidths.ts';
import { PdfWriter, type PdfOptions, type PdfPage } from './PdfWriter.ts';

const margin = { left: 68, right: 68, top: 72, bottom: 76 };
const pageSize = { width: 595.28, height: 841.89 };
const textWidthPoints = pageSize.width - margin.left - margin.right;

/** A column of a table: its share of the width, and whether figures are set flush right. */
export type Column = { readonly title: string; readonly share: number; readonly right?: boolean };

/** Sets running text on pages as an office would: headings, paragraphs, clauses, bullets and tables, with a head and a foot. */
export class FlowPdf {
  readonly #pdf: PdfWriter;
  readonly #head: string;
  readonly #foot: string;
  #page: PdfPage;
  #y = margin.top;
  #pages = 0;

  constructor(options: PdfOptions & { readonly head: string; readonly foot: string }) {
    this.#pdf = new PdfWriter(options);
    this.#head = options.head;
    this.#foot = options.foot;
    this.#page = this.#next();
  }

  title(text: string, below = ''): this {
    this.#line(text, { font: 'Helvetica-Bold', size: 19, step: 26 });
    if (below !== '') this.#line(below, { font: 'Times-Italic', size: 12, step: 18, grey: 0.25 });
    this.#y += 12;
    return this;
  }

  heading(text: string): this {
    this.#room(60);
    this.#y += 10;
    this.#line(text, { font: 'Helvetica-Bold', size: 12.5, step: 18 });
    return this;
  }

  subheading(text: string): this {
    this.#room(44);
    this.#y += 4;
    this.#line(text, { font: 'Helvetica-Bold', size: 10.5, step: 15 });
    return this;
  }

  paragraph(text: string, indent = 0): this {
    this.#wrapped(text, indent);
    this.#y += 6;
    return this;
  }

  /** Lines set as they are, such as an address. */
  lines(...lines: readonly string[]): this {
    for (const line of lines) this.#line(line, { font: 'Times-Roman', size: 11, step: 14 });
    this.#y += 8;
    return this;
  }

  /** `4.2  text` with the number hanging in the margin of the clause. */
  clause(number: string, text: string): this {
    this.#room(30);
    this.#page.text(margin.left, this.#y, number, { font: 'Times-Roman', size: 11 });
    this.#wrapped(text, 34);
    this.#y += 5;
    return this;
  }

  bullet(text: string): this {
    this.#room(16);
    this.#page.text(margin.left + 8, this.#y, '•', { font: 'Times-Roman', size: 11 });
    this.#wrapped(text, 22);
    this.#y += 2;
    return this;
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[], totals = 0): this {
    this.#room(30 + Math.min(rows.length, 6) * 15);
    this.#y += 4;
    this.#row(columns, columns.map(({ title }) => title), 'Helvetica-Bold');
    this.#page.line(margin.left, this.#y - 10, pageSize.width - margin.right, this.#y - 10);
    this.#y += 3;
    for (const [index, cells] of rows.entries()) {
      if (this.#y > pageSize.height - margin.bottom - 14) {
        this.#page = this.#next();
        this.#row(columns, columns.map(({ title }) => title), 'Helvetica-Bold');
        this.#y += 3;
      }
      const isTotal = index >= rows.length - totals;
      if (isTotal && index === rows.length - totals) this.#page.line(margin.left, this.#y - 11, pageSize.width - margin.right, this.#y - 11);
      this.#row(columns, cells, isTotal ? 'Helvetica-Bold' : 'Helvetica');
    }
    this.#y += 10;
    return this;
  }

  signatures(...names: readonly string[]): this {
    this.#room(90);
    this.#y += 34;
    for (const [index, name] of names.entries()) {
      const x = margin.left + index * 240;
      this.#page.line(x, this.#y, x + 190, this.#y);
      this.#page.text(x, this.#y + 14, name, { font: 'Times-Roman', size: 10 });
    }
    this.#y += 30;
    return this;
  }

  newPage(): this {
    this.#page = this.#next();
    return this;
  }

  bytes(): Buffer {
    return this.#pdf.bytes();
  }

  #next(): PdfPage {
    const page = this.#pdf.addPage(pageSize);
    this.#pages += 1;
    page.text(margin.left, 40, this.#head, { font: 'Helvetica', size: 8, grey: 0.4 });
    page.line(margin.left, 46, pageSize.width - margin.right, 46, { width: 0.4, grey: 0.6 });
    page.text(margin.left, pageSize.height - 40, this.#foot, { font: 'Helvetica', size: 8, grey: 0.4 });
    const number = `Page ${this.#pages}`;
    page.text(pageSize.width - margin.right - textWidth(number, 'Helvetica', 8), pageSize.height - 40, number, { font: 'Helvetica', size: 8, grey: 0.4 });
    this.#y = margin.top + 10;
    return page;
  }

  #room(points: number): void {
    if (this.#y + points > pageSize.height - margin.bottom) this.#page = this.#next();
  }

  #line(text: string, { font, size, step, grey = 0 }: { readonly font: FontName; readonly size: number; readonly step: number; readonly grey?: number }): void {
    this.#room(step);
    this.#page.text(margin.left, this.#y, text, { font, size, grey });
    this.#y += step;
  }

  #wrapped(text: string, indent: number): void {
    let line = '';
    const flush = () => {
      this.#room(14);
      this.#page.text(margin.left + indent, this.#y, line, { font: 'Times-Roman', size: 11 });
      this.#y += 14;
    };
    for (const word of text.split(/\s+/)) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && textWidth(longer, 'Times-Roman', 11) > textWidthPoints - indent) {
        flush();
        line = word;
      } else line = longer;
    }
    flush();
  }

  #row(columns: readonly Column[], cells: readonly string[], font: FontName): void {
    const total = columns.reduce((sum, { share }) => sum + share, 0);
    let x = margin.left;
    for (const [index, column] of columns.entries()) {
      const width = (column.share / total) * textWidthPoints;
      const cell = cells[index] ?? '';
      this.#page.text(column.right === true ? x + width - 6 - textWidth(cell, font, 9) : x, this.#y, cell, { font, size: 9 });
      x += width;
    }
    this.#y += 15;
  }
}
