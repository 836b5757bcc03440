import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nameWords } from '../../electron/reader/names.ts';
import { defaultLimits } from '../../electron/reader/limits.ts';
import type { ExtractedPage } from '../../electron/shared/readerContract.ts';
import { readDocument } from '../../electron/reader/readDocument.ts';

/**
 * How much of the known text of well-behaved files is read, format by format: `node test/eval/formats.ts [FOLDER] [--files]`.
 * Words are compared as data/README.md says. Files whose format is not read yet only count as skipped.
 */
type Entry = { readonly file: string; readonly format: string; readonly expected: string | null; readonly truth: string; readonly notes?: string; readonly must_include?: readonly string[]; readonly attachments?: readonly string[]; readonly attachment_text?: readonly string[] };
export type FileScore = { readonly file: string; readonly format: string; readonly state: string; readonly recall: number | null; readonly precision: number | null; readonly missing: readonly string[]; readonly lost: readonly string[]; readonly notes: string };

export const formatsFolder = fileURLToPath(new URL('../../../shared/data/formats/', import.meta.url));

export async function scoreFormats(folder: string): Promise<FileScore[]> {
  const entries = readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Entry);
  const scores: FileScore[] = [];
  for (const entry of entries) scores.push(await scoreFile(folder, entry));
  return scores;
}

async function scoreFile(folder: string, entry: Entry): Promise<FileScore> {
  let text = '';
  let shown = '';
  let title = '';
  let state = '';
  for await (const event of readDocument(join(folder, entry.file), defaultLimits, new AbortController().signal)) {
    if (event.type === 'pages') {
      text += event.pages.map((page) => `${page.text}\n`).join('');
      shown += event.pages.filter(({ hidden }) => hidden === undefined).map((page) => `${withoutFields(page)}\n`).join('');
    }
    // A title made from the file's name is no text of the document.
    if (event.type === 'facts' && event.facts.title !== nameWords(entry.file)) title = event.facts.title;
    if (event.type === 'outcome') state = event.outcome.state;
  }
  const packed = `${text}\n${title}`.replace(/\s+/g, '').toLowerCase();
  const missing = [...(entry.must_include ?? []), ...(entry.attachments ?? []), ...(entry.attachment_text ?? [])].filter((wanted) => !packed.includes(wanted.replace(/\s+/g, '').toLowerCase()));
  const base = { file: entry.file, format: entry.format, state, missing, notes: entry.notes ?? '' };
  if (entry.expected === null) return { ...base, recall: null, precision: null, lost: [] };
  const expected = wordsOf(readFileSync(join(folder, entry.expected), 'utf8'));
  // What does not show is read, so it counts as found; nobody expects it, so it does not count as wrong.
  const found = wordsOf(`${text}\n${title}`);
  const visible = wordsOf(`${shown}\n${title}`);
  const lost = [...expected].filter((word) => !found.has(word));
  const right = [...visible].filter((word) => expected.has(word)).length;
  return { ...base, recall: expected.size === 0 ? 1 : 1 - lost.length / expected.size, precision: visible.size === 0 ? 0 : right / visible.size, lost: lost.slice(0, 12) };
}

/** Expected texts of mails leave out sender, recipients and date, which we show. */
function withoutFields({ text, locator }: ExtractedPage): string {
  return locator.kind === 'message' ? text.replace(/^(?:From|To|Cc|Date): .*$/gm, '') : text;
}

function wordsOf(raw: string): Set<string> {
  const plain = raw.replace(/<!--[\s\S]*?-->/g, ' ').replace(/\]\([^)\s]*\)/g, '] ').replace(/\\(.)/g, '$1').replace(/&(?:amp|lt|gt|quot|nbsp|#\d+|#x[\da-f]+);/gi, ' ').normalize('NFKC').toLowerCase();
  return new Set(plain.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
}

function mean(values: readonly number[]): string {
  return values.length === 0 ? '   -  ' : (values.reduce((sum, value) => sum + value, 0) / values.length).toFixed(3).padStart(6);
}

if (import.meta.main) {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? formatsFolder;
  if (!existsSync(join(folder, 'manifest.jsonl'))) {
    console.error(`No files to score: ${folder} has no manifest.jsonl.`);
    process.exitCode = 1;
  } else {
    const scores = await scoreFormats(folder);
    console.log('format  files  read  skipped  failed  recall  precision  must-include');
    for (const [format, of] of [...Map.groupBy(scores, (score) => score.format)].sort()) {
      const count = (state: RegExp) => String(of.filter((score) => state.test(score.state)).length);
      const read = of.filter((score) => /^indexed/.test(score.state));
      const wanted = read.filter((score) => score.missing.length === 0).length;
      console.log(`${format.padEnd(7)} ${String(of.length).padStart(5)} ${count(/^indexed/).padStart(5)} ${count(/^skipped/).padStart(8)} ${count(/^failed/).padStart(7)}  ${mean(read.flatMap(({ recall }) => recall ?? []))}     ${mean(read.flatMap(({ precision }) => precision ?? []))}  ${read.length === 0 ? '-' : `${wanted}/${read.length}`}`);
    }
    if (process.argv.includes('--files')) {
      for (const score of scores.filter(({ state, recall, missing }) => /^indexed/.test(state) && ((recall ?? 1) < 0.95 || missing.length > 0))) {
        console.log(`${score.file}  recall ${score.recall?.toFixed(3) ?? '-'}  lost: ${score.lost.join(' ')}  missing: ${score.missing.join(' | ')}  (${score.notes})`);
      }
    }
  }
}
