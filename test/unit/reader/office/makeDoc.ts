import { CompoundWriter } from '../../../fixtures/CompoundWriter.ts';

/** A stretch of text with one format: `style` is a heading's level or 0. Text ends in \r for a paragraph, \x07 for a cell. */
export type DocRun = { readonly text: string; readonly wide?: boolean; readonly style?: number; readonly inTable?: boolean; readonly rowEnd?: boolean; readonly hidden?: boolean; readonly deleted?: boolean; readonly listLevel?: number };
export type DocText = { readonly body: readonly DocRun[]; readonly footnotes?: readonly DocRun[]; readonly remarks?: readonly DocRun[]; readonly encrypted?: boolean; readonly order?: 'mixed' };

const textAt = 1_024;

/** A file of Word 97 ([MS-DOC]) with pieces, formats and three styles of headings. */
export function doc({ body, footnotes = [], remarks = [], encrypted = false, order }: DocText): Buffer {
  const runs = [...body, ...footnotes, ...remarks];
  // Saved fast: the text lies in another order than it is read.
  const stored = order === 'mixed' ? [...runs.keys()].toReversed() : [...runs.keys()];
  const places: number[] = [];
  const texts: Buffer[] = [];
  let at = textAt;
  for (const index of stored) {
    const { text, wide } = runs[index] ?? { text: '' };
    const bytes = Buffer.from(text, wide === true ? 'utf16le' : 'latin1');
    places[index] = at;
    texts.push(bytes);
    at += bytes.length;
  }
  const padding = Buffer.alloc((512 - (at % 512)) % 512);
  const page = (at + padding.length) / 512;
  const byPlace = stored.map((index) => ({ run: runs[index] ?? { text: '' }, from: places[index] ?? 0 }));
  const papx = formatPage(byPlace, at, 13, ({ style = 0, inTable, rowEnd, listLevel }) => {
    const data = [u16(style), ...(listLevel === undefined ? [] : [Buffer.from('0b460100', 'hex'), Buffer.from([0x0a, 0x26, listLevel])]), ...(inTable === true ? [Buffer.from('162401', 'hex')] : []), ...(rowEnd === true ? [Buffer.from('172401', 'hex')] : [])];
    const bytes = Buffer.concat(data);
    return Buffer.concat([Buffer.from([0, Math.ceil(bytes.length / 2)]), bytes, Buffer.alloc(bytes.length % 2)]);
  });
  const chpx = formatPage(byPlace, at, 1, ({ hidden, deleted }) => {
    const bytes = Buffer.concat([...(hidden === true ? [Buffer.from('3c0801', 'hex')] : []), ...(deleted === true ? [Buffer.from('000801', 'hex')] : [])]);
    return Buffer.concat([Buffer.from([bytes.length]), bytes]);
  });
  const fib = Buffer.alloc(textAt);
  for (const [offset, value] of [[0, 0xa5ec], [2, 193], [10, 0x200 | (encrypted ? 0x100 : 0)], [32, 14], [62, 22], [152, 93]] as const) fib.writeUInt16LE(value, offset);
  const length = (some: readonly DocRun[]) => some.reduce((sum, { text }) => sum + text.length, 0);
  for (const [offset, value] of [[76, length(body)], [80, length(footnotes)], [92, length(remarks)]] as const) fib.writeUInt32LE(value, offset);
  const table: Buffer[] = [];
  let tableAt = 0;
  const put = (index: number, bytes: Buffer) => {
    fib.writeUInt32LE(tableAt, 154 + index * 8);
    fib.writeUInt32LE(bytes.length, 158 + index * 8);
    table.push(bytes);
    tableAt += bytes.length;
  };
  put(1, styles());
  put(12, Buffer.concat([u32(textAt), u32(at), u32(page + 1)]));
  put(13, Buffer.concat([u32(textAt), u32(at), u32(page)]));
  // One list of two levels, `1.` and `1.a`; what its levels look like stands right behind the table of lists.
  const list = Buffer.concat([u16(1), u32(77), Buffer.alloc(24)]);
  put(73, list);
  const levels = [['\0.', 0], ['\0.\x01', 4], ...Array.from({ length: 7 }, () => ['', 255] as const)].map(([text, format]) => {
    const head = Buffer.alloc(28);
    head.writeUInt32LE(1, 0);
    head.writeUInt8(Number(format), 4);
    return Buffer.concat([head, u16(String(text).length), Buffer.from(String(text), 'utf16le')]);
  });
  table.push(...levels);
  tableAt += Buffer.concat(levels).length;
  put(74, Buffer.concat([u32(1), u32(77), Buffer.alloc(12)]));
  let cp = 0;
  const starts = runs.map(({ text }) => u32((cp += text.length) - text.length));
  const pieces = runs.map(({ wide }, index) => Buffer.concat([u16(0), u32(wide === true ? (places[index] ?? 0) : ((places[index] ?? 0) * 2 | 0x4000_0000) >>> 0), u16(0)]));
  const plc = Buffer.concat([...starts, u32(cp), ...pieces]);
  put(33, Buffer.concat([Buffer.from([2]), u32(plc.length), plc]));
  return new CompoundWriter().add('WordDocument', Buffer.concat([fib, ...texts, padding, papx, chpx])).add('1Table', Buffer.concat(table)).bytes();
}

function formatPage(runs: readonly { run: DocRun; from: number }[], end: number, entryBytes: number, data: (run: DocRun) => Buffer): Buffer {
  const page = Buffer.alloc(512);
  let free = 510;
  for (const [index, { run, from }] of runs.entries()) {
    page.writeUInt32LE(from, index * 4);
    const bytes = data(run);
    free = (free - bytes.length) & ~1;
    bytes.copy(page, free);
    page[(runs.length + 1) * 4 + index * entryBytes] = free / 2;
  }
  page.writeUInt32LE(end, runs.length * 4);
  page[511] = runs.length;
  return page;
}

function styles(): Buffer {
  const parts = [u16(18), u16(4), u16(10), Buffer.alloc(14)];
  for (const [index, name] of ['Normal', 'heading 1', 'Kapitel', 'Abschnitt'].entries()) {
    // The third is known by what it is based on only.
    const base = Buffer.alloc(10);
    base.writeUInt16LE(index === 1 ? 1 : index === 2 ? 2 : 0xfff, 0);
    base.writeUInt16LE(1 | (index === 3 ? 2 : 0xfff) << 4, 2);
    const std = Buffer.concat([base, u16(name.length), Buffer.from(`${name}\0`, 'utf16le')]);
    parts.push(u16(std.length), std, Buffer.alloc(std.length % 2));
  }
  return Buffer.concat(parts);
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
