import { altTextFrom } from '../ooxml/altText.ts';

/** What the tags of a page say its pictures show, in their order. `tree` is what pdf.js gives of them. */
export function descriptionsIn(tree: unknown): string[] {
  const found: string[] = [];
  const stack: unknown[] = [tree];
  for (let node = stack.pop(); stack.length > 0 || isFields(node); node = stack.pop()) {
    if (!isFields(node)) continue;
    const { alt, children } = node;
    const text = typeof alt === 'string' ? altTextFrom(alt) : '';
    if (text !== '') found.push(text);
    if (Array.isArray(children)) stack.push(...(children as unknown[]).toReversed());
  }
  return found;
}

function isFields(one: unknown): one is Readonly<Record<string, unknown>> {
  return typeof one === 'object' && one !== null;
}
