import { headingLevel } from '../rtfBlocks.ts';
import { paragraphFormat, type ParagraphFormat } from './docFormats.ts';
import type { ListPlace } from './docNumbers.ts';
import { docTable, type DocFile } from './fib.ts';

const mostStyles = 4_095;
/** Numbers of built-in styles ([MS-DOC] 2.9.271): headings 1 to 9, title, subtitle. */
const builtIn = { title: 62, subtitle: 74 } as const;

/** What paragraphs of a style are: headings of a level, paragraphs of a list. */
export type DocStyle = { readonly level: number | null; readonly list: ListPlace | null };
type RawStyle = DocStyle & { readonly basedOn: number };

/** The styles by their number. A style takes over what it is based on. */
export function readStyles(file: DocFile): readonly DocStyle[] {
  const table = file.tableAt(docTable.styles);
  const styles: RawStyle[] = [];
  if (table.length >= 6) {
    const count = Math.min(mostStyles, table.readUInt16LE(2));
    const baseBytes = table.readUInt16LE(4);
    let at = 2 + table.readUInt16LE(0);
    for (let index = 0; index < count && at + 2 <= table.length; index += 1) {
      const length = table.readUInt16LE(at);
      styles.push(styleIn(table.subarray(at + 2, at + 2 + length), baseBytes));
      at += 2 + length + (length & 1);
    }
  }
  return styles.map((style) => {
    let { level, list } = style;
    let next = styles[style.basedOn];
    for (let depth = 0; depth < 11 && next !== undefined; depth += 1) {
      level ??= next.level;
      list ??= next.list;
      next = styles[next.basedOn];
    }
    return { level, list };
  });
}

function styleIn(data: Buffer, baseBytes: number): RawStyle {
  if (data.length < 4) return { level: null, list: null, basedOn: mostStyles };
  const number = data.readUInt16LE(0) & 0xfff;
  const nameLength = baseBytes + 2 <= data.length ? data.readUInt16LE(baseBytes) : 0;
  const nameEnd = baseBytes + 2 + Math.min(nameLength, 255) * 2;
  const name = data.subarray(baseBytes + 2, nameEnd).toString('utf16le');
  const format = ownFormat(data, nameEnd + 2);
  const builtInLevel = number >= 1 && number <= 9 ? number : number === builtIn.title ? 1 : number === builtIn.subtitle ? 2 : headingLevel(name);
  return {
    level: builtInLevel ?? (format === null || format.level === null ? null : format.level + 1), basedOn: data.readUInt16LE(2) >> 4,
    list: format === null || format.list === null ? null : { list: format.list, level: format.listLevel ?? (number >= 1 && number <= 9 ? number - 1 : 0) },
  };
}

/** What a paragraph's style sets by itself: the first of the sets of modifiers behind its name, at an even place. */
function ownFormat(data: Buffer, at: number): ParagraphFormat | null {
  const start = at + (at & 1);
  const isParagraph = ((data[2] ?? 0) & 15) === 1;
  if (!isParagraph || start + 4 > data.length) return null;
  const length = data.readUInt16LE(start);
  return paragraphFormat(0, data.subarray(start + 4, start + 2 + length));
}
