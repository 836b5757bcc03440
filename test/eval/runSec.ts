import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Verdict } from '../../electron/shared/schemas.ts';
import { askAll, pageTexts, searchAll } from './asking.ts';
import type { EvalOptions } from './evalOptions.ts';
import { boundFigures } from './figureBounds.ts';
import { copyProfile, indexedProfile, type ProfileOptions } from './indexedProfile.ts';
import { compareRuns, type Difference } from './Measure.ts';
import { makeThings } from './metricQuestions.ts';
import { readGoldQuestions, readJsonLines, repositoryRoot, secFolder, sharedData, fileStem, type GoldQuestion } from './questions.ts';
import { renameCompanies, writeTextCorpus } from './rename.ts';
import type { Section } from './report.ts';
import { measureAnswers, measureRefusals, measureRetrieval, measureThings, type AnswerResult, type RetrievalResult } from './secMetrics.ts';
import { startEngine } from './startEngine.ts';
import { makeUnanswerable, type UnanswerableQuestion } from './unanswerable.ts';

export type SecRun = { readonly sections: readonly Section[]; readonly retrieval: readonly RetrievalResult[]; readonly answers: readonly AnswerResult[]; readonly refusals: ReadonlyMap<string, Verdict> };
type Say = ProfileOptions['say'];

const perKind = 60;
const thingsEach = 2;

/** The quarterly reports as they are. */
export async function runSec(options: EvalOptions, say: Say): Promise<SecRun> {
  const profile = await indexedProfile('sec', join(secFolder, 'docs'), { rebuild: options.rebuild, reuse: options.reuse, say });
  const questions = chosenQuestions(options);
  const run = await measureProfile(profile.folder, questions, options, say, await textsOf(profile.folder));
  const { documents, pages, passages, seconds } = profile.report;
  say(`sec: ${String(documents.indexed + documents.indexedPartly)} documents (${String(documents.indexedPartly)} partly), ${String(pages)} pages, ${String(passages)} passages; searchable ${seconds.searchable.toFixed(1)} s, indexed ${seconds.indexed?.toFixed(1) ?? '–'} s${profile.wasCached ? ' (when the index was built)' : ''}`);
  return run;
}

/**
 * The same text with the companies' names, tickers and file names replaced by invented ones. Compared with a copy of the text
 * that keeps the names, so that only the names differ (both have lost the layout of the PDFs).
 */
export async function runRenamed(options: EvalOptions, say: Say): Promise<{ readonly sections: readonly Section[]; readonly differences: readonly Difference[] }> {
  const original = await indexedProfile('sec', join(secFolder, 'docs'), { rebuild: options.rebuild, reuse: options.reuse, say });
  const texts = await textsOf(original.folder);
  const questions = chosenQuestions(options);
  const runs: SecRun[] = [];
  for (const [name, rename] of [['sec-text', (text: string) => text], ['sec-renamed', renameCompanies]] as const) {
    const folder = join(repositoryRoot, '.carrel', 'eval', 'corpora', name);
    writeTextCorpus(texts, folder, rename);
    const profile = await indexedProfile(name, folder, { rebuild: options.rebuild, reuse: options.reuse, say });
    const asked = questions.map((question) => ({ ...question, question: rename(question.question), sources: question.sources.map(rename) }));
    runs.push(await measureProfile(profile.folder, asked, { ...options, model: options.model }, say, null, rename));
  }
  const [kept, renamed] = runs;
  if (kept === undefined || renamed === undefined) throw new Error('two runs are needed to compare');
  const all = (run: SecRun) => run.sections.flatMap(({ measures }) => measures);
  return { sections: renamed.sections.map(({ title, measures }) => ({ title: `renamed: ${title}`, measures })), differences: compareRuns(all(kept), all(renamed)) };
}

