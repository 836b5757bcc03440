import { AppError } from '../../../shared/AppError.ts';
import type { Compound } from '../../compound.ts';
import { textsIn, type PptText } from './PptText.ts';
import { childOf, ppt, recordAt, recordsIn, type PptRecord } from './records.ts';

/** A slide with its texts as the list of slides has them, and the record of its notes. */
export type PptSlide = { readonly record: PptRecord; readonly outline: readonly PptText[]; readonly notes: PptRecord | null };
type Listed = { readonly persist: number; readonly id: number; readonly texts: PptText[] };

const encryptedMark = 0xf3d1c4df;
const mostEdits = 10_000;

/** A PowerPoint document of before 2007: which slides it has, in the order they are shown. */
export class PptDocument {
  readonly stream: Buffer;
  readonly slides: readonly PptSlide[];
  /** In the units of anchors; null where the document does not say. */
  readonly size: { readonly width: number; readonly height: number } | null;

  /** Errors: file-damaged, password-needed. */
  constructor(file: Compound) {
    const stream = file.read('PowerPoint Document');
    if (stream === null) throw new AppError('file-damaged');
    this.stream = stream;
    const user = file.read('Current User');
    if (user !== null && user.length >= 20 && user.readUInt32LE(12) === encryptedMark) throw new AppError('password-needed');
    const places = user === null || user.length < 20 ? new Map<number, number>() : placesOf(stream, user.readUInt32LE(16));
    const document = (places.get(0) === undefined ? null : recordAt(stream, places.get(places.get(0) ?? 0) ?? stream.length)) ?? firstOf(stream, ppt.document);
    const listed = document?.type === ppt.document ? this.#listed(document, places) : [];
    // Without a list that leads anywhere: all slides there are, in the order they were stored.
    this.slides = listed.length > 0 ? listed : [...recordsIn(stream, 0, stream.length)].filter(({ type }) => type === ppt.slide).map((record) => ({ record, outline: [], notes: null }));
    const atom = document === null ? null : childOf(stream, document, ppt.documentAtom);
    this.size = atom === null || atom.end - atom.start < 8 ? null : { width: stream.readInt32LE(atom.start), height: stream.readInt32LE(atom.start + 4) };
  }

  #listed(document: PptRecord, places: ReadonlyMap<number, number>): PptSlide[] {
    const lists = [...recordsIn(this.stream, document.start, document.end)].filter(({ type }) => type === ppt.slideList);
    const of = (instance: number) => lists.filter((list) => list.instance === instance).flatMap((list) => this.#entries(list));
    const notes = new Map(of(2).map(({ id, persist }) => [id, persist]));
    // Each part is read once, however often it is listed.
    const seen = new Set<number>();
    return of(0).flatMap(({ persist, texts }) => {
      const record = recordAt(this.stream, places.get(persist) ?? this.stream.length);
      if (record?.type !== ppt.slide || seen.has(record.start)) return [];
      seen.add(record.start);
      const atom = childOf(this.stream, record, ppt.slideAtom);
      const notesId = atom === null || atom.end - atom.start < 20 ? 0 : this.stream.readUInt32LE(atom.start + 16);
      const notesAt = notesId === 0 ? undefined : places.get(notes.get(notesId) ?? -1);
      const notesRecord = notesAt === undefined ? null : recordAt(this.stream, notesAt);
      const hasNotes = notesRecord?.type === ppt.notes && !seen.has(notesRecord.start);
      if (hasNotes) seen.add(notesRecord.start);
      return [{ record, outline: texts, notes: hasNotes ? notesRecord : null }];
    });
  }

  /** A slide's entry is followed by its texts, up to the next entry. */
  #entries(list: PptRecord): Listed[] {
    const entries: { readonly persist: number; readonly id: number; readonly from: number; to: number }[] = [];
    for (const record of recordsIn(this.stream, list.start, list.end)) {
      if (record.type !== ppt.slidePersist || record.end - record.start < 16) continue;
      const last = entries.at(-1);
      if (last !== undefined) last.to = record.start - 8;
      entries.push({ persist: this.stream.readUInt32LE(record.start), id: this.stream.readUInt32LE(record.start + 12), from: record.end, to: list.end });
    }
    return entries.map(({ persist, id, from, to }) => ({ persist, id, texts: textsIn(this.stream, { start: from, end: to }) }));
  }
}

/**
 * Where each numbered part lies. The file is written edit upon edit: the last one counts, what it does not name is as before.
 * Number 0 holds the number of the document itself.
 */
function placesOf(stream: Buffer, lastEdit: number): Map<number, number> {
  const places = new Map<number, number>();
  const seen = new Set<number>();
  for (let at = lastEdit; at > 0 && !seen.has(at) && seen.size < mostEdits; ) {
    seen.add(at);
    const edit = recordAt(stream, at);
    if (edit?.type !== ppt.userEdit || edit.end - edit.start < 20) break;
    if (!places.has(0)) places.set(0, stream.readUInt32LE(edit.start + 16));
    const directory = recordAt(stream, stream.readUInt32LE(edit.start + 12));
    if (directory?.type === ppt.persistDirectory) readDirectory(stream, directory, places);
    at = stream.readUInt32LE(edit.start + 8);
  }
  return places;
}

/** Runs of numbers: the first in 20 bits, how many in 12, then the place of each. */
function readDirectory(stream: Buffer, { start, end }: PptRecord, places: Map<number, number>): void {
  for (let at = start; at + 4 <= end; ) {
    const head = stream.readUInt32LE(at);
    at += 4;
    for (let index = 0; index < head >>> 20 && at + 4 <= end; index += 1, at += 4) {
      const number = (head & 0xfffff) + index;
      if (!places.has(number)) places.set(number, stream.readUInt32LE(at));
    }
  }
}

function firstOf(stream: Buffer, type: number): PptRecord | null {
  for (const record of recordsIn(stream, 0, stream.length)) if (record.type === type) return record;
  return null;
}
