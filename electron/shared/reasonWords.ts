import { errorCodes, type ErrorCode, type ErrorDetails } from './AppError.ts';
import { errorWords, type Words } from './errorWords.ts';
import { measureIn, megabytes, type Measure } from './reasonDetail.ts';

/** Of a document whose rest can be searched, the reason names pages, attachments or members: these words then say so. */
const partWords: Readonly<Partial<Record<ErrorCode, (place: string) => Words>>> = {
  'no-text': (place) => ({ what: `Without text, only pictures: ${place}. The rest can be searched.`, next: 'Nothing of them can be quoted.' }),
  'recognition-pending': (place) => ({ what: `Text still to be recognised: ${place}. The rest can be searched.`, next: 'It goes on by itself.' }),
  'recognition-failed': (place) => ({ what: `Text could not be recognised: ${place}. The rest can be searched.`, next: 'Scan these pages again, or save the file again in its own program.' }),
  'file-damaged': (place) => ({ what: `Damaged and left out: ${place}. The rest can be searched.`, next: 'Open the file in its own program and save it again, or use another copy.' }),
  'password-needed': (place) => ({ what: `Locked with a password and left out: ${place}. The rest can be searched.`, next: 'Give the password, or save a copy without one.' }),
  'limit-exceeded': (place) => ({ what: `Only a part was read, up to a limit${place === '' ? '' : ` (${place})`}.`, next: 'Split the file into smaller ones to have all of it.' }),
  'format-unsupported': (place) => ({ what: `Of a kind that is not supported and left out: ${place}. The rest can be searched.`, next: 'Save it as PDF, DOCX, HTML, Markdown, CSV or plain text.' }),
};

/** Pages come as their numbers, parts as their names, and of a PDF `attachments` for all files in it and `remarks 3, 5-7` for what readers left on these pages. */
const isPages = /^[\d\s,…-]+$/;
const isRemarks = /^remarks ([\d\s,…-]+)$/;

function placeOf(detail: string): string {
  return detail.split('; ').map((one) => (isPages.test(one) ? `page ${one}` : one === 'attachments' ? 'the files attached to it' : one.replace(isRemarks, 'the remarks on page $1'))).map(inWords).join('; ');
}

/** A limit in words, everything else as it is. */
function inWords(detail: string): string {
  const found = measureIn(detail);
  if (found === null) return detail;
  const { name, measure, count, of } = found;
  const many = count.toLocaleString('en');
  const words: Readonly<Record<Measure, string>> = {
    pages: of === null ? `more than ${many} pages` : `the first ${many} of ${of.toLocaleString('en')} pages`, rows: `the first ${many} rows`, cells: `the first ${many} cells`, bytes: `${megabytes(count).toLocaleString('en')} MB`, unpacked: `more than ${megabytes(count).toLocaleString('en')} MB unpacked`,
    parts: `more than ${many} files in it`, members: `${many} files in it`, depth: `nested ${many} deep`, pixels: `a picture of ${Math.round(count / 1e6).toLocaleString('en')} million pixels`,
  };
  return name === null ? words[measure] : `${name}: ${words[measure]}`;
}

/** Words for why a document is not, or not wholly (`isPartly`), read. Reasons use the codes of errors. */
export function reasonWords(reason: { readonly code: string; readonly detail?: string | undefined }, isPartly = false): Words {
  const { detail } = reason;
  const code = errorCodes.find((known) => known === reason.code);
  const details: ErrorDetails = detail === undefined ? {} : { detail: inWords(detail) };
  if (code === undefined) return { what: `Not read: ${reason.code}${detail === undefined ? '' : ` (${inWords(detail)})`}.`, next: 'Open the file in its own program and save it again.' };
  const ofPart = isPartly && (detail !== undefined || code === 'limit-exceeded') ? partWords[code]?.(placeOf(detail ?? '')) : undefined;
  return ofPart ?? errorWords[code](details);
}
