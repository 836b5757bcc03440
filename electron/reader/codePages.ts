import iconv from 'iconv-lite';

const names: Readonly<Record<number, string>> = { 1200: 'utf16le', 10000: 'macroman', 32768: 'macroman', 32769: 'win1252', 65001: 'utf8' };

/** Text in a Windows code page (1252, 932 …); those nobody knows are read as 1252. */
export function decodeCodePage(bytes: Buffer, codePage: number): string {
  const name = names[codePage] ?? `cp${codePage}`;
  return iconv.decode(bytes, iconv.encodingExists(name) ? name : 'win1252').replaceAll('\0', '');
}
