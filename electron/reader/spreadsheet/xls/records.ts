/** One record of a BIFF stream; `at` is where it begins. Longer ones go on in CONTINUE records, whose contents are `more`. */
export type BiffRecord = { readonly id: number; readonly at: number; readonly data: Buffer; readonly more: readonly Buffer[] };

/** Numbers of the records that are read (MS-XLS 2.3). */
export const biff = {
  formula: 0x06, font: 0x31, eof: 0x0a, note: 0x1c, dateMode: 0x22, filePass: 0x2f, palette: 0x92, continue: 0x3c, codePage: 0x42, object: 0x5d, columnInfo: 0x7d, boundSheet: 0x85, multipleRk: 0xbd, richString: 0xd6,
  format: 0x41e, cellStyle: 0xe0, mergedCells: 0xe5, strings: 0xfc, labelString: 0xfd, textObject: 0x1b6, number: 0x203, label: 0x204, boolOrError: 0x205, string: 0x207, row: 0x208, rk: 0x27e, begin: 0x809,
} as const;

/** The records from `start` on, up to the end of the stream. One that is longer than what is left ends it. */
export function* recordsFrom(stream: Buffer, start: number): Generator<BiffRecord> {
  for (let at = start; at + 4 <= stream.length; ) {
    const id = stream.readUInt16LE(at);
    const end = at + 4 + stream.readUInt16LE(at + 2);
    if (end > stream.length) return;
    const more: Buffer[] = [];
    let next = end;
    while (next + 4 <= stream.length && stream.readUInt16LE(next) === biff.continue) {
      const stop = next + 4 + stream.readUInt16LE(next + 2);
      if (stop > stream.length) break;
      more.push(stream.subarray(next + 4, stop));
      next = stop;
    }
    yield { id, at, data: stream.subarray(at + 4, end), more };
    at = next;
  }
}
