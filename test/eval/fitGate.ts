import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gateFeatureNames, isNamedIn, judgeAnswerable, type GateCoefficients, type GateFeatures, type GateMode, type GateModel } from '../../electron/engine/gate.ts';
import { AnswerStrength } from '../../electron/shared/schemas.ts';
import { fitLogistic, probabilityOf, type Example, type FeatureSpec, type Logistic } from './fitLogistic.ts';
import { gateExamples, gateSets, type GateExample, type GateSet } from './gateExamples.ts';
import { repositoryRoot, type Half } from './questions.ts';
import { areaUnder, rocOf } from './roc.ts';

/**
 * Fits the gate's coefficients and writes resources/gate.json. Only questions of the odd half are fitted on, thresholds
 * included; what the file says of the even half is held out. `--print` shows the odd half's figures and writes nothing. `--examples FILE`
 * takes the features from there, or puts them there where it is missing: for trying other weights. `--roc FILE` writes the curves. `--reuse`
 * takes the newest indexes although the reader or the like has changed since.
 */
const modes: Readonly<Record<GateMode, { readonly sets: Readonly<Partial<Record<GateSet, number>>>; readonly sees: 'hybrid' | 'keyword'; readonly absent: readonly string[] }>> = {
  hybrid: { sets: { sec: 3, 'xquad-en': 1.5, cookbook: 1, 'xquad-de': 0.4, 'xquad-es': 0.3 }, sees: 'hybrid', absent: [] },
  foreign: { sets: { 'xquad-de': 1, 'xquad-es': 1, 'squad-es': 1 }, sees: 'hybrid', absent: [] },
  keyword: { sets: { sec: 3, 'xquad-en': 1.5, cookbook: 1, 'xquad-de': 1, 'xquad-es': 0.7, 'squad-es': 0.7 }, sees: 'keyword', absent: ['topCosine', 'cosineGap', 'agreement', 'phraseUnlike'] },
};
const ofPhrase: readonly string[] = ['phraseWhollyMissing', 'headMissing', 'phraseUnlike'];
/** Judged by a rule of the gate's own. */
const unfitted: readonly string[] = ['toldInYear', 'asksPhrase', 'phraseMissing'];
/** Look-alikes that no gate over retrieval can tell for sure weigh less: they must not buy false refusals. */
const kindWeights: Readonly<Record<string, number>> = { near: 0.5, removed: 0.7, 'quarter-removed': 0.5, 'company-removed': 0.5 };
/** Asked for the phrase alone: they are the wrong company, year or document for a thing that may well be named. */
const ofElse: readonly string[] = ['invented-company', 'other-company', 'wrong-year', 'company-removed', 'quarter-removed'];
/** So many that they would be all that a fit over everything sees. */
const forPhrase: readonly string[] = ['stated thing', 'absent thing'];
/** Share of answerable odd questions below `partly` (refused) and below `answerable` (answered with reserve), by strength. */
const shares: Readonly<Record<'whole' | 'phrase', Readonly<Record<AnswerStrength, { readonly refused: number; readonly reserved: number }>>>> = {
  whole: { balanced: { refused: 0.03, reserved: 0.12 }, strict: { refused: 0.08, reserved: 0.2 } },
  phrase: { balanced: { refused: 0.05, reserved: 0.15 }, strict: { refused: 0.1, reserved: 0.2 } },
};
/** Of the questions of any genre that have an answer the whole gate may refuse this share; the bar of the phrase is as high as that lets it be. Below the 7 % of the aim, which is for questions not seen. */
const mostRefused: Readonly<Record<AnswerStrength, number>> = { balanced: 0.035, strict: 0.1 };

const specs: readonly FeatureSpec[] = gateFeatureNames.map((name) => ({ name, sign: name === 'hasNames' ? 0 : /Nowhere|Missing|Unlike|unknown/.test(name) ? -1 : 1 }));

