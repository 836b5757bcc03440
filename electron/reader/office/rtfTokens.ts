/**
 * A piece of an RTF file (Rich Text Format 1.9.1): the start or end of a group, a control word with its number, bytes of text
 * in the encoding of the place. `'xx` escapes come as text, one byte each.
 */
export type RtfToken =
  | { readonly kind: 'open' | 'close' }
  | { readonly kind: 'word'; readonly name: string; readonly value: number | null }
  | { readonly kind: 'text'; readonly bytes: Buffer; readonly isEscaped: boolean };

const open = { kind: 'open' } as const;
const close = { kind: 'close' } as const;
const code = { open: 0x7b, close: 0x7d, backslash: 0x5c, quote: 0x27, minus: 0x2d } as const;
const longestWord = 40;

/** Never fails: what is no control word is text. Bytes behind `\bin` are passed over. */
export function* rtfTokens(bytes: Buffer): Generator<RtfToken> {
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at] ?? 0;
    if (byte === code.open) {
      yield open;
      at += 1;
    } else if (byte === code.close) {
      yield close;
      at += 1;
    } else if (byte === 10 || byte === 13 || byte === 0) at += 1;
    else if (byte !== code.backslash) {
      let end = at + 1;
      while (end < bytes.length && !isSpecial(bytes[end] ?? 0)) end += 1;
      yield { kind: 'text', bytes: bytes.subarray(at, end), isEscaped: false };
      at = end;
    } else {
      const { token, end } = controlAt(bytes, at + 1);
      if (token.kind === 'word' && token.name === 'bin') at = end + Math.max(0, token.value ?? 0);
      else {
        yield token;
        at = end;
      }
    }
  }
}

function isSpecial(byte: number): boolean {
  return byte === code.open || byte === code.close || byte === code.backslash || byte === 10 || byte === 13 || byte === 0;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

/** The control word or symbol behind a backslash. One blank behind a word belongs to it. */
function controlAt(bytes: Buffer, at: number): { token: RtfToken; end: number } {
  const first = bytes[at] ?? 0x20;
  if (first === code.quote) {
    const value = Number.parseInt(bytes.toString('latin1', at + 1, at + 3), 16);
    return Number.isNaN(value) ? { token: { kind: 'text', bytes: Buffer.alloc(0), isEscaped: true }, end: at + 1 } : { token: { kind: 'text', bytes: Buffer.from([value]), isEscaped: true }, end: at + 3 };
  }
  if (!isLetter(first)) {
    if (first === code.open || first === code.close || first === code.backslash) return { token: { kind: 'text', bytes: bytes.subarray(at, at + 1), isEscaped: true }, end: at + 1 };
    return { token: { kind: 'word', name: first === 10 || first === 13 ? 'par' : String.fromCharCode(first), value: null }, end: at + 1 };
  }
  let end = at;
  while (end - at < longestWord && isLetter(bytes[end] ?? 0)) end += 1;
  const name = bytes.toString('latin1', at, end);
  const numberAt = end;
  if (bytes[end] === code.minus && isDigit(bytes[end + 1] ?? 0)) end += 1;
  while (end - numberAt < 11 && isDigit(bytes[end] ?? 0)) end += 1;
  const value = end > numberAt ? Number(bytes.toString('latin1', numberAt, end)) : null;
  return { token: { kind: 'word', name, value }, end: bytes[end] === 0x20 ? end + 1 : end };
}
