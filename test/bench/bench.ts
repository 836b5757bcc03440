import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { copyProfile, indexedProfile } from '../eval/indexedProfile.ts';
import { hasSharedData, readGoldQuestions } from '../eval/questions.ts';
import { readSampleQuestions, samplesFolder } from '../eval/runSamples.ts';
import { benchBundle } from './benchBundle.ts';
import { benchChat } from './benchChat.ts';
import { benchEmbedding } from './benchEmbedding.ts';
import { benchEvidence } from './benchEvidence.ts';
import { benchFollowup } from './benchFollowup.ts';
import { benchInput } from './benchInput.ts';
import { benchInterrupt } from './benchInterrupt.ts';
import { benchMail } from './benchMail.ts';
import { benchOcr } from './benchOcr.ts';
import { benchPages } from './benchPages.ts';
import { benchRescan } from './benchRescan.ts';
import { benchSearch, openProfileLibrary, recallDepth, type SearchQuestion } from './benchSearch.ts';
import { benchWindow } from './benchWindow.ts';
import { buildWindow } from './buildWindow.ts';
import { asText, type Figure } from './Figure.ts';
import { starterChat, starterEmbedder } from './modelFiles.ts';
import { benchFolder, benchPdfs, readPassages } from './passages.ts';
import { embedPassages, embedQuestions } from './realVectors.ts';
import { startModels } from './startModels.ts';
import { exactNearest } from './synthesise.ts';
import { syntheticLibrary } from './syntheticLibrary.ts';

const keys = ['embedding', 'decode', 'prompt', 'followup', 'interrupt', 'pages', 'search', 'search100k', 'evidence', 'evidenceIndexing', 'window', 'input', 'bundle', 'rescan', 'ocr', 'mail'] as const;
type Key = (typeof keys)[number];
const usage = `node test/bench/bench.ts [--only ${keys.join('|')}]... [--json] [--reuse]
--reuse takes the newest index of the evaluation although the reader or the like has changed since`;
const syntheticPassages = 100_000;
const realPassages = 900;
const recallQuestions = 50;

