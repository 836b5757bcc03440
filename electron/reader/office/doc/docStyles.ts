import { headingLevel } from '../rtfBlocks.ts';
import { docTable, type DocFile } from './fib.ts';

const mostStyles = 4_095;
/** Numbers of built-in styles ([MS-DOC] 2.9.271): headings 1 to 9, title, subtitle. */
const builtIn = { title: 62, subtitle: 74 } as const;

/** The heading level each style stands for, by its number; those that are no headings are absent. A style takes over what it is based on. */
export function headingStyles(file: DocFile): ReadonlyMap<number, number> {
  const table = file.tableAt(docTable.styles);
  const styles: { own: number | null; basedOn: number }[] = [];
  if (table.length >= 6) {
    const headBytes = table.readUInt16LE(0);
    const count = Math.min(mostStyles, table.readUInt16LE(2));
    const baseBytes = table.readUInt16LE(4);
    let at = 2 + headBytes;
    for (let index = 0; index < count && at + 2 <= table.length; index += 1) {
      const length = table.readUInt16LE(at);
      styles.push(styleIn(table.subarray(at + 2, at + 2 + length), baseBytes));
      at += 2 + length + (length & 1);
    }
  }
  const levels = new Map<number, number>();
  for (const [index, style] of styles.entries()) {
    let next: (typeof styles)[number] | undefined = style;
    for (let depth = 0; depth < 11 && next !== undefined && next.own === null; depth += 1) next = styles[next.basedOn];
    if (next !== undefined && next.own !== null) levels.set(index, next.own);
  }
  return levels;
}

function styleIn(data: Buffer, baseBytes: number): { own: number | null; basedOn: number } {
  if (data.length < 4) return { own: null, basedOn: mostStyles };
  const number = data.readUInt16LE(0) & 0xfff;
  const basedOn = data.readUInt16LE(2) >> 4;
  const nameLength = baseBytes + 2 <= data.length ? data.readUInt16LE(baseBytes) : 0;
  const name = data.subarray(baseBytes + 2, baseBytes + 2 + Math.min(nameLength, 255) * 2).toString('utf16le');
  const own = number >= 1 && number <= 9 ? number : number === builtIn.title ? 1 : number === builtIn.subtitle ? 2 : headingLevel(name);
  return { own, basedOn };
}
