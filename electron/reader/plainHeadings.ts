import type { ExtractedPage } from '../shared/readerContract.ts';

const rule = /^[=\-~^*]{3,}\s*$/;
const numbered = /^((?:\d{1,2}\.){0,4}\d{1,2})[.)]?\s+\p{Lu}/u;

/** Headings of plain text: a short line by itself that is underlined, numbered, named (Chapter 3) or all in capitals. */
export function plainHeadings(text: string): ExtractedPage['headings'] {
  const headings: { start: number; end: number; level: number }[] = [];
  const lines = text.split('\n');
  let at = 0;
  for (const [index, line] of lines.entries()) {
    const plain = line.trim();
    const alone = (lines[index - 1] ?? '').trim() === '';
    const below = (lines[index + 1] ?? '').trim();
    const level = alone && plain.length > 2 && plain.length <= 80 ? levelOf(plain, below) : null;
    if (level !== null) {
      const start = at + line.indexOf(plain);
      headings.push({ start, end: start + plain.length, level });
    }
    at += line.length + 1;
  }
  return headings;
}

function levelOf(line: string, below: string): number | null {
  if (!/\p{L}{2}/u.test(line) || /[.;,]$/.test(line)) return null;
  if (rule.test(below) && below.length >= Math.min(line.length, 8) - 3) return below.startsWith('=') ? 1 : 2;
  if (below !== '') return null;
  const number = numbered.exec(line)?.[1];
  if (number !== undefined) return 2 + number.split('.').filter((part) => part !== '').length;
  if (/^(?:chapter|part|section|article|schedule|annex|appendix|kapitel|teil|abschnitt|anlage|chapitre|partie|annexe|capítulo|anexo)\s+[\dIVXLC]+\b/iu.test(line)) return 2;
  return /\p{Lu}{2}/u.test(line) && !/\p{Ll}/u.test(line) && line.split(/\s+/).length <= 10 ? 3 : null;
}
