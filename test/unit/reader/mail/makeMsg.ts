import { CompoundWriter } from '../../../fixtures/CompoundWriter.ts';

/** A property of an Outlook object: a text, a block of bytes, a plain number or a time (milliseconds). */
export type Property = string | Buffer | number | { readonly timeMs: number };
export type MsgObject = { readonly properties: Readonly<Record<number, Property>>; readonly recipients?: readonly MsgObject[]; readonly attachments?: readonly MsgObject[]; readonly message?: MsgObject };

/** A file of MS-OXMSG. */
export function msg(message: MsgObject): Buffer {
  const file = new CompoundWriter();
  write(message, '', 32, file);
  return file.bytes();
}

function write({ properties, recipients = [], attachments = [], message }: MsgObject, folder: string, headBytes: number, file: CompoundWriter): void {
  const rows = [Buffer.alloc(headBytes)];
  for (const [key, property] of Object.entries(properties)) {
    const id = Number(key);
    const type = typeof property === 'string' ? 0x1f : Buffer.isBuffer(property) ? 0x102 : typeof property === 'number' ? 3 : 0x40;
    const row = Buffer.alloc(16);
    row.writeUInt16LE(type, 0);
    row.writeUInt16LE(id, 2);
    if (typeof property === 'number') row.writeUInt32LE(property, 8);
    else if (typeof property === 'object' && !Buffer.isBuffer(property)) row.writeBigUInt64LE((BigInt(property.timeMs) + 11_644_473_600_000n) * 10_000n, 8);
    else file.add(`${folder}__substg1.0_${hex(id)}${hex(type)}`, Buffer.isBuffer(property) ? property : Buffer.from(property, 'utf16le'));
    rows.push(row);
  }
  file.add(`${folder}__properties_version1.0`, Buffer.concat(rows));
  for (const [index, one] of recipients.entries()) write(one, `${folder}__recip_version1.0_#${hex(index).padStart(8, '0')}/`, 8, file);
  for (const [index, one] of attachments.entries()) write(one, `${folder}__attach_version1.0_#${hex(index).padStart(8, '0')}/`, 8, file);
  if (message !== undefined) write(message, `${folder}__substg1.0_3701000D/`, 24, file);
}

function hex(number: number): string {
  return number.toString(16).toUpperCase().padStart(4, '0');
}
