/** One record of a PowerPoint stream (MS-PPT 2.3.1): what it holds lies from `start` to `end`; a container holds records. */
export type PptRecord = { readonly type: number; readonly instance: number; readonly isContainer: boolean; readonly start: number; readonly end: number };

/** Types of the records that are read. */
export const ppt = {
  document: 1000, documentAtom: 1001, slide: 1006, slideAtom: 1007, notes: 1008, slidePersist: 1011, slideShowInfo: 1017, drawing: 1036, textReference: 3998, textHeader: 3999, textCharacters: 4000, textBytes: 4008,
  text: 4026, slideList: 4080, userEdit: 4085, tags: 5000, tagsOfProgram: 5002, tagData: 5003, persistDirectory: 6002, comment: 12_000, commentAtom: 12_001,
  drawingContainer: 0xf002, group: 0xf003, shape: 0xf004, textBox: 0xf00d, childAnchor: 0xf00f, anchor: 0xf010, moreProperties: 0xf122,
} as const;

/** Atoms that stand for a number, a date or a foot that is filled in when the slide is shown. */
export const filledIn: ReadonlySet<number> = new Set([4056, 4087, 4088, 4089, 4090, 4117]);

/** The records between two places; one that is longer than what is left ends them. */
export function* recordsIn(stream: Buffer, start: number, end: number): Generator<PptRecord> {
  const last = Math.min(end, stream.length);
  for (let at = start; at + 8 <= last; ) {
    const head = stream.readUInt16LE(at);
    const stop = at + 8 + stream.readUInt32LE(at + 4);
    if (stop > last) return;
    yield { type: stream.readUInt16LE(at + 2), instance: head >> 4, isContainer: (head & 0xf) === 0xf, start: at + 8, end: stop };
    at = stop;
  }
}

/** The record that begins at `at`, or null where none fits. */
export function recordAt(stream: Buffer, at: number): PptRecord | null {
  return recordsIn(stream, at, stream.length).next().value ?? null;
}

/** The first record of a type directly inside of a container. */
export function childOf(stream: Buffer, { start, end }: PptRecord, type: number): PptRecord | null {
  for (const record of recordsIn(stream, start, end)) if (record.type === type) return record;
  return null;
}
