import type { Block } from '../blocks.ts';
import { decodeCharset } from '../decodeText.ts';
import { plainBlocks, type Attachment } from './MailMessage.ts';
import { attachmentName, mapiBody, mapiTypes, numberOf, tag, type MapiProperties } from './mapi.ts';

/** `winmail.dat`: what Outlook wraps for itself (MS-OXTNEF). `body` is empty where it repeats none. */
export type TnefContent = { readonly body: readonly Block[]; readonly attachments: readonly Attachment[]; readonly troubles: readonly { name: string; code: string }[] };

const signature = 0x223e9f78;
/** Attribute numbers without their type. */
const attribute = { body: 0x800c, properties: 0x9003, codePage: 0x9007, attachRendering: 0x9002, attachTitle: 0x8010, attachData: 0x800f, attachProperties: 0x9005 } as const;
const mostProperties = 10_000;
const embeddedMail = 5;

type Attached = { title: string; data: Buffer | null; properties: MapiProperties };

/** What cannot be taken apart is left out; a file that is none at all is a trouble. */
export function readTnef(bytes: Buffer, depth = 0): TnefContent {
  const damaged = { body: [], attachments: [], troubles: [{ name: 'winmail.dat', code: depth > 5 ? 'limit-exceeded' : 'file-damaged' }] };
  if (bytes.length < 6 || bytes.readUInt32LE(0) !== signature || depth > 5) return damaged;
  const attached: Attached[] = [];
  let properties: MapiProperties = new Map();
  let plain = '';
  let page = 0;
  for (let at = 6; at + 9 <= bytes.length; ) {
    const id = bytes.readUInt16LE(at + 1);
    const length = bytes.readUInt32LE(at + 5);
    if (at + 9 + length > bytes.length) return damaged;
    const data = bytes.subarray(at + 9, at + 9 + length);
    const last = attached.at(-1);
    if (id === attribute.codePage && data.length >= 4) page = data.readUInt32LE(0);
    else if (id === attribute.body) plain = decodeCharset(data, page === 0 ? undefined : `cp${page}`).replaceAll('\0', '');
    else if (id === attribute.properties) properties = readProperties(data);
    else if (id === attribute.attachRendering && attached.length < 1_000) attached.push({ title: '', data: null, properties: new Map() });
    else if (id === attribute.attachTitle && last !== undefined) last.title = decodeCharset(data, page === 0 ? undefined : `cp${page}`).replaceAll('\0', '');
    else if (id === attribute.attachData && last !== undefined) last.data = data;
    else if (id === attribute.attachProperties && last !== undefined) last.properties = readProperties(data);
    at += 9 + length + 2;
  }
  const rich = mapiBody(properties);
  const body = rich.body.length > 0 ? rich.body : plainBlocks(plain);
  return { body, attachments: attached.flatMap((one, index) => attachmentsOf(one, index, page, depth)), troubles: body.length > 0 ? [] : rich.troubles };
}

function attachmentsOf({ title, data, properties }: Attached, index: number, page: number, depth: number): Attachment[] {
  const named = attachmentName(properties, index + 1, page);
  const name = named.startsWith('part ') && title !== '' ? title : named;
  const object = properties.get(tag.attachData)?.value;
  if (numberOf(properties, 0x3705) === embeddedMail && object !== undefined && object.length > 16) {
    const inside = readTnef(object.subarray(16), depth + 1);
    const words = inside.body.map((block) => ('text' in block ? block.text : block.rows.flat().join(' '))).join('\n\n');
    return [...(words === '' ? [] : [{ name: `${name}.txt`, bytes: () => Buffer.from(words, 'utf8') }]), ...inside.attachments];
  }
  const content = data ?? object;
  return content === undefined ? [] : [{ name, bytes: () => content }];
}

/** A list of properties, each value behind its number; a list that breaks off gives what stands before. */
function readProperties(data: Buffer): MapiProperties {
  const found = new Map<number, { type: number; value: Buffer }>();
  const cursor = new Cursor(data);
  const count = cursor.number();
  for (let index = 0; index < Math.min(count, mostProperties) && !cursor.isAtEnd; index += 1) {
    const kind = cursor.number();
    const type = kind & 0xffff;
    const id = kind >>> 16;
    if (id >= 0x8000) {
      cursor.take(16);
      if (cursor.number() === 0) cursor.number();
      else cursor.take(cursor.number(), true);
    }
    const isMany = (type & 0x1000) !== 0;
    const single = type & ~0x1000;
    const isLong = single === mapiTypes.string8 || single === mapiTypes.unicode || single === mapiTypes.binary || single === mapiTypes.object;
    const values = isMany || isLong ? cursor.number() : 1;
    let value = Buffer.alloc(0);
    for (let each = 0; each < values && !cursor.isAtEnd; each += 1) value = isLong ? cursor.take(cursor.number(), true) : cursor.take(sizeOf(single));
    found.set(id, { type: single, value });
  }
  return found;
}

function sizeOf(type: number): number {
  return type === 0x48 ? 16 : [5, 6, 7, 0x14, 0x40].includes(type) ? 8 : 4;
}

/** Reads on and on; past the end everything is empty. */
class Cursor {
  readonly #data: Buffer;
  #at = 0;

  constructor(data: Buffer) {
    this.#data = data;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#data.length;
  }

  number(): number {
    const bytes = this.take(4);
    return bytes.length < 4 ? 0 : bytes.readUInt32LE(0);
  }

  /** `isPadded`: what follows begins at the next multiple of four. */
  take(count: number, isPadded = false): Buffer<ArrayBuffer> {
    const bytes = Buffer.from(this.#data.subarray(this.#at, this.#at + count));
    this.#at += isPadded ? Math.ceil(count / 4) * 4 : count;
    return bytes;
  }
}
