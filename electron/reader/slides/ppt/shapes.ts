import type { Block } from '../../blocks.ts';
import type { Box } from '../readingOrder.ts';
import { newShape, type Shape } from '../Shape.ts';
import { blocksOfText, textsIn, type PptText } from './PptText.ts';
import { childOf, ppt, recordsIn, type PptRecord } from './records.ts';

/** The property that says that a group of shapes is a table. */
const tableProperty = 0x39f;
/** Groups may hold groups to this depth; deeper ones are left out. */
const deepest = 64;
const titleKinds = new Set([0, 6]);

/** The shapes of a slide or of its notes. `outline`: its texts in the list of slides, to which shapes may refer. */
export function shapesOf(stream: Buffer, slide: PptRecord, outline: readonly PptText[]): Shape[] {
  const drawing = childOf(stream, slide, ppt.drawing);
  const container = drawing === null ? null : childOf(stream, drawing, ppt.drawingContainer);
  const group = container === null ? null : childOf(stream, container, ppt.group);
  // Whether a group holds all of the drawing: its own first shape only stands for the slide.
  return group === null ? [] : groupOf(stream, group, outline, 0).children;
}

function groupOf(stream: Buffer, group: PptRecord, outline: readonly PptText[], depth: number): Shape {
  const shape = newShape();
  let isTable = false;
  for (const [index, record] of [...recordsIn(stream, group.start, group.end)].entries()) {
    if (record.type === ppt.group && depth < deepest) shape.children.push(groupOf(stream, record, outline, depth + 1));
    if (record.type !== ppt.shape) continue;
    if (index === 0) {
      shape.box = boxOf(stream, record);
      isTable = saysTable(stream, record);
    } else shape.children.push(shapeOf(stream, record, outline));
  }
  if (!isTable) return shape;
  const table = tableOf(shape.children);
  return table === null ? shape : { ...shape, blocks: [table], children: [] };
}

function shapeOf(stream: Buffer, record: PptRecord, outline: readonly PptText[]): Shape {
  const shape = newShape();
  shape.box = boxOf(stream, record);
  const box = childOf(stream, record, ppt.textBox);
  for (const text of box === null ? [] : textsIn(stream, box, outline)) {
    if (titleKinds.has(text.kind)) shape.placeholder = { type: 'title', index: '0' };
    shape.blocks.push(...blocksOfText(text));
  }
  return shape;
}

/** On the slide a place is given by top, left, right, bottom; inside a group by left, top, right, bottom. */
function boxOf(stream: Buffer, shape: PptRecord): Box | null {
  const anchor = childOf(stream, shape, ppt.anchor);
  if (anchor !== null) {
    const size = anchor.end - anchor.start;
    if (size < 8) return null;
    const [top = 0, left = 0, right = 0, bottom = 0] = [0, 1, 2, 3].map((index) => (size >= 16 ? stream.readInt32LE(anchor.start + index * 4) : stream.readInt16LE(anchor.start + index * 2)));
    return { x: left, y: top, width: right - left, height: bottom - top };
  }
  const child = childOf(stream, shape, ppt.childAnchor);
  if (child === null || child.end - child.start < 16) return null;
  const [left = 0, top = 0, right = 0, bottom = 0] = [0, 1, 2, 3].map((index) => stream.readInt32LE(child.start + index * 4));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function saysTable(stream: Buffer, shape: PptRecord): boolean {
  for (const record of recordsIn(stream, shape.start, shape.end)) {
    if (record.type !== ppt.moreProperties) continue;
    for (let index = 0; index < record.instance && record.start + index * 6 + 6 <= record.end; index += 1) {
      const at = record.start + index * 6;
      if ((stream.readUInt16LE(at) & 0x3fff) === tableProperty) return (stream.readUInt32LE(at + 2) & 1) === 1;
    }
  }
  return false;
}

/** Cells are shapes in a grid: those that begin at the same height are a row, at the same left edge a column. Lines between them have no text. */
function tableOf(shapes: readonly Shape[]): Block | null {
  const cells = shapes.flatMap(({ box, blocks }) => (box === null || blocks.length === 0 ? [] : [{ box, text: blocks.map((block) => (block.kind === 'table' ? '' : block.text)).join('\n') }]));
  if (cells.length === 0) return null;
  const tops = [...new Set(cells.map(({ box }) => box.y))].sort((a, b) => a - b);
  const lefts = [...new Set(cells.map(({ box }) => box.x))].sort((a, b) => a - b);
  // More places than a table on a slide can have: its cells come as they stand.
  if (tops.length * lefts.length > 10_000) return { kind: 'paragraph', text: cells.map(({ text }) => text).join('\n') };
  const rows = tops.map(() => lefts.map(() => ''));
  for (const { box, text } of cells) {
    const row = rows[tops.indexOf(box.y)];
    if (row !== undefined) row[lefts.indexOf(box.x)] = text;
  }
  const [first, ...others] = rows;
  const hasHeader = first !== undefined && others.length > 0 && first.filter((cell) => /\p{L}/u.test(cell)).length >= Math.max(1, first.length - 1);
  return { kind: 'table', header: hasHeader ? first : null, rows: hasHeader ? others : rows };
}