/** Speeds as ratios to the libraries underneath, measured in the same run. What each figure means: test/bench/README.md. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { json: { type: 'boolean' }, reuse: { type: 'boolean' }, only: { type: 'string', multiple: true }, help: { type: 'boolean' } } });
  if (values.help === true) { console.log(usage); return; }
  for (const key of values.only ?? []) if (!keys.some((known) => known === key)) throw new Error(`unknown key ${key}\n${usage}`);
  const isWanted = (...some: readonly Key[]): boolean => values.only === undefined || some.some((key) => values.only?.includes(key));
  const say = (line: string): void => { process.stderr.write(`${line}\n`); };
  // What others take of the machine: times are too long and ratios noisy where this is not near 0.
  const load = (loadavg()[0] ?? 0) / availableParallelism();
  if (load > 0.5) say(`The machine is busy (${load.toFixed(1)} programs for each core): times will be too long, ratios noisy.`);
  const [embedder, chat] = [starterEmbedder(), starterChat()];
  const figures: Figure[] = [];
  const missing: string[] = [];
  const measure = async (needs: 'embedder' | 'chat' | null, wanted: readonly Key[], work: () => Promise<readonly Figure[]>): Promise<void> => {
    if (!isWanted(...wanted)) return;
    if ((needs === 'embedder' && embedder === null) || (needs === 'chat' && chat === null)) { missing.push(`${wanted.join(', ')}: the starter ${needs} is not on this machine (node build/setup.mjs)`); return; }
    say(`measuring ${wanted.join(', ')} …`);
    const found = (await work()).filter(({ key }) => isWanted(key as Key));
    figures.push(...found);
    if (values.json !== true) console.log(asText(found));
  };

  const passages = isWanted('embedding', 'decode', 'prompt', 'followup', 'interrupt', 'search100k') ? await readPassages(spreadFiles()) : [];
  if (embedder !== null) await measure('embedder', ['embedding'], async () => [await benchEmbedding(embedder, passages.map(({ embedded }) => embedded))]);
  if (embedder !== null) await measure('embedder', ['interrupt'], async () => [await benchInterrupt(embedder, passages.slice(0, 64).map(({ embedded }) => embedded), await benchQuestions())]);
  if (chat !== null) {
    await measure('chat', ['decode', 'prompt'], () => benchChat(chat, passages.map(({ text }) => text)));
    await measure('chat', ['followup'], async () => [await benchFollowup(chat, passages.map(({ text }) => text))]);
  }
  await measure(null, ['pages'], async () => [await benchPages()]);
  await measure(null, ['rescan'], async () => [await benchRescan()]);
  await measure(null, ['ocr'], async () => [await benchOcr()]);
  await measure(null, ['mail'], async () => [await benchMail()]);
  if (embedder !== null) await measure('embedder', ['search', 'search100k', 'evidence', 'evidenceIndexing'], async () => {
    const done: Figure[] = [];
    const questions = await benchQuestions();
    const models = startModels();
    await models.client.loadEmbedder(embedder);
    const { threads } = await models.client.hardware({});
    const embed = async (text: string): Promise<Float32Array> => (await models.client.embed({ embedder: embedder.id, kind: 'query', texts: [text], priority: 'interactive' }))[0]?.[0]?.vector ?? new Float32Array(embedder.dimensions);
    await embed('warm up');
    const { vectors, seconds } = await embedQuestions(embedder, questions, embed);
    await models.close();
    const asked: SearchQuestion[] = questions.map((text, index) => ({ text, vector: vectors[index] ?? new Float32Array(embedder.dimensions) }));
    const name = hasSharedData() ? 'sec' : 'samples';
    if (isWanted('search', 'evidence', 'evidenceIndexing')) {
      const profile = await indexedProfile(name, benchFolder(), { rebuild: false, reuse: values.reuse === true, say });
      const copy = await copyProfile(profile.folder, 'bench');
      try {
        const opened = await openProfileLibrary(copy.folder);
        const atSize = await benchSearch('search', opened, embedder.id, asked, seconds, null).finally(() => opened.close());
        done.push(atSize);
        if (isWanted('evidence', 'evidenceIndexing')) done.push(...await benchEvidence(copy.folder, questions, (atSize.ceiling ?? 0) + (atSize.beside["question's vector p95, ms"] ?? 0)));
      } finally {
        await copy.dispose();
      }
    }
    if (isWanted('search100k')) {
      const real = await embedPassages(embedder, passages.slice(0, realPassages), threads);
      const opened = await syntheticLibrary(syntheticPassages, embedder.id, real, say);
      const nearest = asked.slice(0, recallQuestions).map(({ vector }) => exactNearest(opened.vectors, embedder.dimensions, vector, recallDepth).map((at) => opened.ids[at] ?? -1));
      done.push(await benchSearch('search100k', opened, embedder.id, asked, seconds, nearest).finally(() => opened.close()));
    }
    return done;
  });

  if (isWanted('window', 'input', 'bundle')) {
    const whyNot = buildWindow();
    if (whyNot !== null) missing.push(`window, input, bundle: ${whyNot}`);
    else {
      await measure(null, ['bundle'], () => Promise.resolve([benchBundle()]));
      await measure(null, ['window'], async () => [await benchWindow((await indexedProfile('samples', samplesFolder, { rebuild: false, reuse: values.reuse === true, say })).folder)]);
      await measure(null, ['input'], async () => [await benchInput()]);
    }
  }

  for (const line of missing) say(`not measured: ${line}`);
  if (values.json === true) console.log(JSON.stringify(Object.fromEntries(figures.map(({ key, value, ceiling, ratio, unit, aim, met, beside }) => [key, { value, ceiling, ratio, unit, aim, met, beside: { ...beside, 'load a core at the start': load } }]))));
  if (embedder === null || chat === null) process.exitCode = 1;
}

/** Three documents: two that are nearly alike and one that is not, as folders of real documents are. */
function spreadFiles(): string[] {
  const pdfs = benchPdfs();
  return [pdfs[0], pdfs[5], pdfs[12]].filter((path) => path !== undefined).concat(pdfs.length > 12 ? [] : pdfs.slice(1));
}

async function benchQuestions(): Promise<string[]> {
  return hasSharedData() ? readGoldQuestions().filter((_, index) => index % 2 === 1).map(({ question }) => question) : (await readSampleQuestions()).map(({ question }) => question);
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack ?? error.message : String(error)}\n`);
  process.exitCode = 1;
}
