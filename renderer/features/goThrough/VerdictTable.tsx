import { memo, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import type { GoThroughResult, GoThroughVerdict } from '../../../electron/shared/goThroughContract.ts';
import type { Source } from '../../../electron/shared/schemas.ts';
import { fileName, placeOf } from '../../components/names.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import { TallRows } from '../../components/TallRows.tsx';
import { useAllWords } from '../../words/later.ts';
import { accountOf, rowsOf, sourcesOf, verdicts, type GoThroughState, type Shown } from './goThroughState.ts';

/** Height of a row with one quote, px. */
const usual = 92;
const marks: Readonly<Record<GoThroughVerdict, string>> = { yes: '✓', unclear: '?', unread: '!', no: '–' };

/** Every document with its verdict and the words it rests on, by verdict; a quote opens on its page, lit, with all others of the list before and after it. */
export function VerdictTable(props: { readonly state: GoThroughState; readonly open: Source | null; readonly onOpen: (sources: readonly Source[], index: number) => void }): ReactNode {
  const { say, number } = useAllWords();
  const { state } = props;
  const [shown, setShown] = useState<Shown>('all');
  const rows = useMemo(() => rowsOf(state, shown), [state.results, shown]);
  const sources = useMemo(() => sourcesOf(rows), [rows]);
  const account = useMemo(() => accountOf(state.results.values()), [state.results]);
  const latest = useRef({ sources, onOpen: props.onOpen });
  latest.current = { sources, onOpen: props.onOpen };
  const open = useCallback((quote: Quote) => {
    const all = latest.current.sources;
    latest.current.onOpen(all, all.findIndex((source) => isSame(source, quote)));
  }, []);
  return (
    <>
      <div className="tabs" role="group" aria-label={say('goThrough.show')}>
        {(['all', ...verdicts] as const).map((verdict) => (
          <button key={verdict} type="button" aria-pressed={shown === verdict} onClick={() => { setShown(verdict); }}>{say(`goThrough.${verdict}`)} <span className="tab-count">{number(verdict === 'all' ? account.documents : account[verdict])}</span></button>
        ))}
      </div>
      {rows.length === 0 && state.phase !== 'running' && <p className="quiet">{say('goThrough.none')}</p>}
      {rows.length > 0 && (
        <div className="verdicts" role="table" aria-label={say('goThrough.table')} aria-rowcount={rows.length + 1}>
          <div role="row" aria-rowindex={1} className="sr-only"><span role="columnheader">{say('goThrough.column.document')}</span><span role="columnheader">{say('goThrough.column.rests')}</span></div>
          <TallRows role="rowgroup" className="verdict-rows" total={rows.length} guess={usual} list={`${shown} ${state.runId ?? ''}`}>
            {(index) => {
              const row = rows[index];
              return row === undefined ? null : <Row row={row} criterion={state.criterion} open={row.quotes.find((quote) => props.open !== null && isSame(props.open, quote)) ?? null} onOpen={open} />;
            }}
          </TallRows>
        </div>
      )}
    </>
  );
}

type Quote = GoThroughResult['quotes'][number];

function isSame(one: Pick<Quote, 'documentId' | 'page' | 'start'>, other: Pick<Quote, 'documentId' | 'page' | 'start'>): boolean {
  return one.documentId === other.documentId && one.page === other.page && one.start === other.start;
}

/** `open`: the quote that stands beside it just now. */
const Row = memo(function Row(props: { readonly row: GoThroughResult; readonly criterion: string; readonly open: Quote | null; readonly onOpen: (quote: Quote) => void }): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const { row } = props;
  const why = row.reason === null ? null : words.reason(row.reason, row.verdict !== 'unread');
  return (
    <>
      <span role="rowheader" className="verdict-head">
        <span className={`verdict ${row.verdict}`}><span aria-hidden="true">{marks[row.verdict]}</span> {say(`goThrough.${row.verdict}`)}</span>
        <span className="verdict-name" title={row.path}>{fileName(row.path)}</span>
      </span>
      <div role="cell">
        <p className="why">{say(`goThrough.why.${row.why}`)}{why !== null && <> · {why.what} {row.verdict === 'unread' && <span>{why.next}</span>}</>}</p>
        {row.quotes.map((quote) => {
          const isOpen = quote === props.open;
          return (
            <button key={`${quote.page}-${quote.start}`} type="button" className={isOpen ? 'verdict-quote on' : 'verdict-quote'} aria-pressed={isOpen} onClick={() => { props.onOpen(quote); }}>
              <q><QuoteText quote={quote} question={props.criterion} lit={isOpen ? 'whole' : 'words'} /></q>
              <span className="where">{placeOf(quote.locator, quote.page, words)}</span>
            </button>
          );
        })}
      </div>
    </>
  );
});
