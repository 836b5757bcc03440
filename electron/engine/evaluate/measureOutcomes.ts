import type { EvaluationLayer, EvaluationMeasure, EvaluationOutcome } from '../../shared/schemas.ts';
import { estimate } from './intervals.ts';

type Kind = Pick<EvaluationMeasure, 'key' | 'words' | 'unit' | 'better'>;

/** Every measure there is, in the order of the report. */
const kinds: readonly Kind[] = [
  { key: 'gate.document', words: 'right document among the first 5 passages', unit: 'share', better: 'higher' },
  { key: 'gate.page', words: 'right page among the first 5 passages', unit: 'share', better: 'higher' },
  { key: 'gate.evidence', words: 'evidence contains the answer', unit: 'share', better: 'higher' },
  { key: 'gate.falseRefusals', words: 'answerable, but refused', unit: 'share', better: 'lower' },
  { key: 'gate.falseAnswers', words: 'not in the documents, but not refused', unit: 'share', better: 'lower' },
  { key: 'gate.evidenceSeconds', words: 'time to evidence', unit: 'seconds', better: 'lower' },
  { key: 'answer.correct', words: 'answer right in all its facts', unit: 'share', better: 'higher' },
  { key: 'answer.facts', words: 'share of the right facts in the answer', unit: 'share', better: 'higher' },
  { key: 'answer.citationPrecision', words: 'cited documents that are right', unit: 'share', better: 'higher' },
  { key: 'answer.citationRecall', words: 'right documents that are cited', unit: 'share', better: 'higher' },
  { key: 'answer.supported', words: 'sentences found in their sources', unit: 'share', better: 'higher' },
  { key: 'answer.falseAnswers', words: 'not in the documents, but answered', unit: 'share', better: 'lower' },
  { key: 'answer.falseRefusals', words: 'answerable, but refused', unit: 'share', better: 'lower' },
  { key: 'answer.firstWordSeconds', words: 'time to the first word of the model', unit: 'seconds', better: 'lower' },
  { key: 'answer.tokensPerSecond', words: 'words of the model', unit: 'tokens-per-second', better: 'higher' },
  { key: 'answer.seconds', words: 'time to the whole answer', unit: 'seconds', better: 'lower' },
];

/** Each measure over the outcomes it applies to, and last the time spent for one right answer. Pure. */
export function measureOutcomes(outcomes: readonly EvaluationOutcome[]): EvaluationMeasure[] {
  const measures = kinds.map((kind): EvaluationMeasure => ({ ...kind, layer: layerOf(kind.key), ...estimate(outcomes.flatMap(({ figures }) => figures[kind.key] ?? [])) }));
  return [...measures, perUseful(outcomes)];
}

function layerOf(key: string): EvaluationLayer {
  return key.startsWith('gate.') ? 'gate' : 'answer';
}

/** All the time spent, wrong answers included, over the right ones and right refusals. A ratio of sums: no interval is given. */
function perUseful(outcomes: readonly EvaluationOutcome[]): EvaluationMeasure {
  const judged = outcomes.filter(({ figures }) => figures['answer.correct'] !== undefined || figures['answer.falseAnswers'] !== undefined);
  const seconds = judged.reduce((total, { figures }) => total + (figures['answer.seconds'] ?? 0), 0);
  const useful = judged.filter(({ figures }) => figures['answer.correct'] === 1 || figures['answer.falseAnswers'] === 0).length;
  return {
    layer: 'answer', key: 'answer.secondsPerUseful', words: 'time for one right answer or right refusal', unit: 'seconds', better: 'lower',
    value: useful === 0 ? null : seconds / useful, low: null, high: null, n: useful,
  };
}
