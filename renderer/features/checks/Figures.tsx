import type { ReactNode } from 'react';
import type { EvaluationDifference, EvaluationMeasure } from '../../../electron/shared/schemas.ts';
import { useAllWords, type AnyKey, type SpeakAll } from '../../words/later.ts';

/** Measures there are words for, in the order of the report; how fast a model writes is for the developer view. */
const known = [
  'gate.document', 'gate.page', 'gate.evidence', 'gate.falseRefusals', 'gate.falseAnswers', 'gate.evidenceSeconds', 'answer.correct', 'answer.facts', 'answer.citationPrecision', 'answer.citationRecall',
  'answer.supported', 'answer.falseAnswers', 'answer.falseRefusals', 'answer.firstWordSeconds', 'answer.seconds', 'answer.secondsPerUseful',
] as const;

/** Every figure with its interval, and what it was before where it is compared. */
export function Figures(props: { readonly measures: readonly EvaluationMeasure[]; readonly differences: readonly EvaluationDifference[] | null }): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const { measures, differences } = props;
  return (
    <section className="figures" aria-label={say('checks.figures')}>
      <h2>{say('checks.figures')}</h2>
      <table className="rates">
        <caption>{say('checks.figuresNote')}</caption>
        <thead><tr><td /><th scope="col">{say('checks.column.figure')}</th>{differences !== null && <th scope="col">{say('checks.column.before')}</th>}</tr></thead>
        {(['gate', 'answer'] as const).map((layer) => (
          <tbody key={layer}>
            <tr><th scope="rowgroup" colSpan={differences === null ? 2 : 3}>{say(`checks.layer.${layer}`)}</th></tr>
            {known.filter((key) => key.startsWith(`${layer}.`)).map((key) => {
              const measure = measures.find((one) => one.key === key);
              if (measure === undefined || measure.value === null) return null;
              const change = differences?.find((one) => one.key === key);
              return (
                <tr key={key}>
                  <th scope="row">{say(`checks.measure.${key}` satisfies AnyKey)}</th>
                  <td>{figureOf(measure, words)}</td>
                  {differences !== null && <td>{change === undefined ? '–' : <>{plain(change.before, 'share', words)} <span className={`change ${change.verdict}`}>{change.before === change.now ? '=' : say(`checks.change.${change.verdict}`)}</span></>}</td>}
                </tr>
              );
            })}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function figureOf({ value, low, high, unit }: EvaluationMeasure, words: SpeakAll): string {
  const figure = plain(value ?? 0, unit, words);
  return low === null || high === null ? figure : `${figure} [${bare(low, unit, words)}–${bare(high, unit, words)}]`;
}

function bare(value: number, unit: EvaluationMeasure['unit'], { number }: SpeakAll): string {
  return unit === 'share' ? number(value * 100) : number(value, value < 10 ? 1 : 0);
}

function plain(value: number, unit: EvaluationMeasure['unit'], words: SpeakAll): string {
  return `${bare(value, unit, words)}\u00a0${unit === 'share' ? '%' : 's'}`;
}
