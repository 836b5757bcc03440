const figure = /\p{Nd}[\p{Nd}.,]*/gu;
const enough = 40;

/** How much of a passage is figures, 0..1: 1 from forty on, as in a table. */
export function figureDensity(text: string): number {
  let count = 0;
  for (const _ of text.matchAll(figure)) if (++count === enough) break;
  return count / enough;
}
