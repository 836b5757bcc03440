import { csvRow } from '../../shared/foundAsCsv.ts';
import type { GoThroughResult, GoThroughRun } from '../../shared/goThroughContract.ts';
import { phrasesFor, placeWithSection, type Phrases } from '../text/phrases.ts';
import { DocxWriter } from './DocxWriter.ts';
import { exportWords, type ExportLanguage, type ExportWords } from './exportWords.ts';
import { makeWorkbook } from './workbook.ts';

export type GoThroughList = { readonly run: GoThroughRun; readonly results: readonly GoThroughResult[] };
export type GoThroughFormat = 'csv' | 'xlsx' | 'docx';

/** A list of verdicts as a file: a row for each quote, and one for each document without any. Pure. */
export function exportGoThrough(list: GoThroughList, format: GoThroughFormat, language: ExportLanguage): Buffer {
  const words = exportWords(language);
  const phrases = phrasesFor(language);
  switch (format) {
    // With a mark in front, without which spreadsheets take UTF-8 for something else.
    case 'csv': return Buffer.from(`\ufeff${[headOf(words), ...rowsOf(list, words, phrases)].map((row) => `${csvRow(row)}\r\n`).join('')}`);
    case 'xlsx': return makeWorkbook([
      { name: words.documents, widths: [50, 16, 24, 50, 100], rows: [headOf(words), ...rowsOf(list, words, phrases)] },
      { name: words.question, widths: [30, 100], rows: [[words.question, ''], ['', list.run.criterion], [words.made, dayOf(list.run)], ...counts(list, words)] },
    ]);
    case 'docx': return asDocx(list, words, phrases);
  }
}

function headOf(words: ExportWords): string[] {
  return [words.document, words.verdict, words.basis, words.place, words.quote];
}

function rowsOf({ results }: GoThroughList, words: ExportWords, phrases: Phrases): string[][] {
  return results.flatMap(({ path, verdict, why, quotes }) => (quotes.length === 0 ? [null] : quotes).map((quote) => [path, words.verdicts[verdict], words.why[why], quote === null ? '' : placeWithSection(quote, phrases), quote?.quote ?? '']));
}

function counts({ run: { account } }: GoThroughList, words: ExportWords): [string, number][] {
  return [[words.documents, account.documents], ...(['yes', 'no', 'unclear', 'unread'] as const).map((verdict): [string, number] => [words.verdicts[verdict], account[verdict]])];
}

function dayOf({ updatedMs }: GoThroughRun): string {
  return new Date(updatedMs).toISOString().slice(0, 10);
}

function asDocx(list: GoThroughList, words: ExportWords, phrases: Phrases): Buffer {
  const { run, results } = list;
  const document = new DocxWriter({ title: run.criterion, created: dayOf(run) }).title(run.criterion).paragraph(`${words.made} ${dayOf(run)}`).table([words.verdict, words.documents], counts(list, words).map(([name, count]) => [name, String(count)]));
  for (const verdict of ['yes', 'unclear', 'unread', 'no'] as const) {
    const meant = results.filter((result) => result.verdict === verdict);
    if (meant.length === 0) continue;
    document.heading(1, `${words.verdicts[verdict]} (${meant.length})`);
    for (const { path, why, quotes } of meant) {
      document.heading(2, path).paragraph(words.why[why]);
      for (const quote of quotes) document.paragraph(quote.quote).paragraph(`— ${placeWithSection(quote, phrases)}`);
    }
  }
  return document.bytes();
}
