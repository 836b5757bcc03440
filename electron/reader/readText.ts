import type { DocumentFacts, ExtractedPage, ReadEvent } from '../shared/readerContract.ts';
import { cutBefore, sectionUnits } from './blocks.ts';
import { LanguageGuess } from './language.ts';
import { TextBudget, type ReadLimits } from './limits.ts';
import { nameWords } from './names.ts';
import { plainHeadings } from './plainHeadings.ts';

const pagesPerEvent = 32;

/** Plain text and source code: sections of whole lines, cut at blank lines and headings, the text left as it is. */
export function* readText(text: string, path: string, limits: ReadLimits): Generator<ReadEvent> {
  const language = new LanguageGuess();
  language.add(text.slice(0, 40_000));
  const budget = new TextBudget(limits.maxTextUnits);
  let batch: ExtractedPage[] = [];
  let number = 0;
  let cut = false;
  const facts = (): DocumentFacts => ({ format: 'text', title: nameWords(path), language: language.best(), pageCount: number, documentDate: null });
  yield { type: 'facts', facts: facts() };
  for (const section of sectionsOf(text)) {
    if (section.text.trim() === '') continue;
    if (number >= limits.maxPages || !budget.take(section.text.length)) {
      cut = true;
      break;
    }
    number += 1;
    batch.push({ number, text: section.text, locator: { kind: 'lines', firstLine: section.firstLine, lastLine: section.lastLine }, headings: plainHeadings(section.text), tables: [] });
    if (batch.length === pagesPerEvent) {
      yield { type: 'pages', pages: batch };
      batch = [];
    }
  }
  if (batch.length > 0) yield { type: 'pages', pages: batch };
  yield { type: 'facts', facts: facts() };
  if (number === 0) yield { type: 'outcome', outcome: { state: 'skipped', reason: { code: 'no-text' } } };
  else yield { type: 'outcome', outcome: cut ? { state: 'indexed-partly', reason: { code: 'limit-exceeded' } } : { state: 'indexed', reason: null } };
}

type Section = { readonly text: string; readonly firstLine: number; readonly lastLine: number };

/** Stretches of lines of `sectionUnits`, each a slice of the text without the line end behind it. A longer line is cut. */
function* sectionsOf(text: string): Generator<Section> {
  let firstLine = 1;
  for (let start = 0; start < text.length; ) {
    const end = sectionEnd(text, start);
    const section = text.slice(start, end);
    const lines = section.match(/\n|\r(?!\n)/g)?.length ?? 0;
    yield { text: section.replace(/[\r\n]+$/, ''), firstLine, lastLine: Math.max(firstLine, firstLine + lines - (/[\n\r]$/.test(section) ? 1 : 0)) };
    firstLine += lines;
    start = end;
  }
}

function sectionEnd(text: string, start: number): number {
  const { enough, most } = sectionUnits;
  if (text.length - start <= most) return text.length;
  const room = text.slice(start + enough, start + most);
  const heading = /\n[^\S\n]*\n(?=(?:\p{Lu}[\p{Lu}\d .,&'-]{3,70}|(?:\d+\.)+\d*\s+\p{Lu}[^\n]{2,70}|[^\n]{3,70}\n[=-]{3,})[^\S\n]*\n)/u.exec(room);
  if (heading !== null) return start + enough + heading.index + heading[0].length;
  const blank = /\n[^\S\n]*\n/.exec(room);
  if (blank !== null) return start + enough + blank.index + blank[0].length;
  return cutBefore(text, start, start + most);
}