async function measureProfile(profile: string, questions: readonly GoldQuestion[], options: EvalOptions, say: Say, texts: ReadonlyMap<string, readonly string[]> | null, rename = (text: string) => text): Promise<SecRun> {
  const copy = await copyProfile(profile, 'all');
  const engine = startEngine(copy.folder);
  try {
    await engine.client.search({ query: 'warm up', limit: 1 });
    const retrieval = await searchAll(engine.client, questions);
    const bounds = texts === null ? null : boundFigures(questions, texts);
    const sections: Section[] = [{ title: `sec-10-q, ${options.half} half: search`, measures: measureRetrieval(questions, retrieval, bounds) }];
    if (options.retrievalOnly) return { sections, retrieval, answers: [], refusals: new Map() };
    const model = options.model ?? 'none';
    const answers = await askAll(engine.client, questions, model);
    sections.push({ title: `sec-10-q, ${options.half} half: answers (model ${model})`, measures: measureAnswers(questions, answers) });
    if (options.answerableOnly) return { sections, retrieval, answers, refusals: new Map() };
    const unanswerable = makeUnanswerable(chosenQuestions(options), otherTopics(), { seed: options.seed, perKind })
      .filter(({ half }) => options.half === 'both' || half === options.half)
      .map((question) => ({ ...question, question: rename(question.question), without: question.without.map(rename) }));
    const verdicts = new Map((await askAll(engine.client, unanswerable.filter(({ without }) => without.length === 0), model)).map(({ id, verdict }) => [id, verdict]));
    for (const [id, verdict] of await askWithout(profile, unanswerable, model, say)) verdicts.set(id, verdict);
    sections.push({ title: `sec-10-q, ${options.half} half: unanswerable questions`, measures: measureRefusals(unanswerable, verdicts) });
    const things = makeThings(chosenQuestions(options), { seed: options.seed, each: thingsEach }).map((question) => ({ ...question, question: rename(question.question) }));
    for (const { id, verdict } of await askAll(engine.client, things, model)) verdicts.set(id, verdict);
    sections.push({ title: `sec-10-q, ${options.half} half: every question's company and period, asked for other things`, measures: measureThings(things, verdicts) });
    return { sections, retrieval, answers, refusals: verdicts };
  } finally {
    await engine.close();
    await copy.dispose();
  }
}

/** Questions whose documents are taken out first: a fresh copy of the library for each set of documents. */
async function askWithout(profile: string, questions: readonly UnanswerableQuestion[], model: string, say: Say): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  const groups = Map.groupBy(questions.filter(({ without }) => without.length > 0), ({ without }) => without.join(' '));
  for (const [key, group] of groups) {
    say(`without ${key}: ${String(group.length)} questions`);
    const copy = await copyProfile(profile, 'without');
    const engine = startEngine(copy.folder);
    try {
      const removed = new Set(group[0]?.without);
      for (const { path } of await engine.client.documents({})) if (removed.has(fileStem(path))) await engine.client.remove({ path });
      for (const { id, verdict } of await askAll(engine.client, group, model)) verdicts.set(id, verdict);
    } finally {
      await engine.close();
      await copy.dispose();
    }
  }
  return verdicts;
}

/** Page texts of an indexed profile, kept beside it. */
async function textsOf(profile: string): Promise<Map<string, string[]>> {
  const path = join(dirname(profile), 'texts.json');
  if (existsSync(path)) return new Map(JSON.parse(await readFile(path, 'utf8')) as [string, string[]][]);
  const copy = await copyProfile(profile, 'texts');
  const engine = startEngine(copy.folder);
  try {
    const texts = await pageTexts(engine.client);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, JSON.stringify([...texts]));
    return texts;
  } finally {
    await engine.close();
    await copy.dispose();
  }
}

function chosenQuestions({ half }: EvalOptions): GoldQuestion[] {
  return readGoldQuestions().filter((question) => half === 'both' || question.half === half);
}

function otherTopics(): string[] {
  return readJsonLines(join(sharedData, 'retrieval', 'xquad', 'queries.en.jsonl')).flatMap((line, index) => index % 7 === 0 ? [(line as { readonly text: string }).text] : []);
}
