import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import { openCompound, type Compound } from '../compound.ts';
import { believableDate } from '../dates.ts';
import { readAll } from '../Input.ts';
import { maxArchiveBytes } from '../limits.ts';
import { PartedDocument } from '../parts.ts';
import type { FormatReader, ReadContext } from '../ReadContext.ts';
import { writeMessage, type Attachment, type MailMessage, type Picture } from './MailMessage.ts';
import { headerOf, mailDate, readHeaders } from './mailHeaders.ts';
import { attachmentName, mapiBody, mapiTypes, numberOf, pageOf, tag, textOf, timeOf, type MapiProperties } from './mapi.ts';
import { readMessage } from './readMessage.ts';
import { signedContent } from './signedContent.ts';

const mostObjects = 2_000;
const roles = [['To', 1], ['Cc', 2], ['Bcc', 3]] as const;
/** Set where an attachment is part of the look of a body. */
const rendered = 4;

/** A message of Outlook (MS-OXMSG) with what is attached to it. Errors: file-too-large, file-damaged. */
export const readMsg: FormatReader = async function* (input, context) {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  yield* readIn(openCompound(await readAll(input)), '', input.path, context);
};

/** `folder`: the storage of the message with a slash behind it, '' for that of the whole file. */
async function* readIn(compound: Compound, folder: string, path: string, context: ReadContext): AsyncGenerator<ReadEvent> {
  const message = messageIn(compound, folder);
  const document = new PartedDocument({ format: 'mail', title: message.subject, documentDate: message.date }, path, context);
  yield document.facts();
  yield* writeMessage(document, message, 1);
  yield* document.finish();
}

function messageIn(compound: Compound, folder: string): MailMessage {
  const properties = propertiesIn(compound, folder, folder === '' ? 32 : 24);
  const page = pageOf(properties);
  const { headers } = readHeaders(Buffer.from(textOf(properties, tag.headers), 'utf8'));
  const sent = timeOf(properties, tag.submitTime) || timeOf(properties, tag.deliveryTime);
  const dateField = headerOf(headers, 'date') || (sent === '' ? '' : `${sent} UTC`);
  const found = attachmentsIn(compound, folder, page);
  const sealed = /^IPM\.Note\.SMIME/i.test(textOf(properties, tag.messageClass)) ? found.attachments.find(({ name }) => /\.p7m$/i.test(name)) : undefined;
  const isPgp = found.attachments.some(({ name }) => /\.pgp-encrypted$/i.test(name));
  const body = isPgp ? { body: [], attachments: [], troubles: [{ name: 'PGP', code: 'password-needed' }] } : sealed === undefined ? { ...mapiBody(properties), attachments: found.attachments } : unsealed(sealed);
  return {
    subject: textOf(properties, tag.subject).replace(/\s+/g, ' ').trim(), date: mailDate(headerOf(headers, 'date')) ?? believableDate(sent),
    fields: [['From', sender(properties)], ...recipients(compound, folder, properties), ['Date', dateField], ...itemFields(properties)],
    pictures: found.pictures, ...body,
  };
}

function sender(properties: MapiProperties): string {
  const pick = (...ids: number[]) => ids.map((id) => textOf(properties, id).trim()).find((text) => text !== '') ?? '';
  const address = [pick(tag.senderSmtp), pick(tag.representingSmtp), pick(tag.senderAddress), pick(tag.representingAddress)].find((text) => text.includes('@')) ?? '';
  return person(pick(tag.senderName, tag.representingName), address);
}

function person(name: string, address: string): string {
  if (name === '' || name === address) return address;
  return address === '' || name.includes(address) ? name : `${name} <${address}>`;
}

function recipients(compound: Compound, folder: string, properties: MapiProperties): [label: string, text: string][] {
  const people = objectsIn(compound, folder, '__recip_version1.0_').map((at) => propertiesIn(compound, at, 8));
  return roles.map(([label, role]) => {
    const names = people.filter((one) => numberOf(one, tag.recipientType) === role).map((one) => {
      const address = [textOf(one, tag.smtpAddress), textOf(one, tag.address)].find((text) => text.includes('@')) ?? '';
      return person(textOf(one, tag.displayName).trim(), address);
    });
    const shown = textOf(properties, role === 1 ? tag.displayTo : role === 2 ? tag.displayCc : tag.displayBcc).trim();
    return [label, names.length > 0 ? names.join(', ') : shown];
  });
}

