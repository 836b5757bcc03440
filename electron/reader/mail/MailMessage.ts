import type { Block } from '../blocks.ts';
import { SectionWriter } from '../blocks.ts';
import type { PartedDocument } from '../parts.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { ExtractedPage, ReadEvent } from '../../shared/readerContract.ts';

/** A document that comes with a mail: its bytes, or, for a message inside an Outlook file, what reads it there. */
export type Attachment = { readonly name: string } & ({ readonly bytes: () => Buffer } | { readonly read: (context: ReadContext) => AsyncIterable<ReadEvent> });

/** A picture that comes with a mail; `bytes` is null where it only refers to one. */
export type Picture = { readonly name: string; readonly bytes: (() => Buffer) | null };

/** What a mail of any format says. */
export type MailMessage = {
  readonly subject: string;
  /** Sender, recipients, date: what is empty is not shown. */
  readonly fields: readonly (readonly [label: string, text: string])[];
  /** ISO. */
  readonly date: string | null;
  readonly body: readonly Block[];
  readonly attachments: readonly Attachment[];
  /** Pictures that stand in the text of the mail or belong to its look. */
  readonly pictures: readonly Picture[];
  /** Why the body, or a part of it, could not be read: a code of `AppError` with the name of what it is about. */
  readonly troubles: readonly { readonly name: string; readonly code: string }[];
};

/** Writes a message as pages of its own, its attachments behind it. `number` is its place in the mailbox, from 1. */
export async function* writeMessage(document: PartedDocument, message: MailMessage, number: number): AsyncGenerator<ReadEvent> {
  yield* document.write(pagesOf(message, number));
  for (const { name, code } of message.troubles) document.addTrouble(name, code);
  for (const attachment of message.attachments) {
    if (document.isCut) return;
    if ('bytes' in attachment) yield* document.readPart(attachment.name, attachment.bytes);
    else yield* document.readInside(attachment.name, attachment.read);
  }
  for (const { name, bytes } of message.pictures) if (bytes !== null) yield* document.readPicture(name, bytes());
}

function pagesOf({ subject, fields, body, attachments, pictures }: MailMessage, message: number): ExtractedPage[] {
  const names = attachments.map(({ name }) => name).slice(0, 1_000).join(', ');
  const lines = [...fields, ['Attachments', names] as const, ['Pictures', pictures.map(({ name }) => name).join(', ')] as const].filter(([, text]) => text !== '');
  const writer = new SectionWriter();
  writer.add({ kind: 'heading', level: 1, text: subject });
  writer.add({ kind: 'paragraph', text: lines.map(([label, text]) => `${label}: ${text}`).join('\n') });
  for (const block of body) writer.add(block.kind === 'heading' ? { ...block, level: block.level + 1 } : block);
  return writer.take(true).map((page) => ({ ...page, locator: { kind: 'message', message, subject } }));
}

/** Plain text as paragraphs: its lines stay as they are, blank lines part it. */
export function plainBlocks(text: string): Block[] {
  return text.replaceAll('\r', '').split(/\n[^\S\n]*\n\s*/).map((part) => part.replace(/[^\S\n]+$/gm, '').trim()).filter((part) => part !== '').map((part) => ({ kind: 'paragraph', text: part }));
}

/** A plain body; what stands in the armour of PGP is locked and left out. */
export function plainBody(text: string): { readonly body: Block[]; readonly troubles: { name: string; code: string }[] } {
  const armour = /^-----BEGIN PGP MESSAGE-----\r?$/m.exec(text);
  return armour === null ? { body: plainBlocks(text), troubles: [] } : { body: plainBlocks(text.slice(0, armour.index)), troubles: [{ name: 'PGP', code: 'password-needed' }] };
}

/** How many different words a body has: the measure for which of two is the fuller one. */
export function wordCount(blocks: readonly Block[]): number {
  const text = blocks.map((block) => block.kind === 'table' ? [block.header ?? [], ...block.rows].flat().join(' ') : block.kind === 'hidden' ? '' : block.text).join(' ');
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu)).size;
}
