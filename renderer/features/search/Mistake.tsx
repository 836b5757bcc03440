import type { ReactNode } from 'react';
import type { PlainError } from '../../../electron/shared/AppError.ts';
import { useAllWords } from '../../words/later.ts';

/** What can be wrong with an expression, as the engine tells it. */
const mistakes = ['not-closed', 'not-opened', 'quotation-not-closed', 'ends-early', 'word-missing', 'near-of-what', 'near-distance', 'only-not', 'no-letter', 'too-long'] as const;

/** True for an error that says what is wrong with an expression, and where. */
export function isMistake({ details }: PlainError): boolean {
  return mistakes.some((known) => known === details['mistake']);
}

/** The expression with the place marked where it cannot be read, and why. */
export function Mistake(props: { readonly error: PlainError; readonly query: string }): ReactNode {
  const { say } = useAllWords();
  const { details } = props.error;
  const mistake = mistakes.find((known) => known === details['mistake']) ?? 'too-long';
  const [at, length] = [Number(details['at']), Number(details['length'])];
  const wrong = props.query.slice(at, at + length);
  return (
    <div className="mistake" role="alert">
      <code aria-hidden="true">{props.query.slice(0, at)}<span>{wrong === '' ? '\u00a0' : wrong}</span>{props.query.slice(at + length)}</code>
      <p>{say(`find.mistake.${mistake}`, { wrong })}</p>
    </div>
  );
}
