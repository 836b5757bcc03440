import type { Block } from '../blocks.ts';

/** Heads, feet and notes have no place among the headings of a text. */
export function asides(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => (block.kind === 'heading' ? { kind: 'paragraph', text: block.text } : block));
}

/** Heads and feet come in variants (first page, even pages) that mostly say the same; page numbers alone say nothing. */
export function once(blocks: readonly Block[]): Block[] {
  return [...new Map(blocks.map((block) => [JSON.stringify(block), block])).values()].filter((block) => block.kind !== 'paragraph' || /\p{L}{2}/u.test(block.text));
}

/** Remarks of readers, which do not stand in the text. */
export function remarks(blocks: readonly Block[]): Block[] {
  return blocks.map((block) => ({ kind: 'hidden', why: 'comment', text: 'text' in block ? block.text : block.rows.flat().join(' ') }));
}
