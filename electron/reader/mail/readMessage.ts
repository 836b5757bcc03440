import type { Block } from '../blocks.ts';
import { takeHtmlApart, declaredEncoding } from '../readHtml.ts';
import { maxHtmlUnits } from '../limits.ts';
import { calendarBlocks } from './calendarBlocks.ts';
import { plainBody, wordCount, type Attachment, type MailMessage, type Picture } from './MailMessage.ts';
import { headerOf, mailDate, readableHeader } from './mailHeaders.ts';
import { bodyText, decodedBody, mimeLimits, partsOfBody, readMimePart, unflow, type MimePart } from './mimeParts.ts';
import { signedContent } from './signedContent.ts';
import { readTnef } from './tnef.ts';
import { decodeCharset } from '../decodeText.ts';

/** What was found in a part of a mail and in all the parts inside it. */
type Found = { readonly body: Block[]; readonly attachments: Attachment[]; readonly pictures: Picture[]; readonly troubles: { name: string; code: string }[] };
const nothing = (): Found => ({ body: [], attachments: [], pictures: [], troubles: [] });

/** One by one: a long mail has more paragraphs than a call may have arguments. */
function merge(into: Found, from: { readonly [Key in keyof Found]?: Readonly<Found[Key]> }): void {
  for (const block of from.body ?? []) into.body.push(block);
  for (const attachment of from.attachments ?? []) into.attachments.push(attachment);
  for (const picture of from.pictures ?? []) into.pictures.push(picture);
  for (const trouble of from.troubles ?? []) into.troubles.push(trouble);
}

const labels = [['From', 'from'], ['Sender', 'sender'], ['To', 'to'], ['Cc', 'cc'], ['Bcc', 'bcc'], ['Date', 'date']] as const;
/** A richer form of the body is taken when the plain one has less than this share of its words. */
const poorShare = 0.5;

/** A mail (RFC 5322, MIME) taken apart; nothing that it refers to is fetched. */
export function readMessage(bytes: Buffer): MailMessage {
  const part = readMimePart(bytes);
  const counter = { parts: 0 };
  const found = walk(part, 0, counter);
  const fields = labels.map(([label, name]) => [label, readableHeader(part.headers, name)] as const).filter(([label, text]) => label !== 'Sender' || text !== readableHeader(part.headers, 'from'));
  return { subject: readableHeader(part.headers, 'subject'), fields, date: mailDate(headerOf(part.headers, 'date')), ...found };
}

function walk(part: MimePart, depth: number, counter: { parts: number }): Found {
  counter.parts += 1;
  const found = nothing();
  const type = part.type.value;
  if (depth > mimeLimits.depth || counter.parts > mimeLimits.parts) {
    found.troubles.push({ name: nameOf(part, counter.parts), code: 'limit-exceeded' });
    return found;
  }
  if (type === 'multipart/encrypted') found.troubles.push({ name: 'PGP', code: 'password-needed' });
  else if (type.startsWith('multipart/')) walkMultipart(part, depth, counter, found);
  else if (/^application\/(?:x-)?pkcs7-mime$/.test(type)) walkSealed(part, depth, counter, found);
  else if (/^application\/(?:(?:x-)?pkcs7-signature|pgp-signature)$/.test(type)) return found;
  else if (isTnef(part)) addTnef(part, found);
  else if (isBody(part)) addBody(part, found);
  else if (isInlinePicture(part)) found.pictures.push({ name: nameOf(part, counter.parts), bytes: () => decodedBody(part) });
  else found.attachments.push({ name: nameOf(part, counter.parts), bytes: () => decodedBody(part) });
  return found;
}

