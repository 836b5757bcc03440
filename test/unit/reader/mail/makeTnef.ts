/** One attribute of a `winmail.dat` (MS-OXTNEF 2.1.3): level 1 is the message's, 2 an attachment's. */
export function attributeBytes(level: number, id: number, data: Buffer): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  return Buffer.concat([head, data, Buffer.alloc(2)]);
}

/** A whole file with a plain body. */
export function tnef(attributes: readonly Buffer[], body: string): Buffer {
  const head = Buffer.alloc(6);
  head.writeUInt32LE(0x223e9f78, 0);
  return Buffer.concat([head, attributeBytes(1, 0x0002800c, Buffer.from(`${body}\0`)), ...attributes]);
}