/** What contacts and appointments say of themselves. */
function itemFields(properties: MapiProperties): [label: string, text: string][] {
  const isContact = /^IPM\.Contact/i.test(textOf(properties, tag.messageClass));
  const isEvent = /^IPM\.(?:Appointment|Schedule)/i.test(textOf(properties, tag.messageClass));
  const text = (label: string, id: number): [string, string] => [label, textOf(properties, id).replace(/\s*\n\s*/g, ', ').trim()];
  if (isEvent) return [['Begins', timeOf(properties, tag.starts)], ['Ends', timeOf(properties, tag.ends)]];
  return isContact ? [text('Name', tag.displayName), text('Company', tag.company), text('Job title', tag.jobTitle), text('Phone', tag.businessPhone), text('Home phone', tag.homePhone), text('Mobile', tag.mobilePhone), text('Address', tag.postalAddress)] : [];
}

function attachmentsIn(compound: Compound, folder: string, page: number): { attachments: Attachment[]; pictures: Picture[] } {
  const attachments: Attachment[] = [];
  const pictures: Picture[] = [];
  for (const [index, at] of objectsIn(compound, folder, '__attach_version1.0_').entries()) {
    const properties = propertiesIn(compound, at, 8);
    const name = attachmentName(properties, index + 1, page);
    const data = properties.get(tag.attachData)?.value;
    const inner = `${at}__substg1.0_3701000D/`;
    const isPicture = /^image\//i.test(textOf(properties, tag.attachMime)) || /\.(?:png|jpe?g|gif|bmp|emf|wmf)$/i.test(name);
    const isInline = (numberOf(properties, tag.isHidden) & 0xff) !== 0 || (numberOf(properties, tag.attachFlags) & rendered) !== 0;
    if (isPicture && isInline) pictures.push({ name, bytes: data === undefined ? null : () => data });
    else if (compound.read(`${inner}__properties_version1.0`) !== null) attachments.push({ name: /\.msg$/i.test(name) ? name : `${name}.msg`, read: (context) => readIn(compound, inner, name, context) });
    else if (data !== undefined) attachments.push({ name, bytes: () => data });
    else pictures.push({ name, bytes: null });
  }
  return { attachments, pictures };
}

/** A message that is signed or encrypted as a whole lies in its attachment. */
function unsealed(attachment: Attachment): Pick<MailMessage, 'body' | 'attachments' | 'troubles'> {
  const bytes = 'bytes' in attachment ? attachment.bytes() : Buffer.alloc(0);
  const content = /^[\w-]+:/.test(bytes.toString('latin1', 0, 100)) ? bytes : signedContent(bytes);
  if (content === null) return { body: [], attachments: [], troubles: [{ name: 'S/MIME', code: 'password-needed' }] };
  const { body, attachments, troubles } = readMessage(content);
  return { body, attachments, troubles };
}

/** The storages of recipients or attachments right inside a message, each with a slash behind it. */
function objectsIn(compound: Compound, folder: string, kind: string): string[] {
  const found = new Set<string>();
  for (const stream of compound.streams) {
    if (!stream.startsWith(folder + kind)) continue;
    const slash = stream.indexOf('/', folder.length);
    if (slash !== -1) found.add(stream.slice(0, slash + 1));
  }
  return [...found].sort().slice(0, mostObjects);
}

/** Plain values lie in one stream, texts and blocks in one each. `headBytes`: what stands in front of the first value. */
function propertiesIn(compound: Compound, folder: string, headBytes: number): MapiProperties {
  const found = new Map<number, { type: number; value: Buffer }>();
  const table = compound.read(`${folder}__properties_version1.0`) ?? Buffer.alloc(0);
  for (let at = headBytes; at + 16 <= table.length; at += 16) {
    const type = table.readUInt16LE(at);
    const id = table.readUInt16LE(at + 2);
    const isLong = type === mapiTypes.string8 || type === mapiTypes.unicode || type === mapiTypes.binary;
    const name = `${folder}__substg1.0_${hex(id)}${hex(type)}`;
    const value = isLong ? compound.read(name) : table.subarray(at + 8, at + 16);
    if (value !== null && type !== mapiTypes.object) found.set(id, { type, value });
  }
  return found;
}

function hex(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, '0');
}
