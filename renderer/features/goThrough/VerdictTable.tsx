import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { GoThroughResult, GoThroughVerdict } from '../../../electron/shared/goThroughContract.ts';
import type { Source } from '../../../electron/shared/schemas.ts';
import { fileName, placeOf } from '../../components/names.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import { useAllWords } from '../../words/later.ts';
import { accountOf, rowsOf, sourcesOf, verdicts, type GoThroughState, type Shown } from './goThroughState.ts';

/** So many documents are listed at once. */
const page = 100;
const marks: Readonly<Record<GoThroughVerdict, string>> = { yes: '✓', unclear: '?', unread: '!', no: '–' };

/** Every document with its verdict and the words it rests on, by verdict; a quote opens on its page, lit, with all others of the list before and after it. */
export function VerdictTable(props: { readonly state: GoThroughState; readonly open: Source | null; readonly onOpen: (sources: readonly Source[], index: number) => void }): ReactNode {
  const { say, number } = useAllWords();
  const { state } = props;
  const [shown, setShown] = useState<Shown>('all');
  const [most, setMost] = useState(page);
  useEffect(() => { setMost(page); }, [shown, state.runId]);
  const rows = useMemo(() => rowsOf(state, shown), [state.results, shown]);
  const sources = useMemo(() => sourcesOf(rows), [rows]);
  const account = useMemo(() => accountOf(state.results.values()), [state.results]);
  return (
    <>
      <div className="tabs" role="group" aria-label={say('goThrough.show')}>
        {(['all', ...verdicts] as const).map((verdict) => (
          <button key={verdict} type="button" aria-pressed={shown === verdict} onClick={() => { setShown(verdict); }}>{say(`goThrough.${verdict}`)} <span className="tab-count">{number(verdict === 'all' ? account.documents : account[verdict])}</span></button>
        ))}
      </div>
      {rows.length === 0 && state.phase !== 'running' && <p className="quiet">{say('goThrough.none')}</p>}
      {rows.length > 0 && (
        <table className="verdicts" aria-label={say('goThrough.table')}>
          <colgroup><col className="verdict-column" /><col /></colgroup>
          <thead className="sr-only"><tr><th scope="col">{say('goThrough.column.document')}</th><th scope="col">{say('goThrough.column.rests')}</th></tr></thead>
          <tbody>{rows.slice(0, most).map((row) => <Row key={row.documentId} row={row} sources={sources} criterion={state.criterion} open={props.open} onOpen={props.onOpen} />)}</tbody>
        </table>
      )}
      {rows.length > most && <button type="button" className="link more-rows" onClick={() => { setMost(most + page); }}>{say('goThrough.more', { count: number(Math.min(page, rows.length - most)) })}</button>}
    </>
  );
}

function Row(props: { readonly row: GoThroughResult; readonly sources: readonly Source[]; readonly criterion: string; readonly open: Source | null; readonly onOpen: (sources: readonly Source[], index: number) => void }): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const { row, sources, open } = props;
  const why = row.reason === null ? null : words.reason(row.reason, row.verdict !== 'unread');
  const name = fileName(row.path);
  return (
    <tr>
      <th scope="row">
        <span className={`verdict ${row.verdict}`}><span aria-hidden="true">{marks[row.verdict]}</span> {say(`goThrough.${row.verdict}`)}</span>
        <span className="verdict-name" title={row.path}>{name}</span>
      </th>
      <td>
        <p className="why">{say(`goThrough.why.${row.why}`)}{why !== null && <> · {why.what} {row.verdict === 'unread' && <span>{why.next}</span>}</>}</p>
        {row.quotes.map((quote) => {
          const index = sources.findIndex((source) => source.documentId === quote.documentId && source.page === quote.page && source.start === quote.start);
          const isOpen = open !== null && open.documentId === quote.documentId && open.page === quote.page && open.start === quote.start;
          return (
            <button key={`${quote.page}-${quote.start}`} type="button" className={isOpen ? 'verdict-quote on' : 'verdict-quote'} aria-pressed={isOpen} onClick={() => { props.onOpen(sources, index); }}>
              <q><QuoteText quote={quote} question={props.criterion} lit={isOpen ? 'whole' : 'words'} /></q>
              <span className="where">{placeOf(quote.locator, quote.page, words)}</span>
            </button>
          );
        })}
      </td>
    </tr>
  );
}
