import type { HiddenKind } from '../../../shared/schemas.ts';
import { attributeOf, stepXml, type XmlHandler } from '../../xml.ts';
import type { CellBudget } from '../CellBudget.ts';
import { HiddenColumns } from '../HiddenColumns.ts';
import { MergedAreas, type Area } from '../MergedAreas.ts';
import { general } from '../numberFormat.ts';
import type { SheetCell, SheetRow } from '../SheetPages.ts';
import type { CellFormats } from './cellFormats.ts';
import { areaOf, cellPlace, lastColumn, lastRow } from './cellReference.ts';
import { withoutEscapes } from './sharedStrings.ts';

/** `colouredRows`: rows that are coloured by their table. */
export type SheetContext = { readonly strings: readonly string[]; readonly formats: CellFormats; readonly budget: CellBudget; readonly colouredRows?: ReadonlySet<number> };

/** Excel takes no more text in a cell. */
const longestCell = 32_767;
/** Text of one row beyond this is left out, UTF-16 units. */
const longestRow = 400_000;
const tagsPerStep = 20_000;
/** Areas of rules that are looked at for every white cell. */
const mostRules = 200;

/** The rows of a sheet from top to bottom, cells as they show. Errors: file-damaged, limit-exceeded. */
export function* walkSheet(xml: string, context: SheetContext): Generator<SheetRow> {
  const walk = new SheetWalk(context, mergedIn(xml), colouredIn(xml));
  try {
    for (const _step of stepXml(xml, walk, tagsPerStep)) {
      yield* walk.rows.splice(0);
      if (context.budget.isSpent) return;
    }
  } finally {
    // Also what stands in front of damage.
    yield* walk.rows.splice(0);
  }
}

function mergedIn(xml: string): MergedAreas {
  const merged = new MergedAreas();
  // They are listed behind the cells, so they are looked for ahead of the walk.
  const start = xml.lastIndexOf('mergeCells', xml.lastIndexOf('mergeCell '));
  if (start === -1) return merged;
  for (const match of xml.slice(start).matchAll(/mergeCell\s[^<>]{0,40}?ref="([A-Z0-9:]{1,24})"/g)) {
    const area = areaOf(match[1] ?? '');
    if (area !== null) merged.add(area);
  }
  return merged;
}

/** The areas that a rule may colour: they are listed behind the cells too. */
function colouredIn(xml: string): Area[] {
  const start = xml.indexOf('conditionalFormatting');
  if (start === -1) return [];
  return [...xml.slice(start).matchAll(/conditionalFormatting\s[^<>]{0,200}?sqref="([A-Z0-9: ]{1,4000})"/g)].slice(0, mostRules)
    .flatMap((match) => (match[1] ?? '').split(' ')).slice(0, mostRules).map(areaOf).filter((area) => area !== null);
}

class SheetWalk implements XmlHandler {
  readonly rows: SheetRow[] = [];
  readonly #context: SheetContext;
  readonly #merged: MergedAreas;
  readonly #coloured: readonly Area[];
  readonly #hiddenColumns = new HiddenColumns();
  #row = 0;
  #rowHidden = false;
  #rowUnits = 0;
  #cells: SheetCell[] = [];
  #column = 0;
  #type = '';
  #style = 0;
  #value = '';
  #reading = false;
  #inCell = false;
  #pronounced = 0;

  constructor(context: SheetContext, merged: MergedAreas, coloured: readonly Area[]) {
    this.#coloured = coloured;
    this.#context = context;
    this.#merged = merged;
  }

  open(name: string, attributes: string): void {
    switch (name) {
      case 'col': if (isOn(attributeOf(attributes, 'hidden'))) this.#hiddenColumns.add(Number(attributeOf(attributes, 'min')), Number(attributeOf(attributes, 'max'))); break;
      case 'row':
        this.#row = Math.min(lastRow, Number(attributeOf(attributes, 'r') ?? this.#row + 1) || this.#row + 1);
        this.#rowHidden = attributes.includes('hidden') && isOn(attributeOf(attributes, 'hidden'));
        this.#column = 0;
        this.#rowUnits = 0;
        break;
      case 'c': {
        const place = cellPlace(attributeOf(attributes, 'r') ?? '');
        this.#column = Math.min(lastColumn, place?.column ?? this.#column + 1);
        this.#type = attributeOf(attributes, 't') ?? 'n';
        this.#style = Number(attributeOf(attributes, 's') ?? 0);
        this.#value = '';
        this.#inCell = true;
        break;
      }
      case 'rPh': this.#pronounced += 1; break;
      case 'v': case 't': this.#reading = this.#inCell && this.#pronounced === 0; break;
      default:
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.#reading = false;
    else if (name === 'rPh') this.#pronounced -= 1;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') this.#endRow();
  }

  text(text: string): void {
    if (this.#reading && this.#value.length < longestCell) this.#value += text;
  }

  #endCell(): void {
    this.#inCell = false;
    if (this.#value === '' || this.#rowUnits > longestRow || !this.#context.budget.take()) return;
    const shown = this.#shown().slice(0, longestCell);
    // A format such as `;;;` shows nothing of what is there.
    const text = shown === '' && Number(this.#value) !== 0 && this.#type === 'n' ? general(Number(this.#value)) : shown;
    this.#rowUnits += text.length;
    const column = this.#column;
    if (text !== '') this.#cells.push({ column, text, why: shown === '' || this.#hiddenColumns.has(column) ? 'hidden-rows' : this.#unseen(column) });
  }

  #unseen(column: number): HiddenKind | null {
    const why = this.#context.formats.hiddenKind(this.#style);
    if (why !== 'white') return why;
    const row = this.#row;
    const isColoured = this.#context.colouredRows?.has(row) === true || this.#coloured.some((area) => area.top <= row && row <= area.bottom && area.left <= column && column <= area.right);
    return isColoured ? null : why;
  }

  #shown(): string {
    const value = this.#value;
    const format = this.#context.formats.of(this.#style);
    switch (this.#type) {
      case 's': return format.text(this.#context.strings[Number(value)] ?? '');
      case 'str': case 'inlineStr': return format.text(withoutEscapes(value));
      case 'b': return value.trim() === '1' ? 'TRUE' : 'FALSE';
      case 'e': return value;
      case 'd': return value.replace(/T00:00(?::00(?:\.0+)?)?Z?$/, '');
      default: {
        const number = Number(value);
        if (Number.isNaN(number)) return value;
        return format.number(number);
      }
    }
  }

  #endRow(): void {
    const cells = this.#cells;
    this.#cells = [];
    const row = this.#row;
    if (cells.length === 0) return;
    this.rows.push({ row, isHidden: this.#rowHidden, cells: this.#merged.fill(row, cells) });
  }
}

function isOn(value: string | null): boolean {
  return value === '1' || value === 'true';
}
