import type { Input } from '../Input.ts';
import { PartedDocument } from '../parts.ts';
import type { FormatReader } from '../ReadContext.ts';
import { stopIfAborted } from '../limits.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import { writeMessage } from './MailMessage.ts';
import { readMessage } from './readMessage.ts';

const stepBytes = 1024 ** 2;
/** Longest message taken whole; of a longer one the beginning is read. */
const longestMessage = 64 * 1024 ** 2;
const separator = Buffer.from('\nFrom ');

/** A mailbox (RFC 4155), message by message: never more than one of them is in memory. */
export const readMbox: FormatReader = async function* (input, context) {
  const document = new PartedDocument({ format: 'mailbox', title: '', documentDate: null }, input.path, context);
  yield document.facts();
  let number = 0;
  for await (const { bytes, isCut } of messagesOf(input)) {
    stopIfAborted(context.signal);
    number += 1;
    const message = readMessage(bytes);
    if (isCut) document.addTrouble(message.subject || `#${number}`, 'limit-exceeded');
    yield* named(writeMessage(document, message, number), message.subject || `#${number}`);
    if (document.isCut) break;
  }
  yield* document.finish();
};

/** An attachment is found by its message first: many may have the same name. */
async function* named(events: AsyncIterable<ReadEvent>, message: string): AsyncGenerator<ReadEvent> {
  for await (const event of events) {
    if (event.type === 'pages') yield { type: 'pages', pages: event.pages.map((page) => (page.locator.part === undefined ? page : { ...page, locator: { ...page.locator, part: [message, ...page.locator.part] } })) };
    else yield event;
  }
}

/** The bytes of one message after the other, without the line in front of each and with quoted `From` lines put right. */
async function* messagesOf(input: Input): AsyncGenerator<{ bytes: Buffer; isCut: boolean }> {
  // A line end in front makes the first message begin like the others.
  let held = Buffer.from('\n');
  /** The beginning of a message that is too long, while its end is looked for. */
  let cut: Buffer | null = null;
  for (let at = 0; at < input.sizeBytes; ) {
    const step = await input.read(at, stepBytes);
    if (step.length === 0) break;
    at += step.length;
    const searchFrom = Math.max(1, held.length - 256);
    held = Buffer.concat([held, step]);
    let from = 0;
    for (let next = nextMessage(held, searchFrom, at >= input.sizeBytes); next !== -1; next = nextMessage(held, from + 1, at >= input.sizeBytes)) {
      if (next > from) yield { bytes: contentOf(cut ?? held.subarray(from, next)), isCut: cut !== null };
      cut = null;
      from = next;
    }
    held = held.subarray(from);
    if (held.length > (cut === null ? longestMessage : stepBytes)) {
      cut ??= Buffer.from(held.subarray(0, longestMessage));
      held = Buffer.from(held.subarray(-512));
    }
  }
  const last = contentOf(cut ?? held);
  if (last.toString('latin1', 0, 1_000).trim() !== '') yield { bytes: last, isCut: cut !== null };
}

/** Where a line `From sender date` begins that follows an empty line; -1 where there is none, or its end is not there yet. */
function nextMessage(bytes: Buffer, from: number, isEnd: boolean): number {
  for (let at = bytes.indexOf(separator, from); at !== -1; at = bytes.indexOf(separator, at + 1)) {
    const end = bytes.indexOf(10, at + 1);
    if (end === -1 && !isEnd) return -1;
    const line = bytes.toString('latin1', at + 1, Math.min(end === -1 ? bytes.length : end, at + 300));
    const before = bytes[at - 1] === 13 ? at - 2 : at - 1;
    if ((before < 0 || bytes[before] === 10) && /^From \S.*\d{4}\s*(?:[+-]\d{4})?\s*$/.test(line) && /\d{1,2}:\d{2}/.test(line)) return at;
  }
  return -1;
}

/** `>From` in a text was `From` (any number of `>` loses one). */
function contentOf(message: Buffer): Buffer {
  const start = message.indexOf(10, message.subarray(0, 6).equals(separator) ? 1 : 0);
  const content = message.subarray(start === -1 ? message.length : start + 1);
  return content.includes('\n>From ') || content.includes('\n>>') ? Buffer.from(content.toString('latin1').replace(/^>(>{0,20}From )/gm, '$1'), 'latin1') : content;
}
