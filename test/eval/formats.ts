import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultLimits } from '../../electron/reader/limits.ts';
import { nameWords } from '../../electron/reader/names.ts';
import { readDocument } from '../../electron/reader/readDocument.ts';
import type { ExtractedPage } from '../../electron/shared/readerContract.ts';
import { scoreFormat, type FormatEntry, type FormatScore } from './formatScore.ts';

/**
 * How much of the known text of well-behaved files is read, format by format: `node test/eval/formats.ts [FOLDER] [--files]`.
 * `--files` names, of each file below 0.95, the words that were lost and those that nobody expected.
 */
export type FileScore = FormatScore & { readonly file: string; readonly format: string; readonly state: string; readonly notes: string };

export const formatsFolder = fileURLToPath(new URL('../../../shared/data/formats/', import.meta.url));

export async function scoreFormats(folder: string): Promise<FileScore[]> {
  const entries = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as FormatEntry);
  const scores: FileScore[] = [];
  for (const entry of entries) scores.push(await scoreFile(folder, entry));
  return scores;
}

async function scoreFile(folder: string, entry: FormatEntry): Promise<FileScore> {
  const pages: ExtractedPage[] = [];
  let title = '';
  let state = '';
  for await (const event of readDocument(join(folder, entry.file), defaultLimits, new AbortController().signal)) {
    if (event.type === 'pages') pages.push(...event.pages);
    if (event.type === 'facts') title = event.facts.title === nameWords(entry.file) ? '' : event.facts.title;
    if (event.type === 'outcome') state = event.outcome.state;
  }
  const expected = entry.expected === null ? null : readFileSync(join(folder, entry.expected), 'utf8');
  return { file: entry.file, format: entry.format, state, notes: entry.notes ?? '', ...scoreFormat(entry, expected, { pages, title }) };
}

/** The mean of what is scored, null where nothing is. */
export function meanOf(values: readonly (number | null)[]): number | null {
  const scored = values.filter((value) => value !== null);
  return scored.length === 0 ? null : scored.reduce((sum, value) => sum + value, 0) / scored.length;
}

function figure(values: readonly (number | null)[]): string {
  return (meanOf(values)?.toFixed(3) ?? '-').padStart(9);
}

function printTable(scores: readonly FileScore[]): void {
  console.log('                             all that was read    by the rules');
  console.log('format  files  read  failed    recall precision    recall precision  accepted  must-include');
  for (const [format, of] of [...Map.groupBy(scores, (score) => score.format)].sort()) {
    const read = of.filter(({ state }) => state.startsWith('indexed'));
    const accepted = read.filter(({ raw, ruled }) => raw.recall !== null && ruled.recall === null).length;
    const whole = read.filter(({ missing }) => missing.length === 0).length;
    const counts = [of.length, read.length, of.filter(({ state }) => state === 'failed').length].map((count, index) => String(count).padStart([5, 5, 7][index] ?? 0)).join(' ');
    console.log(`${format.padEnd(7)} ${counts} ${figure(read.map(({ raw }) => raw.recall))} ${figure(read.map(({ raw }) => raw.precision))} ${figure(read.map(({ ruled }) => ruled.recall))} ${figure(read.map(({ ruled }) => ruled.precision))} ${String(accepted).padStart(9)}  ${whole}/${read.length}`);
  }
}

function printFile({ file, ruled, missing, lost, extra, notes }: FileScore): void {
  console.log(`${file}  recall ${ruled.recall?.toFixed(3) ?? '-'}, precision ${ruled.precision?.toFixed(3) ?? '-'}${notes === '' ? '' : `  (${notes})`}`);
  for (const [what, words] of [['lost', lost], ['not expected', extra], ['must be there', missing]] as const) if (words.length > 0) console.log(`  ${what}: ${words.slice(0, 16).join(' ')}`);
}

if (import.meta.main) {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? formatsFolder;
  if (!existsSync(join(folder, 'manifest.jsonl'))) {
    console.error(`No files to score: ${folder} has no manifest.jsonl.`);
    process.exitCode = 1;
  } else {
    const scores = await scoreFormats(folder);
    printTable(scores);
    if (process.argv.includes('--files')) scores.filter(({ ruled, raw, missing }) => missing.length > 0 || [ruled.recall, ruled.precision, raw.recall].some((share) => share !== null && share < 0.95)).forEach(printFile);
  }
}
