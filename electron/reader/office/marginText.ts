import type { Block } from '../blocks.ts';

/** The text of heads and feet, each once: they come in variants (first page, even pages) that mostly say the same, and are no headings. */
export function marginText(blocks: readonly Block[]): Block[] {
  const seen = new Set<string>();
  return blocks.filter((block) => {
    const key = JSON.stringify(block);
    const isNew = !seen.has(key) && (block.kind === 'table' || /\p{L}{2}/u.test(block.text));
    seen.add(key);
    return isNew;
  }).map((block) => (block.kind === 'heading' ? { kind: 'paragraph', text: block.text } : block));
}