async function main(): Promise<void> {
  const examples = await readExamples();
  const fitted = (Object.keys(modes) as GateMode[]).map((mode) => {
    const models = { whole: fit(mode, 'whole', examples), phrase: fit(mode, 'phrase', examples) };
    return [mode, mode === 'hybrid' ? { ...models, phrase: raised(models, examples) } : models] as const;
  });
  const coefficients = Object.fromEntries(fitted) as GateCoefficients;
  const isTrial = process.argv.includes('--print');
  const measured = (half: Half) => Object.fromEntries(AnswerStrength.options.map((strength) => [strength, Object.fromEntries(fitted.map(([mode]) => [mode, measure(mode, strength, coefficients, examples, half)]))]));
  const note = 'Written by test/eval/fitGate.ts. Fitted, thresholds included, on the odd half of every set; the figures of the even half are held out. refused: by kind of question, share given the verdict "not"; keyword alone says so only where a name or year is nowhere in the library.';
  const json = JSON.stringify(isTrial ? { ...coefficients, odd: measured('odd') } : { note, ...coefficients, figures: { odd: measured('odd'), even: measured('even') } }, null, 1);
  console.log(json);
  writeRoc(coefficients, examples);
  if (!isTrial) writeFileSync(join(repositoryRoot, 'resources', 'gate.json'), `${json}\n`);
}

/** `--roc FILE`: the curve of each mode and set over the even half, as CSV, its area on standard error. */
function writeRoc(coefficients: GateCoefficients, examples: readonly GateExample[]): void {
  const at = process.argv.indexOf('--roc');
  const path = at === -1 ? undefined : process.argv[at + 1];
  if (path === undefined) return;
  const lines = (Object.keys(modes) as GateMode[]).flatMap((mode) => Object.keys(modes[mode].sets).flatMap((set) => {
    const points = rocOf(examples.filter((example) => example.set === set && example.half === 'even')
      .map((example) => ({ isAnswerable: example.isAnswerable, probability: judgeAnswerable(seen(mode, example), coefficients, mode, 'balanced').probability })));
    process.stderr.write(`${mode} ${set}: area under the curve ${areaUnder(points).toFixed(3)}\n`);
    return points.map(({ bar, falseRefusals, refused }) => [mode, set, Number.isFinite(bar) ? round(bar) : 1, round(falseRefusals), round(refused)].join(','));
  }));
  writeFileSync(path, `${['mode,set,bar,false refusals,refused', ...lines].join('\n')}\n`);
}

