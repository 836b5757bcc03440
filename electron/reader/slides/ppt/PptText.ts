import type { Block } from '../../blocks.ts';
import { filledIn, ppt, recordsIn, type PptRecord } from './records.ts';

/** One text of a slide with what it is for: 0 title, 1 body, 2 notes, 5 and 6 body and title of a title slide, 7 and 8 parts of a body. */
export type PptText = { readonly kind: number; readonly text: string };

/** Texts between two places in their order; `outline` gives those that stand in the list of slides instead. */
export function textsIn(stream: Buffer, { start, end }: Pick<PptRecord, 'start' | 'end'>, outline: readonly PptText[] = []): PptText[] {
  const found: { kind: number; text: string }[] = [];
  let kind = 4;
  for (const record of recordsIn(stream, start, end)) {
    if (record.type === ppt.textHeader && record.end - record.start >= 4) kind = stream.readUInt32LE(record.start);
    else if (record.type === ppt.textCharacters) found.push({ kind, text: stream.toString('utf16le', record.start, record.end - ((record.end - record.start) % 2)) });
    else if (record.type === ppt.textBytes) found.push({ kind, text: stream.toString('latin1', record.start, record.end) });
    else if (record.type === ppt.textReference && record.end - record.start >= 4) {
      const text = outline[stream.readUInt32LE(record.start)];
      if (text !== undefined) found.push({ ...text });
    } else if (filledIn.has(record.type)) {
      const last = found.at(-1);
      if (last !== undefined && last.text.trim() === '*') last.text = '';
    }
  }
  return found;
}

/** Paragraphs end with a return, lines within them with a vertical tab. */
export function blocksOfText({ kind, text }: PptText): Block[] {
  const isList = kind === 1 || kind === 7 || kind === 8;
  return text.split('\r').map((line) => line.replace(/\v/g, '\n').replaceAll('\0', '').trim()).filter((line) => line !== '')
    .map((line) => (isList ? { kind: 'item', text: `• ${line}` } : { kind: 'paragraph', text: line }));
}
