import { ppt, recordsIn, type PptRecord } from './records.ts';

/** Remarks on a slide: `Tom: Too small`. They stand in data that later versions of the program added to it. */
export function commentsOf(stream: Buffer, slide: PptRecord): string[] {
  const found: string[] = [];
  const containers: PptRecord[] = [...recordsIn(stream, slide.start, slide.end)].filter(({ type }) => type === ppt.tags);
  for (let next = containers.shift(); next !== undefined; next = containers.shift()) {
    for (const record of recordsIn(stream, next.start, next.end)) {
      if (record.type === ppt.tagsOfProgram || record.type === ppt.tagData) containers.push(record);
      else if (record.type === ppt.comment) found.push(...commentOf(stream, record));
    }
  }
  return found;
}

/** Texts by their number: 0 the author, 1 the remark. */
function commentOf(stream: Buffer, comment: PptRecord): string[] {
  const texts = new Map<number, string>();
  for (const record of recordsIn(stream, comment.start, comment.end)) if (record.type === ppt.text) texts.set(record.instance, stream.toString('utf16le', record.start, record.end - ((record.end - record.start) % 2)).trim());
  const text = texts.get(1) ?? '';
  const author = texts.get(0) ?? '';
  return text === '' ? [] : [author === '' ? text : `${author}: ${text}`];
}
