import type { Block } from '../blocks.ts';

/** The first heading, which stands in for a title; '' where there is none. */
export function firstHeading(blocks: readonly Block[]): string {
  return blocks.find((block) => block.kind === 'heading')?.text.slice(0, 200) ?? '';
}
