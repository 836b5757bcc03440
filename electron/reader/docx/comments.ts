import { attributeOf, walkXml } from '../xml.ts';

/** The remarks of a document by their id, with who wrote them and when: `Tom, 2026-01-02: Is it?`. Errors: file-damaged, limit-exceeded. */
export function commentsIn(xml: string): Map<string, string> {
  const comments = new Map<string, string>();
  let current: { readonly id: string; readonly about: string; text: string } | null = null;
  let inText = false;
  walkXml(xml, {
    open: (name, attributes) => {
      if (name === 'comment') {
        const about = [attributeOf(attributes, 'author') ?? '', (attributeOf(attributes, 'date') ?? '').slice(0, 10)].filter((word) => word.trim() !== '').join(', ');
        current = { id: attributeOf(attributes, 'id') ?? '', about, text: '' };
      }
      if (name === 'p' && current !== null && current.text !== '') current.text += '\n';
      inText = name === 't';
    },
    close: (name) => {
      inText = false;
      if (name !== 'comment' || current === null) return;
      if (current.text.trim() !== '') comments.set(current.id, current.about === '' ? current.text.trim() : `${current.about}: ${current.text.trim()}`);
      current = null;
    },
    text: (text) => { if (inText && current !== null) current.text += text; },
  });
  return comments;
}
