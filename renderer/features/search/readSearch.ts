import type { DocumentFilter } from '../../../electron/shared/listContract.ts';
import { wordsThatMatter } from '../../components/wordsThatMatter.ts';

/** What was typed, taken apart: the words to look for, the filters as they were typed, and the documents they mean. */
export type ReadSearch = { readonly words: string; readonly typed: readonly string[]; readonly documents: DocumentFilter };

const filterPattern = /(?:^|(?<=\s))(folder|ordner|type|typ|after|since|nach|seit|before|until|vor|bis):(?:"([^"]+)"|(\S+))/giu;

/** Takes `folder: type: after: before:` out of what was typed (several folders or types widen); what is no day, month or year stays a word. */
export function readSearch(text: string): ReadSearch {
  const [typed, folders, types]: [string[], string[], string[]] = [[], [], []];
  let [after, before]: [string | null, string | null] = [null, null];
  const words = text.replace(filterPattern, (whole, name: string, quoted: string | undefined, plain: string | undefined) => {
    const [key, value] = [name.toLowerCase(), quoted ?? plain ?? ''];
    if (/^(?:folder|ordner)$/.test(key)) folders.push(value);
    else if (/^typ/.test(key)) types.push(value);
    else {
      const day = dayOf(value);
      if (day === null) return whole;
      if (/^(?:after|since|nach|seit)$/.test(key)) after = day;
      else before = day;
    }
    typed.push(whole);
    return ' ';
  });
  return { words: words.replace(/\s+/g, ' ').trim(), typed, documents: { folders, types, after, before } };
}

/** A year, month or day, as ISO writes it or as Germans do. */
function dayOf(value: string): string | null {
  const written = /^(?:(\d{1,2})\.)?(\d{1,2})\.(\d{4})$/.exec(value);
  const iso = written === null ? value : [written[3], written[2]?.padStart(2, '0'), written[1]?.padStart(2, '0')].filter((part) => part !== undefined).join('-');
  return /^\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/.test(iso) ? iso : null;
}

/** Letters shown before the first word looked for. */
const lengthAround = 48;

/** The part of a passage to show in a list: from a little before the first word looked for. */
export function snippetOf(text: string, words: string, { length = 400 } = {}): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const at = wordsThatMatter(flat, words)[0]?.start ?? 0;
  if (at <= lengthAround) return flat.slice(0, length);
  const from = flat.indexOf(' ', at - lengthAround);
  return `… ${flat.slice(from < 0 || from > at ? at : from + 1).slice(0, length)}`;
}
