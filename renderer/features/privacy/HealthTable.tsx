import type { ReactNode } from 'react';
import type { AuditorReport } from '../../../electron/shared/reportContract.ts';
import { useAllWords } from '../../words/later.ts';

type Library = NonNullable<AuditorReport['library']>;

/** How the library has been doing: what could not be read, and month by month how questions went. Figures of this computer, sent to nobody. */
export function HealthTable(props: { readonly health: Library['health']; readonly problems: Library['problems'] }): ReactNode {
  const { say, count, number } = useAllWords();
  const unread = Object.values(props.problems).reduce((sum, documents) => sum + documents, 0);
  const share = (value: number | null): string => (value === null ? '–' : `${number(value * 100)} %`);
  return (
    <section aria-label={say('report.health')}>
      <p className="quiet">{count('report.unread', unread)}</p>
      {props.health.length > 0 && (
        <table className="rates">
          <caption>{say('report.healthNote')}</caption>
          <thead><tr>{(['month', 'questions', 'refused', 'supported', 'seconds'] as const).map((name) => <th key={name} scope="col">{say(`report.health.${name}`)}</th>)}</tr></thead>
          <tbody>{props.health.map(({ month, questions, refusedShare, supportedShare, medianMs }) => (
            <tr key={month}>
              <th scope="row">{month}</th><td>{number(questions)}</td><td>{share(refusedShare)}</td><td>{share(supportedShare)}</td><td>{medianMs === null ? '–' : number(medianMs / 1_000, 1)}</td>
            </tr>
          ))}</tbody>
        </table>
      )}
    </section>
  );
}
