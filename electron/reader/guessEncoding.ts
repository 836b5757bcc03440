import chardet from 'chardet';
import iconv from 'iconv-lite';

/** Of a guess at an encoding: the bytes looked at. */
const sampleBytes = 64 * 1024;
/** A name may mean more than it says: Windows filled the gaps of the standards. */
const atLeast: Readonly<Record<string, string>> = { 'iso-8859-1': 'windows-1252', 'iso-8859-9': 'windows-1254', 'iso-8859-8': 'windows-1255', 'iso-8859-7': 'windows-1253', ascii: 'windows-1252', gb2312: 'gb18030', 'euc-kr': 'cp949' };
/** Tried whatever the first guess says; of equals the first wins. */
const always = ['windows-1252', 'windows-1250', 'windows-1251', 'windows-1257', 'macintosh', 'cp866', 'iso-8859-2', 'iso-8859-6', 'iso-8859-13', 'cp850', 'windows-1254', 'windows-874'];

/** The letters beyond ASCII with which languages are written: a text in the wrong encoding has some of several and all of none. */
const alphabets = [
  'äöüß', 'àâæçéèêëîïôœùûüÿ', 'áéíñóúüºª', 'ãõçáéíóúâêôàü', 'àèéìòù', 'åäöæøé', 'ðþæöáéíóúý', 'éëïöüáó', 'ąćęłńóśźż', 'áčďéěíňóřšťúůýž', 'áäčďéíĺľňóôŕšťúýž', 'áéíóöőúüű', 'ăâîșțşţ', 'čćđšž', 'ąčęėįšųūž', 'āčēģīķļņōŗšūž', 'äöõüšž', 'çğıiöşüâîû',
  'абвгдежзийклмнопрстуфхцчшщъыьэюяё', 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя', 'абвгдеёжзійклмнопрстуўфхцчшыьэюя', 'абвгдђежзијклљмнњопрстћуфхцчџш', 'αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ',
  'אבגדהוזחטיכךלמםנןסעפףצץקרשת', 'ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکیـ',
].map((letters) => new Set(letters));

/** The encoding of eight or sixteen bits that bytes which are no Unicode look most like, and how good a text it makes: below 0 it is hardly one. */
export function guessEncoding(bytes: Buffer): { readonly encoding: string; readonly soundness: number } {
  const sample = foreignLines(bytes);
  const guesses = new Map(always.map((encoding) => [encoding, 0]));
  for (const { name, confidence } of chardet.analyse(sample)) {
    const encoding = atLeast[name.toLowerCase()] ?? name.toLowerCase();
    if (iconv.encodingExists(encoding) && !/^utf|^iso-2022/.test(encoding)) guesses.set(encoding, Math.max(confidence, guesses.get(encoding) ?? 0));
  }
  const scored = [...guesses].map(([encoding, confidence]) => {
    const text = iconv.decode(sample, encoding);
    const sound = soundness(text);
    return { encoding, soundness: sound, score: confidence + 60 * sound + 60 * alphabetShare(text) };
  });
  return scored.toSorted((a, b) => b.score - a.score)[0] ?? { encoding: 'windows-1252', soundness: 0 };
}

/** Lines that have more than ASCII in them: the rest is alike in all encodings and only drowns them. */
function foreignLines(bytes: Buffer): Buffer {
  const lines: Buffer[] = [];
  let length = 0;
  for (let at = 0; at < bytes.length && length < sampleBytes; ) {
    const newline = bytes.indexOf(10, at);
    const end = newline === -1 ? bytes.length : newline + 1;
    const line = bytes.subarray(at, Math.min(end, at + sampleBytes));
    if (line.some((byte) => byte >= 0x80)) {
      lines.push(line);
      length += line.length;
    }
    at = end;
  }
  return lines.length === 0 ? bytes.subarray(0, sampleBytes) : Buffer.concat(lines);
}

/** How much a text looks like one, about -1..1: letters beside letters of the same script, no characters nobody writes. */
function soundness(text: string): number {
  const foreign = text.match(/[^\x00-\x7f]/gu)?.length ?? 0;
  if (foreign === 0) return 1;
  const bad = text.match(/[\ufffd\u0080-\u009f\ue000-\uf8ff]|[¤¦¨¬¯±¶¸¾ÞÐ×÷]|\p{Ll}\p{Lu}|(?<=\p{L})[^\x00-\x7f\p{L}\p{M}\p{N}\s‘’·\u00ad\u2010-\u2015](?=\p{L})|(?<=\p{Script=Latin})[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}]|(?<=[\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{Script=Latin}/gu)?.length ?? 0;
  const rare = text.match(/[\uff61-\uff9f\u3400-\u4dbf\u0591-\u05c7]|[^\x00-\x7f\p{L}\p{M}\p{P}\p{Sc}\s]/gu)?.length ?? 0;
  return 1 - Math.min(2, (2 * bad + rare) / foreign);
}

/** Share of the foreign letters that belong to the one language that has most of them; languages of many signs count as 0.9. */
function alphabetShare(text: string): number {
  const letters = text.toLowerCase().match(/[^\x00-\x7f\P{L}]/gu) ?? [];
  if (letters.length === 0) return 1;
  const others = letters.filter((letter) => /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u.test(letter)).length;
  const best = Math.max(...alphabets.map((alphabet) => letters.filter((letter) => alphabet.has(letter)).length));
  return Math.max(best, others * 0.9) / letters.length;
}
