/** DER or BER: a tag, and where its content lies; `end` of one of indefinite length is that of what is around it. */
type Element = { readonly tag: number; readonly start: number; readonly end: number; readonly isIndefinite: boolean };

const signedData = Buffer.from('2a864886f70d010702', 'hex');
const constructed = 0x20;
const tags = { objectId: 6, octets: 4, octetParts: 0x24, sequence: 0x30, explicit: 0xa0 } as const;

/** What an S/MIME message that is only signed holds (RFC 5652), or null where it is encrypted or damaged. */
export function signedContent(bytes: Buffer): Buffer | null {
  const info = elementAt(bytes, 0, bytes.length);
  if (info?.tag !== tags.sequence) return null;
  const [type, content] = children(bytes, info);
  if (type === undefined || content === undefined || !bytes.subarray(type.start, type.end).equals(signedData)) return null;
  const [data] = children(bytes, content);
  const inside = data === undefined ? undefined : children(bytes, data).find(({ tag }) => tag === tags.sequence);
  const wrapped = inside === undefined ? undefined : children(bytes, inside).find(({ tag }) => tag === tags.explicit);
  const octets = wrapped === undefined ? undefined : children(bytes, wrapped)[0];
  if (octets === undefined) return null;
  if (octets.tag === tags.octets) return bytes.subarray(octets.start, octets.end);
  if (octets.tag !== tags.octetParts) return null;
  return Buffer.concat(children(bytes, octets).filter(({ tag }) => tag === tags.octets).map(({ start, end }) => bytes.subarray(start, end)));
}

function children(bytes: Buffer, around: Element): Element[] {
  const found: Element[] = [];
  for (let at = around.start; at < around.end && found.length < 100_000; ) {
    const next = elementAt(bytes, at, around.end);
    if (next === null || (next.tag === 0 && next.end === next.start)) break;
    found.push(next);
    at = next.isIndefinite ? endOf(bytes, next, 0) : next.end;
  }
  return found;
}

function elementAt(bytes: Buffer, at: number, most: number): Element | null {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined || at + 2 > most) return null;
  if (first === 0x80) return (tag & constructed) === 0 ? null : { tag, start: at + 2, end: most, isIndefinite: true };
  const count = first < 0x80 ? 0 : first & 0x7f;
  if (count > 4 || at + 2 + count > most) return null;
  const length = count === 0 ? first : bytes.readUIntBE(at + 2, count);
  const start = at + 2 + count;
  return { tag, start, end: Math.min(most, start + length), isIndefinite: false };
}

/** Behind the two zero bytes that end an element of indefinite length. */
function endOf(bytes: Buffer, element: Element, depth: number): number {
  if (depth > 20) return element.end;
  for (let at = element.start; at < element.end; ) {
    const next = elementAt(bytes, at, element.end);
    if (next === null) return element.end;
    if (next.tag === 0 && next.end === next.start) return next.end;
    at = next.isIndefinite ? endOf(bytes, next, depth + 1) : next.end;
  }
  return element.end;
}
