import type { OfficePackage } from '../../ooxml/OfficePackage.ts';
import { attributeOf } from '../../xml.ts';

type Comment = { readonly author: string; readonly date: string; text: string };

/** Names of all who wrote remarks, by their number or id. */
export function commentAuthors(file: OfficePackage, presentation: string): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const part of [...file.linked(presentation, 'commentAuthors'), ...file.linked(presentation, 'authors')]) {
    file.tolerated(() => file.walk(part, (name, attributes) => {
      if (name === 'cmAuthor' || name === 'author') names.set(attributeOf(attributes, 'id') ?? '', attributeOf(attributes, 'name') ?? '');
    }), false);
  }
  return names;
}

/** Remarks on a slide, replies behind what they answer: `Tom, 2026-06-18: Too small`. */
export function commentsOf(file: OfficePackage, slidePart: string, authors: ReadonlyMap<string, string>): string[] {
  return file.linked(slidePart, 'comments').flatMap((part) => file.tolerated(() => commentsIn(file, part, authors), []));
}

function commentsIn(file: OfficePackage, part: string, authors: ReadonlyMap<string, string>): string[] {
  const found: Comment[] = [];
  const open: Comment[] = [];
  let inText = false;
  file.walk(part,
    (name, attributes) => {
      if (name === 'cm' || name === 'reply') {
        const comment = { author: authors.get(attributeOf(attributes, 'authorId') ?? '') ?? '', date: (attributeOf(attributes, 'dt') ?? attributeOf(attributes, 'created') ?? '').slice(0, 10), text: '' };
        found.push(comment);
        open.push(comment);
      }
      inText = name === 'text' || name === 't';
      const current = open.at(-1);
      if (name === 'p' && current !== undefined && current.text !== '') current.text += '\n';
    },
    (name) => {
      inText = false;
      if (name === 'cm' || name === 'reply') open.pop();
    },
    (text) => {
      const current = open.at(-1);
      if (inText && current !== undefined) current.text += text;
    });
  return found.filter(({ text }) => text.trim() !== '').map(({ author, date, text }) => {
    const from = [author, date].filter((word) => word !== '').join(', ');
    return from === '' ? text : `${from}: ${text}`;
  });
}
