import { AppError } from '../../shared/AppError.ts';
import type { Block } from '../blocks.ts';
import { openCompound } from '../compound.ts';
import { compoundProperties } from '../compoundProperties.ts';
import { emitBlocks } from '../emitBlocks.ts';
import { readAll } from '../Input.ts';
import { maxArchiveBytes } from '../limits.ts';
import type { FormatReader } from '../ReadContext.ts';
import { asides, once, remarks } from './asides.ts';
import { DocWalk } from './doc/DocWalk.ts';
import { docTable, readFib, type DocFile } from './doc/fib.ts';

/** Heads and feet come in sixes for each section, behind six separators of notes: even and odd heads, even and odd feet, those of the first page. */
const separators = 6;
const isHead = [true, true, false, false, true, false] as const;
const mostHeads = 6_000;

/** Word 97 to 2003, and what can be had of Word 6 and 95: head, body, notes, remarks, foot. Errors: file-too-large, file-damaged, password-needed, format-unsupported. */
export const readDoc: FormatReader = async function* (input, { limits, password }) {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const compound = openCompound(await readAll(input));
  const file = readFib(compound, password);
  const walk = new DocWalk(file);
  const { title, documentDate } = compoundProperties(compound);
  const blocks = blocksOf(file, walk);
  const heading = blocks.find((block) => block.kind === 'heading');
  // A text that is shorter than the head says was cut off.
  const damage = walk.length < file.lengths.body ? { code: 'file-damaged' } : undefined;
  yield* emitBlocks(blocks, { format: 'doc', title: title || (heading?.kind === 'heading' ? heading.text.slice(0, 200) : ''), documentDate }, input.path, limits, damage);
};

function blocksOf(file: DocFile, walk: DocWalk): Block[] {
  const { body, footnotes, heads, macros, remarks: comments, endnotes, boxes, headBoxes } = file.lengths;
  let at = 0;
  const next = (length: number) => {
    at += length;
    return [at - length, at] as const;
  };
  const text = walk.blocks(...next(body));
  const notes = asides(walk.blocks(...next(footnotes)));
  const around = headsAndFeet(file, walk, next(heads)[0]);
  next(macros);
  const hidden = remarks(walk.blocks(...next(comments)));
  const ends = asides(walk.blocks(...next(endnotes)));
  const frames = [...walk.blocks(...next(boxes)), ...asides(walk.blocks(...next(headBoxes)))];
  return [...around.heads, ...text, ...frames, ...notes, ...ends, ...hidden, ...around.feet];
}

function headsAndFeet(file: DocFile, walk: DocWalk, start: number): { heads: Block[]; feet: Block[] } {
  const table = file.tableAt(docTable.heads);
  const heads: Block[] = [];
  const feet: Block[] = [];
  for (let index = separators; index < Math.min(mostHeads, Math.floor(table.length / 4) - 2); index += 1) {
    const from = table.readUInt32LE(index * 4);
    const to = table.readUInt32LE(index * 4 + 4);
    if (to <= from || to > file.lengths.heads) continue;
    for (const block of asides(walk.blocks(start + from, start + to))) (isHead[(index - separators) % 6] === true ? heads : feet).push(block);
  }
  return { heads: once(heads), feet: once(feet) };
}
