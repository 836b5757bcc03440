import { isHeaderLine, readRow } from './tables.ts';

/** An exact, trimmed range of a text that reads as one unit. Rows are lines of a table; headings carry no statement. */
export type Span = { readonly start: number; readonly end: number; readonly kind: 'sentence' | 'row' | 'heading' };
export type Line = { readonly start: number; readonly end: number };

/** Longer than this, a sentence is cut at semicolons and line ends: an enumeration, not a sentence. UTF-16 units. */
const longSentence = 600;

/**
 * A text as sentences, table rows and headings, in order, without overlap; together they hold every character that is not
 * blank. Lines wrapped by the page are one sentence; a label wrapped over two lines is one row.
 */
export function splitSentences(text: string): Span[] {
  const spans: Span[] = [];
  let paragraph: Line | null = null;
  const flush = (): void => {
    if (paragraph !== null) spans.push(...splitParagraph(text, paragraph));
    paragraph = null;
  };
  const lines = linesOf(text);
  lines.forEach((line, index) => {
    const content = text.slice(line.start, line.end);
    if (content.trim() === '') return flush();
    const row = readRow(content);
    if (row !== null && !(paragraph !== null && isProseOpen(text.slice(paragraph.start, paragraph.end)) && row.cells.length < 2 && !/\S {2,}\S|\t| \| /.test(content))) {
      const open: Line | null = paragraph;
      // "Reclassification adjustments included in / net income — — 1 —": the label began on the line above.
      const isWrapped = open !== null && isOpenLabel(text.slice(open.start, open.end), row.label);
      if (!isWrapped) flush();
      paragraph = null;
      spans.push(trimmed(text, isWrapped && open !== null ? open.start : line.start, line.end, 'row'));
      return;
    }
    const isForm = isField(text, line) && [lines[index - 2], lines[index - 1], lines[index + 1], lines[index + 2]].some((other) => other !== undefined && isField(text, other));
    if (isForm) flush();
    else if (isHeading(text, lines, index) || (paragraph === null && isHeaderLine(content))) {
      flush();
      spans.push(trimmed(text, line.start, line.end, 'heading'));
      return;
    }
    if (startsItem(content)) flush();
    paragraph = { start: paragraph === null ? line.start : (paragraph as Line).start, end: line.end };
  });
  flush();
  return spans;
}

/** "Deposit: two monthly rents": a line of a form, where another stands near it. What it says may go on below. */
function isField(text: string, { start, end }: Line): boolean {
  return /^\s*\p{Lu}[\p{L}\p{M} /()'’-]{1,40}:\s+\S/u.test(text.slice(start, end));
}

/** Lines of a text by their offsets, line ends left out. */
export function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const match of text.matchAll(/\r\n|[\n\r\u2028\u2029\f]/g)) {
    lines.push({ start, end: match.index });
    start = match.index + match[0].length;
  }
  lines.push({ start, end: text.length });
  return lines;
}

