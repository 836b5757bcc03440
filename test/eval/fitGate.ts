import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gateFeatureNames, judgeAnswerable, type GateCoefficients, type GateFeatures, type GateMode, type GateModel } from '../../electron/engine/gate.ts';
import { fitLogistic, probabilityOf, type Example, type FeatureSpec } from './fitLogistic.ts';
import { gateExamples, gateSets, type GateExample, type GateSet } from './gateExamples.ts';
import { repositoryRoot, type Half } from './questions.ts';

/**
 * Fits the gate's coefficients and writes resources/gate.json. Only questions of the odd half are fitted on, thresholds
 * included; what the file says of the even half is held out. `--print` shows the figures and writes nothing.
 */
const modes: Readonly<Record<GateMode, { readonly sets: Readonly<Partial<Record<GateSet, number>>>; readonly sees: 'hybrid' | 'keyword'; readonly absent: readonly string[] }>> = {
  hybrid: { sets: { sec: 3, 'xquad-en': 1.5, cookbook: 1, 'xquad-de': 0.4, 'xquad-es': 0.3 }, sees: 'hybrid', absent: [] },
  foreign: { sets: { 'xquad-de': 1, 'xquad-es': 1, 'squad-es': 1 }, sees: 'hybrid', absent: [] },
  keyword: { sets: { sec: 3, 'xquad-en': 1.5, cookbook: 1, 'xquad-de': 1, 'xquad-es': 0.7, 'squad-es': 0.7 }, sees: 'keyword', absent: ['topCosine', 'cosineGap', 'agreement'] },
};
/** Look-alikes that no gate over retrieval can tell for sure weigh less: they must not buy false refusals. */
const kindWeights: Readonly<Record<string, number>> = { near: 0.5, removed: 0.7, 'quarter-removed': 0.5, 'company-removed': 0.5 };
/** Share of answerable odd questions below `partly` (refused) and below `answerable` (answered with reserve). */
const refusedShare = { hybrid: 0.03, foreign: 0.04, keyword: 0.04 } as const;
const reservedShare = 0.12;

const specs: readonly FeatureSpec[] = gateFeatureNames.map((name) => ({ name, sign: name === 'hasNames' ? 0 : /Nowhere|Missing|unknown/.test(name) ? -1 : 1 }));

async function main(): Promise<void> {
  const say = (line: string): void => { process.stderr.write(`${line}\n`); };
  const examples: GateExample[] = [];
  for (const set of gateSets) examples.push(...await gateExamples(set, { rebuild: false, reuse: true, say }));
  const fitted = (Object.keys(modes) as GateMode[]).map((mode) => [mode, fit(mode, examples)] as const);
  const coefficients = Object.fromEntries(fitted) as GateCoefficients;
  const figures = Object.fromEntries(fitted.map(([mode]) => [mode, { odd: measure(mode, coefficients, examples, 'odd'), even: measure(mode, coefficients, examples, 'even') }]));
  console.log(JSON.stringify({ ...coefficients, figures }, null, 1));
  if (process.argv.includes('--print')) return;
  const note = 'Written by test/eval/fitGate.ts. Fitted, thresholds included, on the odd half of every set; the figures of the even half are held out. refused: by kind of question, share given the verdict "not"; keyword alone says so only where a name or year is nowhere in the library.';
  writeFileSync(join(repositoryRoot, 'resources', 'gate.json'), `${JSON.stringify({ note, ...coefficients, figures }, null, 1)}\n`);
}

function fit(mode: GateMode, examples: readonly GateExample[]): GateModel {
  const odd = examples.filter(({ half }) => half === 'odd');
  const model = fitLogistic(weighed(mode, odd), specs.filter(({ name }) => !modes[mode].absent.includes(name)));
  const main = mode === 'foreign' ? Object.keys(modes.foreign.sets) : ['sec'];
  const answerable = odd.filter(({ set, isAnswerable }) => isAnswerable && main.includes(set)).map((example) => probabilityOf(model, seen(mode, example))).sort((a, b) => a - b);
  const at = (share: number): number => round(answerable[Math.floor(answerable.length * share)] ?? 0.5);
  return { intercept: round(model.intercept), weights: Object.fromEntries(Object.entries(model.weights).map(([name, value]) => [name, round(value)])), partly: at(refusedShare[mode]), answerable: at(reservedShare) };
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

function measure(mode: GateMode, coefficients: GateCoefficients, examples: readonly GateExample[], half: Half): Record<string, unknown> {
  return Object.fromEntries(Object.keys(modes[mode].sets).map((set) => {
    const judged = examples.filter((example) => example.set === set && example.half === half).map((example) => ({ example, verdict: judgeAnswerable(seen(mode, example), coefficients, mode).verdict }));
    const share = (items: typeof judged, isCounted: (verdict: string) => boolean): string => `${String(items.filter(({ verdict }) => isCounted(verdict)).length)}/${String(items.length)}`;
    const isRefused = (verdict: string): boolean => verdict === 'not';
    const answerable = judged.filter(({ example }) => example.isAnswerable);
    const refused = Object.fromEntries([...Map.groupBy(judged.filter(({ example }) => !example.isAnswerable), ({ example }) => example.kind)].map(([kind, items]) => [kind, share(items, isRefused)]));
    return [set, { falseRefusals: share(answerable, isRefused), answeredWithReserve: share(answerable, (verdict) => verdict === 'partly'), refused }];
  }));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

await main();
