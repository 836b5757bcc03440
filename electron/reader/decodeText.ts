import iconv from 'iconv-lite';
import { guessEncoding } from './guessEncoding.ts';

export type DecodedText = { readonly text: string; readonly encoding: string };

/** Share of control characters above which something is not text. */
const mostControls = 0.004;
const sampleBytes = 256 * 1024;
/** Below this a guessed encoding made no text. */
const leastSoundness = -0.2;

/** Bytes as text in whatever common encoding they are, or null when they are no text. `declared` is an encoding the file names itself. */
export function decodeText(bytes: Buffer, declared?: string): DecodedText | null {
  for (const { mark, encoding } of marks) if (bytes.subarray(0, mark.length).equals(mark)) return plausible(iconv.decode(bytes.subarray(mark.length), encoding), encoding);
  const wide = wideEncoding(bytes);
  if (wide !== null) return plausible(iconv.decode(bytes.subarray(0, bytes.length - (bytes.length % wide.unit)), wide.encoding), wide.encoding);
  if (bytes.subarray(0, sampleBytes).includes(0)) return null;
  // Seven bits with escapes in front of every change of alphabet: an encoding of Japanese mails.
  if (/\x1b\$[@B]/.test(bytes.toString('latin1', 0, sampleBytes))) return plausible(new TextDecoder('iso-2022-jp').decode(bytes), 'iso-2022-jp');
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
  if (c > 0.95 && d > 0.99) return { encoding: 'utf-32le', unit: 4 };
  if (a > 0.99 && b > 0.95) return { encoding: 'utf-32be', unit: 4 };
  if (b > 0.3 && d > 0.3 && a < 0.05 && c < 0.05) return { encoding: 'utf-16le', unit: 2 };
  if (a > 0.3 && c > 0.3 && b < 0.05 && d < 0.05) return { encoding: 'utf-16be', unit: 2 };
  return foreignWideEncoding(bytes.subarray(0, length));
}

/** Of text in other letters than ours few bytes are zero, but many are such as no text of single bytes has. */
function foreignWideEncoding(sample: Buffer): { encoding: string; unit: number } | null {
  const controls = sample.reduce((count, byte) => count + (byte < 9 || (byte > 13 && byte < 32 && byte !== 27) ? 1 : 0), 0);
  if (controls < sample.length * 0.01) return null;
  for (const encoding of ['utf-16le', 'utf-16be']) {
    const text = iconv.decode(sample, encoding).slice(0, -1);
    const odd = text.match(/[^\P{C}\t\r\n\u00ad\u200b-\u200f\u2060]|\p{Co}/gu)?.length ?? 0;
    const scripts = usualScripts.filter((script) => (text.match(script)?.length ?? 0) > text.length * 0.02).length;
    const usual = usualScripts.reduce((count, script) => count + (text.match(script)?.length ?? 0), 0);
    if (odd <= text.length * 0.002 && scripts <= 3 && usual > text.length * 0.95) return { encoding, unit: 2 };
  }
  return null;
}

/** Letters and signs as texts have them; a text is written in one or two of these beside the first. */
const usualScripts = [/[\t\n\r -~\u00a0-\u00ff\u2010-\u2044\u20ac]/g, /\p{Script=Latin}(?<![A-Za-z\u00a0-\u00ff])/gu, /\p{Script=Cyrillic}/gu, /\p{Script=Greek}/gu, /[\p{Script=Arabic}،؛؟]/gu, /\p{Script=Hebrew}/gu, /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffefー]/gu, /\p{Script=Hangul}/gu, /\p{Script=Thai}/gu, /\p{Script=Devanagari}/gu];

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

function decodeOldEncoding(bytes: Buffer): DecodedText | null {
  const { encoding, soundness } = guessEncoding(bytes);
  // Nonsense is not passed off as text: the file is named as not understood.
  return soundness < leastSoundness ? null : plausible(iconv.decode(bytes, encoding), encoding);
}

function plausible(text: string, encoding: string): DecodedText | null {
  const sample = text.slice(0, sampleBytes);
  const controls = sample.match(/[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]/g)?.length ?? 0;
  const lost = sample.match(/\ufffd/g)?.length ?? 0;
  return controls > sample.length * mostControls || lost > Math.max(3, sample.length * 0.02) ? null : { text, encoding };
}