const abbreviations = new Set((
  'mr mrs ms dr prof sr jr st no nos nr art abs bzw ca vgl z.b d.h u.a u.ä o.ä i.d.r usw etc e.g i.e cf vs approx al fig figs vol pp p para paras sec secs ch ed eds rev gen col lt capt sgt rep sen hon ' +
  'jan feb mar apr jun jul aug sep sept oct nov dec dez okt mär inc corp ltd co cos bros llc plc s.a n.v b.v u.s u.k u.n e.u ph.d m.d b.a m.a a.m p.m hr fr frl str tel bspw ggf inkl exkl max min mind st ziff lit rn rz anm hrsg aufl bd nrn mio mrd tsd rd s f ff sog evtl zzgl abzgl m. mme mlle est núm pág av sra dña ud'
).split(' '));
/** Also end sentences: split after them only before a word that often begins one. */
const openAbbreviations = new Set('inc corp ltd co llc plc etc usw u.s u.k e.u a.m p.m s.a n.v b.v al ph.d m.d'.split(' '));
const opener = /^(?:The|This|That|These|Those|In|On|At|As|For|It|Its|We|Our|He|She|They|If|When|While|A|An|However|Der|Die|Das|Im|Am|Es|Wir|Sie|Er|Ein|Eine|Le|La|Les|Il|El|Los)\b/;
const boundary = /(?:[.!?…]+["'”’»)\]]*(?=\s)|[。！？]+["”’」』）]*|[.!?]+["'”’»)\]]*$)/gu;

function splitParagraph(text: string, range: Line): Span[] {
  const body = text.slice(range.start, range.end);
  const spans: Span[] = [];
  let start = 0;
  for (const match of body.matchAll(boundary)) {
    const end = match.index + match[0].length;
    if (!endsSentence(body, match.index, end)) continue;
    push(spans, text, range.start + start, range.start + end);
    start = end;
  }
  push(spans, text, range.start + start, range.end);
  return spans;
}

function push(spans: Span[], text: string, start: number, end: number): void {
  const span = trimmed(text, start, end, 'sentence');
  if (span.end <= span.start) return;
  if (span.end - span.start <= longSentence) {
    spans.push(span);
    return;
  }
  let from = span.start;
  for (const match of text.slice(span.start, span.end).matchAll(/;\s|\n/g)) {
    const at = span.start + match.index + 1;
    if (at - from < 120 || span.end - at < 40 || (match[0] === '\n' && at - from < longSentence)) continue;
    spans.push(trimmed(text, from, at, 'sentence'));
    from = at;
  }
  spans.push(trimmed(text, from, span.end, 'sentence'));
}

function endsSentence(body: string, at: number, end: number): boolean {
  const mark = body[at] ?? '';
  if (/[。！？]/.test(mark)) return true;
  const rest = body.slice(end);
  const next = rest.trimStart();
  if (next === '') return true;
  const gap = rest.length - next.length;
  // A new sentence begins with a capital, a figure, a quote, a bullet or another script; never in the middle of a word.
  if (gap === 0 || !/^[\p{Lu}\p{Lo}\p{N}"'“‘„«‹(¿¡[•☐☒–—-]/u.test(next)) return false;
  if (mark !== '.' || body.slice(at, end).startsWith('...') || body.slice(at, end).length > 1 && !/^\.["'”’»)\]]+$/.test(body.slice(at, end))) return true;
  const before = /(\S+)$/.exec(body.slice(0, at))?.[1] ?? '';
  const bare = before.replace(/^[("'“‘„«[]+/, '').toLowerCase();
  if (/["'”’»]/.test(body.slice(at, end))) return true;
  if (/^\p{L}$/u.test(bare)) return false;
  if (openAbbreviations.has(bare)) return opener.test(next);
  if (abbreviations.has(bare)) return false;
  if (/^\d{1,2}$/.test(bare)) {
    // "am 1. Januar", "3. Quartal", "12. Note": an ordinal or a list mark; "… of 12. The rent" ends.
    return opener.test(next) && !/^(?:Der|Die|Das|Im|Am|Es|Ein|Eine)\b/.test(next);
  }
  if (/^(?:\p{L}\.)+\p{L}$/u.test(bare)) return opener.test(next);
  return true;
}

function isHeading(text: string, lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (line === undefined) return false;
  const content = text.slice(line.start, line.end).trim();
  if (/^#{1,6}\s/.test(content)) return true;
  if (content.length > 100 || /[.!?;,]["'”’»)]?$/.test(content)) return false;
  const isNumbered = /^(?:§\s*)?\d{1,3}(?:\.\d+)*[.)]?\s+\p{Lu}/u.test(content);
  if (startsItem(content) && !isNumbered) return false;
  const words = content.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  if (words.length === 0 || !/^["“„§]?[\p{Lu}\p{N}]/u.test(content)) return words.length === 0;
  const before = text.slice(lines[index - 1]?.start ?? line.start, lines[index - 1]?.end ?? line.start).trim();
  const after = text.slice(lines[index + 1]?.start ?? line.end, lines[index + 1]?.end ?? line.end).trim();
  // The last line of a wrapped sentence is short too: the line before it is then long and open.
  if (isProseOpen(before) && before.length > 50) return false;
  if (isNumbered) return words.length <= 10 && (after === '' ? before === '' : content.length < 70 && /^\(?(?:\d+\.\d|[a-z]\))/u.test(after));
  if (content.endsWith(':')) return words.length <= 8;
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word) || word.length <= 3).length / words.length;
  const isAlone = after === '' || readRow(after) !== null || (before === '' && /^[\p{Lu}"“]/u.test(after));
  return isAlone && (capitals >= 0.6 || words.length <= 5) && words.length <= 14;
}

function isProseOpen(content: string): boolean {
  const line = content.trim();
  return line.length > 0 && !/[.!?:;。！？]["'”’»)]?$/.test(line) && readRow(line) === null && (line.match(/(?:^|\s)\p{Ll}/gu) ?? []).length >= 4;
}

function isOpenLabel(above: string, label: string): boolean {
  const lines = above.trim().split('\n');
  const line = lines[lines.length - 1] ?? '';
  if (lines.length > 1 || line.length > 110 || /[.:!?;]$/.test(line)) return false;
  return label === '' || /^\p{Ll}/u.test(label) || /(?:[&,–—-]|\b(?:and|of|in|for|to|und|für|von|et|de|y))$/u.test(line);
}

function startsItem(content: string): boolean {
  return /^\s*(?:[•●▪◦‣·■□☐☒✓➢]|[-–—*]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]\s+\S)/u.test(content);
}

function trimmed(text: string, start: number, end: number, kind: Span['kind']): Span {
  const body = text.slice(start, end);
  const lead = body.length - body.trimStart().length;
  return { start: start + lead, end: start + body.trimEnd().length, kind };
}
