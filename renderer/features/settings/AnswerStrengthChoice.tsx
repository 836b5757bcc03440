import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { AnswerStrength, StrengthChoice, StrengthRate } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useCheckFirst } from '../checks/useCheckFirst.tsx';
import { useAllWords } from '../../words/later.ts';

const rightly = ['wrong-company', 'wrong-year', 'not-stated', 'removed', 'other-topic'] as const satisfies readonly StrengthRate['kind'][];

/** How readily “not in your documents” is said, and what was measured of each choice. `search`: how passages are found here, which the rates depend on. */
export function AnswerStrengthChoice(props: { readonly engine: Client<EngineContract>; readonly search: StrengthRate['search'] }): ReactNode {
  const { say } = useAllWords();
  const { engine } = props;
  const [choices, setChoices] = useState<readonly StrengthChoice[]>([]);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = (reason: unknown): void => { setError(toPlainError(reason)); };
  useEffect(() => { engine.answerStrengths({}).then(setChoices, fail); }, [engine]);
  const checkFirst = useCheckFirst(engine, fail);
  const take = (chosen: AnswerStrength): void => {
    setChoices(choices.map((choice) => ({ ...choice, inUse: choice.strength === chosen })));
    engine.useAnswerStrength({ strength: chosen }).then(setChoices, (reason: unknown) => { setChoices(choices); fail(reason); });
  };
  const rates = (choice: StrengthChoice): readonly StrengthRate[] => choice.rates.filter(({ search }) => search === props.search);
  const [first] = choices;
  return (
    <fieldset className="choices"><legend>{say('settings.strength')}</legend>
      {choices.map(({ strength, inUse }) => (
        <label key={strength}><input type="radio" name="strength" checked={inUse} onChange={() => { checkFirst.offer({ words: `“${say(`strength.${strength}`)}”`, with: { strength } }, () => { take(strength); }); }} /> {say(`settings.strength.${strength}`)}</label>
      ))}
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <p className="quiet">{say('settings.strength.about')}</p>
      {first !== undefined && <details className="measured"><summary>{say('strength.how')}</summary>
        <table className="rates">
          <caption>{say('strength.measured', { count: rates(first).reduce((all, { n }) => all + n, 0) })}{props.search === 'keyword' && ` ${say('strength.byWords')}`}</caption>
          <thead><tr><td />{choices.map(({ strength }) => <th key={strength} scope="col">{say(`strength.${strength}`)}</th>)}</tr></thead>
          <tbody><Rate kind="false-refusals" choices={choices} rates={rates} /></tbody>
          <tbody>
            <tr><th scope="rowgroup" colSpan={choices.length + 1}>{say('strength.rightly')}</th></tr>
            {rightly.map((kind) => <Rate key={kind} kind={kind} choices={choices} rates={rates} />)}
          </tbody>
        </table>
      </details>}
      {checkFirst.dialog}
    </fieldset>
  );
}

/** A share as it stands in each choice, in per cent. */
function Rate(props: { readonly kind: StrengthRate['kind']; readonly choices: readonly StrengthChoice[]; readonly rates: (choice: StrengthChoice) => readonly StrengthRate[] }): ReactNode {
  const { say, number } = useAllWords();
  return (
    <tr>
      <th scope="row">{say(`strength.${props.kind}`)}</th>
      {props.choices.map((choice) => {
        const rate = props.rates(choice).find(({ kind }) => kind === props.kind);
        return <td key={choice.strength}>{rate === undefined ? '–' : `${number(rate.value * 100, 1)}\u00a0%`}</td>;
      })}
    </tr>
  );
}
