/**
 * Terms with counts as bytes: for each, sorted, the number of leading bytes shared with the one before, the number of bytes
 * that follow, those bytes, and the count, the numbers as LEB128. About seven bytes a term instead of twenty.
 */
export function packTerms(counts: ReadonlyMap<string, number>): Buffer {
  const terms = [...counts.keys()].sort();
  let bytes = Buffer.allocUnsafe(1_024);
  let length = 0;
  let before = Buffer.alloc(0);
  const writeNumber = (value: number): void => {
    let rest = value;
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) length = bytes.writeUInt8((rest % 0x80) | 0x80, length);
    length = bytes.writeUInt8(rest, length);
  };
  for (const term of terms) {
    const encoded = Buffer.from(term);
    const shared = sharedLength(before, encoded);
    while (length + encoded.length + 20 > bytes.length) bytes = Buffer.concat([bytes, Buffer.allocUnsafe(bytes.length)]);
    writeNumber(shared);
    writeNumber(encoded.length - shared);
    length += encoded.copy(bytes, length, shared);
    writeNumber(counts.get(term) ?? 0);
    before = encoded;
  }
  return bytes.subarray(0, length);
}

export function unpackTerms(bytes: Uint8Array): Map<string, number> {
  const counts = new Map<string, number>();
  const decoder = new TextDecoder();
  let at = 0;
  const readNumber = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = bytes[at] ?? 0;
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  let term = new Uint8Array(0);
  while (at < bytes.length) {
    const shared = readNumber();
    const added = readNumber();
    const next = new Uint8Array(shared + added);
    next.set(term.subarray(0, shared));
    next.set(bytes.subarray(at, at + added), shared);
    at += added;
    term = next;
    counts.set(decoder.decode(term), readNumber());
  }
  return counts;
}

function sharedLength(left: Buffer, right: Buffer): number {
  const limit = Math.min(left.length, right.length);
  let length = 0;
  while (length < limit && left[length] === right[length]) length += 1;
  return length;
}
