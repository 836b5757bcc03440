import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Languages } from '../../electron/ocr/Languages.ts';
import { LastOpened } from '../../electron/ocr/LastOpened.ts';
import { recognise } from '../../electron/ocr/recognise.ts';
import { Tesseract } from '../../electron/ocr/Tesseract.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { defaultLimits } from '../../electron/reader/limits.ts';
import { readDocument } from '../../electron/reader/readDocument.ts';
import type { ExtractedPage } from '../../electron/shared/readerContract.ts';
import { characterErrorRate, editDistance } from './characterErrors.ts';

/**
 * How well scans and pictures are recognised: `node test/eval/ocr.ts [DATA-FOLDER] [--files]`. Character error rates as data/README.md
 * says, and how much of the text in pictures inside documents is found.
 */
type Entry = { readonly file: string; readonly expected: string | null; readonly notes?: string; readonly lang: string; readonly must_include?: readonly string[]; readonly image_text?: readonly string[] };
type Score = { readonly file: string; readonly lang: string; readonly kind: 'upright' | 'rotated' | 'skewed'; readonly errorRate: number | null; readonly missing: readonly string[]; readonly seconds: number };

const dataFolder = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

export async function scoreOcr(folder: string): Promise<Score[]> {
  const languages = new Languages(null);
  const tesseract = await Tesseract.load(languages);
  const documents = new LastOpened();
  const scores: Score[] = [];
  for (const entry of entriesOf(folder).filter(({ image_text }) => image_text === undefined)) {
    const sinceMs = performance.now();
    const text = await wholeText(join(folder, entry.file), documents, tesseract, languages);
    const packed = text.replace(/\s+/g, '');
    scores.push({
      file: entry.file, lang: entry.lang, kind: /skew/.test(`${entry.file} ${entry.notes}`) ? 'skewed' : /rotated|180|90/.test(entry.notes ?? '') ? 'rotated' : 'upright',
      errorRate: entry.expected === null ? null : characterErrorRate(text, readFileSync(join(folder, entry.expected), 'utf8')),
      missing: (entry.must_include ?? []).filter((wanted) => !packed.includes(wanted.replace(/\s+/g, ''))), seconds: (performance.now() - sinceMs) / 1_000,
    });
  }
  await documents.close();
  return scores;
}

/** For every text in a picture inside a document: its least error rate anywhere in what was read and recognised. */
export async function scoreImageText(folder: string): Promise<{ readonly file: string; readonly text: string; readonly errorRate: number }[]> {
  const languages = new Languages(null);
  const tesseract = await Tesseract.load(languages);
  const documents = new LastOpened();
  const scores: { file: string; text: string; errorRate: number }[] = [];
  for (const { file, image_text: wanted } of entriesOf(folder)) {
    if (wanted === undefined) continue;
    const path = join(folder, file);
    let found = '';
    for await (const event of readDocument(path, defaultLimits, new AbortController().signal)) {
      if (event.type !== 'pages') continue;
      for (const { picture, locator } of event.pages) if (picture !== undefined) found += `${(await recognise({ path, page: pageToRecognise(locator, picture), ...picture, languages: [] }, documents, tesseract, languages)).text}\n`;
    }
    for (const text of wanted) scores.push({ file, text, errorRate: leastErrorRate(found, text) });
  }
  await documents.close();
  return scores;
}

function pageToRecognise(locator: ExtractedPage['locator'], { member }: NonNullable<ExtractedPage['picture']>): number {
  if (member !== null) return 1;
  return locator.kind === 'pdf-page' ? locator.page : locator.kind === 'picture' ? locator.picture : 1;
}

function entriesOf(folder: string): Entry[] {
  return readFileSync(join(folder, 'manifest.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Entry);
}

async function wholeText(path: string, documents: LastOpened, tesseract: Tesseract, languages: Languages): Promise<string> {
  let text = '';
  for (let page = 1; ; page += 1) {
    try {
      text += `${(await recognise({ path, page, member: null, languages: [] }, documents, tesseract, languages)).text}\n`;
    } catch (error) {
      if (error instanceof AppError && error.code === 'page-unknown') return text;
      throw error;
    }
  }
}

function leastErrorRate(text: string, wanted: string): number {
  const plain = text.replace(/\s+/g, ' ');
  let least = 1;
  for (let from = 0; from < Math.max(1, plain.length - wanted.length / 2); from += 1) least = Math.min(least, editDistance(plain.slice(from, from + wanted.length), wanted) / wanted.length);
  return least;
}

function median(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const value = Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2 : sorted[Math.floor(middle)] ?? 0;
  return `${(100 * value).toFixed(2)} %`;
}

if (import.meta.main) {
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith('-')) ?? dataFolder;
  if (!existsSync(join(folder, 'ocr/manifest.jsonl'))) {
    console.error(`No scans to score: ${folder} has no ocr/manifest.jsonl.`);
    process.exitCode = 1;
  } else {
    const scores = await scoreOcr(join(folder, 'ocr'));
    const scored = scores.filter(({ errorRate }) => errorRate !== null);
    const show = (name: string, of: readonly Score[]) => { console.log(`${name.padEnd(20)} ${String(of.length).padStart(3)} files  median ${median(of.flatMap(({ errorRate }) => errorRate ?? []))}  worst ${(100 * Math.max(...of.map(({ errorRate }) => errorRate ?? 0))).toFixed(2)} %`); };
    for (const [kind, of] of Map.groupBy(scored, (score) => score.kind)) show(kind, of);
    for (const [lang, of] of Map.groupBy(scored, (score) => score.lang)) show(lang, of);
    const facts = scores.filter(({ errorRate }) => errorRate === null);
    console.log(`files with facts only: ${facts.filter(({ missing }) => missing.length === 0).length} of ${facts.length} complete`);
    if (process.argv.includes('--files')) for (const { file, errorRate, missing, seconds } of scores) console.log(`${file.padEnd(52)} ${errorRate === null ? `missing: ${missing.join(' | ') || 'none'}` : `${(100 * errorRate).toFixed(2)} %`}  ${seconds.toFixed(1)} s`);
    for (const set of ['formats', 'ocr']) {
      const texts = await scoreImageText(join(folder, set));
      if (texts.length > 0) console.log(`text in pictures inside documents (${set}): ${texts.filter(({ errorRate }) => errorRate <= 0.1).length} of ${texts.length} found`);
      if (process.argv.includes('--files')) for (const { file, text, errorRate } of texts) console.log(`${file.padEnd(52)} ${(100 * errorRate).toFixed(0)} %  ${text}`);
    }
  }
}
