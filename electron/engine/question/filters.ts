import { DocumentFormat } from '../../shared/schemas.ts';
import { findDates, isoDate } from '../text/dates.ts';

/**
 * What a question says of itself about where to look. `after` and `before` are ISO dates as exact as written, both
 * inclusive of nothing: strictly later, strictly earlier than the whole period named.
 */
export type QuestionFilters = {
  readonly folders: readonly string[]; readonly formats: readonly DocumentFormat[]; readonly after: string | null; readonly before: string | null;
  /** File names written in the question ("in lease-0417.pdf"): that document and no other. */
  readonly documents: readonly string[];
};

const keyed = /(?:^|(?<=\s))(?<key>folder|ordner|dossier|type|typ|format|after|nach|since|seit|before|vor|until|bis|file|datei|document|dokument):\s*(?<value>"[^"]{1,200}"|“[^”]{1,200}”|„[^“”]{1,200}[“”]|\S+)/giu;
const fileName = /(?<![\p{L}\p{N}])["“„']?(?<name>[\p{L}\p{N}][\p{L}\p{N}_.() -]{0,120}?\.(?:pdf|docx?|html?|md|markdown|csv|txt|xlsx?|pptx?|eml|msg|rtf))(?![\p{L}\p{N}])["”“']?/giu;
const formatNames: Readonly<Record<string, DocumentFormat>> = { htm: 'html', md: 'markdown', txt: 'text', word: 'docx', doc: 'docx' };

/**
 * Takes `folder: type: after: before: file:` out of a question. What is not understood stays in the text, so that nothing a
 * person wrote is dropped unseen. `shown` names each filter in force, as the window shows it.
 */
export function readFilters(question: string): { readonly text: string; readonly filters: QuestionFilters; readonly shown: readonly string[] } {
  const folders: string[] = [];
  const formats: DocumentFormat[] = [];
  const documents: string[] = [];
  const shown: string[] = [];
  let after: string | null = null;
  let before: string | null = null;
  const text = question.replace(keyed, (whole, key: string, raw: string) => {
    const value = raw.replace(/^["“„]|["”“]$/g, '').replace(/[,;?]$/, '');
    const name = key.toLowerCase();
    if (/^(?:folder|ordner|dossier)$/.test(name)) folders.push(value);
    else if (/^(?:file|datei|document|dokument)$/.test(name)) documents.push(value);
    else if (/^(?:type|typ|format)$/.test(name)) {
      const format = DocumentFormat.safeParse(formatNames[value.toLowerCase().replace(/^\./, '')] ?? value.toLowerCase().replace(/^\./, ''));
      if (!format.success) return whole;
      formats.push(format.data);
    } else {
      const date = /^\d{4}-\d{2}$/.test(value) ? value : findDates(value).map(isoDate).find((iso) => iso !== null) ?? null;
      if (date === null) return whole;
      if (/^(?:after|nach|since|seit)$/.test(name)) after = date;
      else before = date;
    }
    shown.push(`${name}:${value}`);
    return ' ';
  });
  for (const match of text.matchAll(fileName)) {
    const name = shortestFileName(match.groups?.['name'] ?? '');
    documents.push(name);
    shown.push(`file:${name}`);
  }
  return { text: text.replace(/\s+/g, ' ').replace(/\s+([?.,])/g, '$1').trim(), filters: { folders, formats, after, before, documents }, shown };
}

/** Whether a document of this date (ISO) is inside; an undated document is, where a date is asked for, not. */
export function isInPeriod(documentDate: string | null, filters: Pick<QuestionFilters, 'after' | 'before'>): boolean {
  if (filters.after === null && filters.before === null) return true;
  if (documentDate === null) return false;
  const { after, before } = filters;
  if (after !== null && documentDate.slice(0, after.length) <= after) return false;
  return before === null || documentDate.slice(0, before.length) < before;
}

/** "the lease in lease-0417.pdf": words before the name are no part of it unless they were quoted. */
function shortestFileName(name: string): string {
  const words = name.split(' ');
  return words[words.length - 1] ?? name;
}
