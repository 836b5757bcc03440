import chardet from 'chardet';
import iconv from 'iconv-lite';

export type DecodedText = { readonly text: string; readonly encoding: string };

/** Share of control characters above which something is not text. */
const mostControls = 0.004;
const sampleBytes = 256 * 1024;

/** Bytes as text in whatever common encoding they are, or null when they are no text. `declared` is an encoding the file names itself. */
export function decodeText(bytes: Buffer, declared?: string): DecodedText | null {
  for (const { mark, encoding } of marks) if (bytes.subarray(0, mark.length).equals(mark)) return plausible(iconv.decode(bytes.subarray(mark.length), encoding), encoding);
  const wide = wideEncoding(bytes);
  if (wide !== null) return plausible(iconv.decode(bytes.subarray(0, bytes.length - (bytes.length % wide.unit)), wide.encoding), wide.encoding);
  if (bytes.subarray(0, sampleBytes).includes(0)) return null;
  const utf8 = decodeUtf8(bytes);
  if (utf8 !== null) return plausible(utf8, 'utf-8');
  if (declared !== undefined && iconv.encodingExists(declared) && !/^utf-?8$/i.test(declared)) {
    const text = iconv.decode(bytes, declared);
    if (!text.includes('\ufffd')) return plausible(text, declared.toLowerCase());
  }
  return decodeOldEncoding(bytes);
}

/** A charset's name may mean more than it says: what claims to be Latin-1 uses the characters of Windows. */
const meant: Readonly<Record<string, string>> = { 'iso-8859-1': 'windows-1252', latin1: 'windows-1252', gb2312: 'gb18030', gbk: 'gb18030', 'ks_c_5601-1987': 'cp949', 'euc-kr': 'cp949', shift_jis: 'cp932', 'x-sjis': 'cp932' };

/** Bytes in the charset that a mail or another file with fields names; where that cannot be right, in the one they look like. */
export function decodeCharset(bytes: Buffer, charset?: string): string {
  const named = charset?.trim().toLowerCase() ?? '';
  if (named.startsWith('iso-2022-jp')) return new TextDecoder('iso-2022-jp').decode(bytes);
  const name = meant[named] ?? named;
  const guess = () => decodeText(bytes)?.text ?? iconv.decode(bytes, 'windows-1252');
  if (name === '' || !iconv.encodingExists(name) || /^(?:utf-?8|(?:us-)?ascii|binary|base64|hex)$/.test(name)) return guess();
  // Text that is valid UTF-8 with foreign letters in it is hardly ever anything else.
  if (/^(?:windows|iso-8859|cp125|koi8|mac)/.test(name) && bytes.some((byte) => byte >= 0x80)) {
    const utf8 = bytes.toString('utf8');
    if (!utf8.includes('\ufffd')) return utf8;
  }
  return iconv.decode(bytes, name);
}

const marks = [
  { mark: Buffer.from([0xef, 0xbb, 0xbf]), encoding: 'utf-8' },
  { mark: Buffer.from([0xff, 0xfe, 0, 0]), encoding: 'utf-32le' },
  { mark: Buffer.from([0, 0, 0xfe, 0xff]), encoding: 'utf-32be' },
  { mark: Buffer.from([0xff, 0xfe]), encoding: 'utf-16le' },
  { mark: Buffer.from([0xfe, 0xff]), encoding: 'utf-16be' },
];

/** UTF-16 and UTF-32 without a mark show in where their zero bytes stand. */
function wideEncoding(bytes: Buffer): { encoding: string; unit: number } | null {
  const length = Math.min(bytes.length - (bytes.length % 4), 4_096);
  if (length < 4) return null;
  const zeros = [0, 0, 0, 0];
  for (let at = 0; at < length; at += 1) if (bytes[at] === 0) zeros[at % 4] = (zeros[at % 4] ?? 0) + 1;
  const [a = 0, b = 0, c = 0, d = 0] = zeros.map((count) => count / (length / 4));
  if (b > 0.9 && c > 0.9 && d > 0.9 && a < 0.1) return { encoding: 'utf-32le', unit: 4 };
  if (a > 0.9 && b > 0.9 && c > 0.9 && d < 0.1) return { encoding: 'utf-32be', unit: 4 };
  if (b > 0.3 && d > 0.3 && a < 0.05 && c < 0.05) return { encoding: 'utf-16le', unit: 2 };
  if (a > 0.3 && c > 0.3 && b < 0.05 && d < 0.05) return { encoding: 'utf-16be', unit: 2 };
  return null;
}

function decodeUtf8(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // A few bad bytes in a file that otherwise is UTF-8 (cut off, pasted together) do not make it another encoding.
    const text = bytes.toString('utf8');
    const bad = text.match(/\ufffd/g)?.length ?? 0;
    const good = text.match(/[^\x00-\x7f\ufffd]/gu)?.length ?? 0;
    return good >= 8 && bad <= good * 0.05 ? text : null;
  }
}

const atLeast: Readonly<Record<string, string>> = { 'iso-8859-1': 'windows-1252', 'iso-8859-9': 'windows-1254', 'iso-8859-8': 'windows-1255', 'iso-8859-7': 'windows-1253', 'iso-8859-6': 'windows-1256', ascii: 'windows-1252', gb2312: 'gb18030', 'euc-kr': 'cp949' };

function decodeOldEncoding(bytes: Buffer): DecodedText | null {
  const sample = bytes.subarray(0, sampleBytes);
  const guesses = chardet.analyse(sample).map(({ name, confidence }) => ({ encoding: atLeast[name.toLowerCase()] ?? name.toLowerCase(), confidence }))
    .filter(({ encoding }) => iconv.encodingExists(encoding) && !/^utf|^iso-2022/.test(encoding));
  const decoded = [...guesses, { encoding: 'windows-1252', confidence: 0 }].map(({ encoding, confidence }) => ({ encoding, score: confidence + 60 * soundness(iconv.decode(sample, encoding)) }));
  const best = decoded.toSorted((a, b) => b.score - a.score)[0];
  return best === undefined ? null : plausible(iconv.decode(bytes, best.encoding), best.encoding);
}

/** How much a text looks like one, about -1..1: letters beside letters of the same script, no characters nobody writes. */
function soundness(text: string): number {
  const foreign = text.match(/[^\x00-\x7f]/gu)?.length ?? 0;
  if (foreign === 0) return 1;
  const bad = text.match(/[\ufffd\u0080-\u009f\ue000-\uf8ff]|[¤¦¨¬¯±¶¸¾ÞÐ×÷]|\p{Ll}\p{Lu}|(?<=\p{Script=Latin})\p{Script=Cyrillic}|(?<=\p{Script=Cyrillic})\p{Script=Latin}/gu)?.length ?? 0;
  const rare = text.match(/[\uff61-\uff9f\u3400-\u4dbf\u0591-\u05c7]|[^\x00-\x7f\p{L}\p{M}\p{P}\p{Sc}\s]/gu)?.length ?? 0;
  return 1 - Math.min(2, (2 * bad + rare) / foreign);
}

function plausible(text: string, encoding: string): DecodedText | null {
  const sample = text.slice(0, sampleBytes);
  const controls = sample.match(/[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]/g)?.length ?? 0;
  const lost = sample.match(/\ufffd/g)?.length ?? 0;
  return controls > sample.length * mostControls || lost > Math.max(3, sample.length * 0.02) ? null : { text, encoding };
}
