import type { Line } from '../../components/cells.ts';

/** A line at the head of a mail: `valueAt` is where the words after "From:" begin. */
export type MailField = Line & { readonly valueAt: number };
export type MailParts = { readonly subject: Line | null; readonly fields: readonly MailField[]; readonly rest: readonly Line[] };

const field = /^\p{L}[\p{L} -]{0,30}: /u;

/** The head of a mail as it was read: its subject, who wrote to whom and when, and below it the mail itself. Of a later page of the same mail all is `rest`. */
export function partMail(text: string, lines: readonly Line[], subject: string): MailParts {
  const textOf = (line: Line | undefined): string => (line === undefined ? '' : text.slice(line.start, line.end));
  const titleAt = lines.findIndex((line) => textOf(line).trim() !== '');
  const hasTitle = titleAt !== -1 && subject !== '' && textOf(lines[titleAt]).trim() === subject.trim();
  let at = hasTitle ? titleAt + 1 : Math.max(0, titleAt);
  while (hasTitle && at < lines.length && textOf(lines[at]).trim() === '') at += 1;
  const fields: MailField[] = [];
  for (let line = lines[at]; line !== undefined; line = lines[at += 1]) {
    const name = field.exec(textOf(line))?.[0];
    if (name === undefined) break;
    fields.push({ ...line, valueAt: line.start + name.length });
  }
  // A subject alone, or a body that begins like a field, is no head.
  const isHead = fields.some((one) => textOf(one).startsWith('From: ')) || (hasTitle && fields.length > 0);
  return isHead ? { subject: hasTitle ? lines[titleAt] ?? null : null, fields, rest: lines.slice(at) } : { subject: null, fields: [], rest: lines };
}
