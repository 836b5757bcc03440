import type { OfficePackage } from '../../ooxml/OfficePackage.ts';
import { attributeOf } from '../../xml.ts';
import { cellPlace } from './cellReference.ts';

export type CellComment = { readonly reference: string; readonly row: number; readonly author: string; readonly date: string; readonly text: string };

/** Remarks on the cells of a sheet, old notes first, then conversations; in the order of the file. */
export function commentsOf(file: OfficePackage, sheetPart: string): CellComment[] {
  const threads = file.linked(sheetPart, 'threadedComment');
  const people = threads.length === 0 ? new Map<string, string>() : peopleOf(file);
  const notes = file.linked(sheetPart, 'comments').flatMap((part) => file.tolerated(() => notesIn(file, part), []));
  const replies = threads.flatMap((part) => file.tolerated(() => threadsIn(file, part, people), []));
  // A conversation is repeated as a note for older programs, by an author that is no name.
  return [...notes.filter(({ author }) => replies.length === 0 || !author.startsWith('tc=')), ...replies];
}

function notesIn(file: OfficePackage, part: string): CellComment[] {
  const authors: string[] = [];
  const found: CellComment[] = [];
  let current = { reference: '', author: '', text: '' };
  let reading: 'author' | 'text' | null = null;
  file.walk(part,
    (name, attributes) => {
      if (name === 'author') { authors.push(''); reading = 'author'; }
      if (name === 'comment') current = { reference: attributeOf(attributes, 'ref') ?? '', author: authors[Number(attributeOf(attributes, 'authorId'))] ?? '', text: '' };
      if (name === 't') reading = 'text';
    },
    (name) => {
      if (name === 'author' || name === 't') reading = null;
      if (name === 'comment') found.push({ ...current, date: '', row: cellPlace(current.reference)?.row ?? 1 });
    },
    (text) => {
      if (reading === 'author') authors[authors.length - 1] = (authors.at(-1) ?? '') + text;
      if (reading === 'text') current.text += text;
    });
  return found;
}

function threadsIn(file: OfficePackage, part: string, people: ReadonlyMap<string, string>): CellComment[] {
  const found: CellComment[] = [];
  let current: { reference: string; author: string; date: string; text: string } | null = null;
  file.walk(part,
    (name, attributes) => {
      if (name !== 'threadedComment') return;
      const date = (attributeOf(attributes, 'dT') ?? '').slice(0, 10);
      current = { reference: attributeOf(attributes, 'ref') ?? '', author: people.get(attributeOf(attributes, 'personId') ?? '') ?? '', date, text: '' };
    },
    (name) => {
      if (name === 'threadedComment' && current !== null) found.push({ ...current, row: cellPlace(current.reference)?.row ?? 1 });
    },
    (text) => { if (current !== null) current.text += text; });
  return found;
}

function peopleOf(file: OfficePackage): Map<string, string> {
  const people = new Map<string, string>();
  for (const { name } of file.archive.entries.filter((entry) => /^xl\/persons\/[^/]+\.xml$/.test(entry.name)).slice(0, 10)) {
    file.tolerated(() => file.walk(name, (tag, attributes) => {
      if (tag === 'person') people.set(attributeOf(attributes, 'id') ?? '', attributeOf(attributes, 'displayName') ?? '');
    }), false);
  }
  return people;
}