async function readExamples(): Promise<readonly GateExample[]> {
  const at = process.argv.indexOf('--examples');
  const path = at === -1 ? undefined : process.argv[at + 1];
  if (path !== undefined && existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as GateExample[];
  const examples: GateExample[] = [];
  for (const set of gateSets) examples.push(...await gateExamples(set, { rebuild: false, reuse: process.argv.includes('--reuse'), say: (line) => { process.stderr.write(`${line}\n`); } }));
  if (path !== undefined) writeFileSync(path, JSON.stringify(examples));
  return examples;
}

/** `whole` is fitted on all questions, `phrase` on those that ask for one thing by name. */
function fit(mode: GateMode, part: 'whole' | 'phrase', examples: readonly GateExample[]): GateModel {
  const isOf = (name: string): boolean => part === 'phrase' ? ofPhrase.includes(name) : !unfitted.includes(name) && !ofPhrase.includes(name);
  const odd = examples.filter((example) => example.half === 'odd' && (part === 'whole' ? !forPhrase.includes(example.kind) : seen(mode, example).asksPhrase === 1 && !ofElse.includes(example.kind)));
  const model = fitLogistic(weighed(mode, odd), specs.filter(({ name }) => isOf(name) && !modes[mode].absent.includes(name)));
  const bars = Object.fromEntries(AnswerStrength.options.map((strength) => {
    const { refused, reserved } = shares[part][strength];
    const sorted = answerableOf(mode, model, odd, barSets(mode, part));
    // Most phrases are found word for word: their common value must stay above every bar.
    const highest = (sorted.at(-1) ?? 1) - 0.01;
    const at = (share: number): number => round(Math.min(highest, sorted[Math.floor(sorted.length * share)] ?? 1));
    return [strength, { partly: at(refused), answerable: at(reserved) }];
  })) as GateModel['bars'];
  return { intercept: round(model.intercept), weights: Object.fromEntries(Object.entries(model.weights).map(([name, value]) => [name, round(value)])), bars };
}

/** The model of the phrase with its bars for refusing as high as `mostRefused` lets them be on the odd half: halfway between the last question refused and the first kept. */
function raised({ whole, phrase }: { readonly whole: GateModel; readonly phrase: GateModel }, examples: readonly GateExample[]): GateModel {
  const answerable = examples.filter((example) => example.half === 'odd' && example.isAnswerable && barSets('hybrid', 'phrase').includes(example.set));
  const genres = [...Map.groupBy(answerable, genreOf).values()];
  const candidates = [...new Set(answerable.filter(({ hybrid }) => hybrid.asksPhrase === 1 && !isNamedIn(hybrid)).map(({ hybrid }) => round(probabilityOf(phrase, hybrid))))].sort((a, b) => a - b);
  const withBar = (strength: AnswerStrength, partly: number): GateModel => ({ ...phrase, bars: { ...phrase.bars, [strength]: { partly, answerable: Math.max(partly, phrase.bars[strength].answerable) } } });
  return AnswerStrength.options.reduce((model, strength) => {
    const isWithin = (partly: number): boolean => {
      const tried = { whole, phrase: withBar(strength, partly) };
      return genres.every((genre) => genre.filter(({ hybrid }) => judgeAnswerable(hybrid, { hybrid: tried, foreign: tried, keyword: tried }, 'hybrid', strength).verdict === 'not').length <= mostRefused[strength] * genre.length);
    };
    const at = candidates.findLastIndex(isWithin);
    const [kept, refused] = [candidates[at], candidates[at - 1] ?? candidates[at]];
    if (kept === undefined || refused === undefined) throw new Error(`no bar of the phrase keeps within the false refusals allowed (${strength})`);
    return { ...model, bars: { ...model.bars, [strength]: withBar(strength, round((kept + refused) / 2)).bars[strength] } };
  }, phrase);
}

/** Questions of a set; of the reports, those for things all of them state are a genre of their own. Few questions of one make no share. */
function genreOf({ set, kind }: GateExample): string {
  return set === 'sec' ? kind === 'answerable' ? 'reports' : 'things' : 'texts';
}

/** The sets whose answerable questions the bars are set by. */
function barSets(mode: GateMode, part: 'whole' | 'phrase'): readonly string[] {
  if (mode === 'foreign') return Object.keys(modes.foreign.sets);
  return part === 'whole' ? ['sec'] : ['sec', 'xquad-en', 'cookbook'];
}

function answerableOf(mode: GateMode, model: Logistic, examples: readonly GateExample[], sets: readonly string[]): number[] {
  return examples.filter(({ set, isAnswerable, kind }) => isAnswerable && !kind.startsWith('stated') && sets.includes(set)).map((example) => probabilityOf(model, seen(mode, example))).sort((a, b) => a - b);
}

/** Each set has its weight, half of it for each label, whatever the number of its questions. */
function weighed(mode: GateMode, examples: readonly GateExample[]): Example[] {
  return Object.entries(modes[mode].sets).flatMap(([set, share]) => [true, false].flatMap((isAnswerable) => {
    const group = examples.filter((example) => example.set === set && example.isAnswerable === isAnswerable);
    const total = group.reduce((sum, { kind }) => sum + (kindWeights[kind] ?? 1), 0);
    return group.map((example) => ({ features: seen(mode, example), isPositive: isAnswerable, weight: share * (kindWeights[example.kind] ?? 1) / total }));
  }));
}

function seen(mode: GateMode, example: GateExample): GateFeatures {
  return example[modes[mode].sees];
}

function measure(mode: GateMode, strength: AnswerStrength, coefficients: GateCoefficients, examples: readonly GateExample[], half: Half): Record<string, unknown> {
  return Object.fromEntries(Object.keys(modes[mode].sets).map((set) => {
    const judged = examples.filter((example) => example.set === set && example.half === half).map((example) => ({ example, verdict: judgeAnswerable(seen(mode, example), coefficients, mode, strength).verdict }));
    const share = (items: typeof judged, verdict: string): string => `${String(items.filter((item) => item.verdict === verdict).length)}/${String(items.length)}`;
    const byKind = (isAnswerable: boolean, verdict: string): Record<string, string> =>
      Object.fromEntries([...Map.groupBy(judged.filter(({ example }) => example.isAnswerable === isAnswerable), ({ example }) => example.kind)].map(([kind, items]) => [kind, share(items, verdict)]));
    return [set, { falseRefusals: byKind(true, 'not'), answeredWithReserve: byKind(true, 'partly'), refused: byKind(false, 'not') }];
  }));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

await main();