function walkMultipart(part: MimePart, depth: number, counter: { parts: number }, found: Found): void {
  const type = part.type.value;
  const children = partsOfBody(part).map((bytes) => readMimePart(bytes, type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'));
  if (children.length === 0) {
    addText(part, found, decodedBody(part));
    return;
  }
  const inside = children.map((child) => ({ type: child.type.value, found: walk(child, depth + 1, counter) }));
  const bodies = type === 'multipart/alternative' ? bestBody(inside) : inside.map((child) => child.found.body);
  for (const body of bodies) merge(found, { body });
  for (const child of inside) merge(found, { ...child.found, body: [] });
}

/** Of forms of one text the plain one, unless it says plainly less; an invitation stands beside them. */
function bestBody(forms: readonly { type: string; found: Found }[]): Block[][] {
  const invitations = forms.filter(({ type }) => type === 'text/calendar').map(({ found }) => found.body);
  const texts = forms.filter(({ type, found }) => type !== 'text/calendar' && found.body.length > 0);
  const plain = texts.find(({ type }) => type === 'text/plain')?.found.body;
  const rich = texts.filter(({ type }) => type !== 'text/plain').at(-1)?.found.body;
  if (plain === undefined || rich === undefined) return [plain ?? rich ?? [], ...invitations];
  return [wordCount(plain) < wordCount(rich) * poorShare ? rich : plain, ...invitations];
}

function walkSealed(part: MimePart, depth: number, counter: { parts: number }, found: Found): void {
  const content = signedContent(decodedBody(part));
  if (content === null) {
    found.troubles.push({ name: 'S/MIME', code: 'password-needed' });
    return;
  }
  merge(found, walk(readMimePart(content), depth + 1, counter));
}

function isTnef(part: MimePart): boolean {
  return /^application\/(?:vnd\.)?ms-tnef$/.test(part.type.value) || /^winmail\.dat$/i.test(fileName(part));
}

/** Outlook's own wrapping of a body and attachments. */
function addTnef(part: MimePart, found: Found): void {
  merge(found, readTnef(decodedBody(part)));
}

function isBody(part: MimePart): boolean {
  if (part.disposition.value === 'attachment' || fileName(part) !== '') return part.type.value === 'text/calendar' && part.disposition.value !== 'attachment';
  return /^(?:text\/(?!rtf|richtext)|message\/(?:delivery-status|disposition-notification|external-body)$)/.test(part.type.value);
}

function addBody(part: MimePart, found: Found): void {
  const type = part.type.value;
  if (type === 'text/html') {
    const bytes = decodedBody(part);
    merge(found, { body: takeHtmlApart(decodeCharset(bytes, part.type.parameters.get('charset') ?? declaredEncoding(bytes)).slice(0, maxHtmlUnits)).blocks });
  } else if (type === 'text/calendar') merge(found, { body: calendarBlocks(bodyText(part)) });
  else addText(part, found, decodedBody(part));
}

function addText(part: MimePart, found: Found, bytes: Buffer): void {
  const isFlowed = part.type.parameters.get('format')?.toLowerCase() === 'flowed';
  const raw = decodeCharset(bytes, part.type.parameters.get('charset')).replaceAll('\r\n', '\n').replaceAll('\0', '');
  const text = isFlowed ? unflow(raw, part.type.parameters.get('delsp')?.toLowerCase() === 'yes') : raw;
  merge(found, plainBody(text));
}

function isInlinePicture(part: MimePart): boolean {
  return part.type.value.startsWith('image/') && part.disposition.value !== 'attachment' && (part.disposition.value === 'inline' || headerOf(part.headers, 'content-id') !== '');
}

function fileName(part: MimePart): string {
  return (part.disposition.parameters.get('filename') ?? part.type.parameters.get('name') ?? '').replace(/^.*[\\/]/, '').trim();
}

const endings: Readonly<Record<string, string>> = { 'application/pdf': 'pdf', 'text/plain': 'txt', 'text/html': 'html', 'text/calendar': 'ics', 'text/rtf': 'rtf', 'application/rtf': 'rtf', 'image/png': 'png', 'image/jpeg': 'jpg', 'text/csv': 'csv' };

/** The name the part gives itself; a mail without one is called by its subject. */
function nameOf(part: MimePart, index: number): string {
  const name = fileName(part);
  if (name !== '') return name;
  if (/^message\/(?:rfc822|global|news)$/.test(part.type.value)) {
    const subject = readableHeader(readMimePart(decodedBody(part)).headers, 'subject').replace(/[\\/:*?"<>|]+/g, ' ').trim();
    return `${subject === '' ? `mail ${index}` : subject.slice(0, 150)}.eml`;
  }
  const ending = endings[part.type.value];
  return `part ${index}${ending === undefined ? '' : `.${ending}`}`;
}
