import type { HiddenKind } from '../../shared/schemas.ts';
import type { Block } from '../blocks.ts';
import { inReadingOrder, type Box } from './readingOrder.ts';

/** A shape of a slide with its text; a group has none but its `children`. `placeholder` names what of the layout it fills. */
export type Shape = {
  box: Box | null;
  placeholder: { readonly type: string; readonly index: string } | null;
  hidden: HiddenKind | null;
  readonly blocks: Block[];
  readonly children: Shape[];
};

export function newShape(): Shape {
  return { box: null, placeholder: null, hidden: null, blocks: [], children: [] };
}

const titles = new Set(['title', 'ctrTitle']);
/** Numbers of slides and dates of showing say nothing about what is shown. */
const unread = new Set(['sldNum', 'dt', 'sldImg']);

export function isTitle({ placeholder }: Shape): boolean {
  return placeholder !== null && titles.has(placeholder.type);
}

/** Without the feet that stood on an earlier slide too; `seen` holds those, and is added to. */
export function withoutRepeatedFeet(shapes: readonly Shape[], seen: Set<string>): Shape[] {
  return shapes.filter((shape) => {
    if (shape.placeholder?.type !== 'ftr') return true;
    const key = JSON.stringify(shape.blocks);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

/** What a slide says: its title as heading, then the rest from top to bottom. What lies wholly beside the slide is hidden. */
export function slideBlocks(shapes: readonly Shape[], slide: { readonly width: number; readonly height: number } | null): Block[] {
  const title = shapes.filter(isTitle).flatMap(titleBlocks);
  const others = shapes.filter((shape) => !isTitle(shape) && !unread.has(shape.placeholder?.type ?? ''));
  return [...title, ...inReadingOrder(others).flatMap((shape) => (slide !== null && liesOutside(shape.box, slide) ? asHidden(blocksOf(shape), 'off-page') : blocksOf(shape)))];
}

/** The paragraphs of a title are its lines. */
function titleBlocks(shape: Shape): Block[] {
  const text = shape.blocks.flatMap((block) => (block.kind === 'paragraph' || block.kind === 'item' ? [block.text] : [])).join(' ');
  return [{ kind: 'heading', level: 1, text }, ...shape.blocks.filter(({ kind }) => kind !== 'paragraph' && kind !== 'item')];
}

/** Groups go to the depth XML may have. */
export function blocksOf(shape: Shape): Block[] {
  const blocks = [...shape.blocks, ...inReadingOrder(shape.children).flatMap(blocksOf)];
  return shape.hidden === null ? blocks : asHidden(blocks, shape.hidden);
}

function liesOutside(box: Box | null, { width, height }: { readonly width: number; readonly height: number }): boolean {
  return box !== null && box.width > 0 && box.height > 0 && (box.x >= width || box.y >= height || box.x + box.width <= 0 || box.y + box.height <= 0);
}

function asHidden(blocks: readonly Block[], why: HiddenKind): Block[] {
  return blocks.map((block) => {
    if (block.kind === 'hidden') return block;
    return { kind: 'hidden', why, text: block.kind === 'table' ? [block.header ?? [], ...block.rows].map((row) => row.join(' ')).join('\n') : block.text };
  });
}
