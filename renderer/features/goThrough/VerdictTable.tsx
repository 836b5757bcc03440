import { memo, useCallback, useRef, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { GoThroughResult, GoThroughVerdict } from '../../../electron/shared/goThroughContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Source } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import { TallRows } from '../../components/TallRows.tsx';
import { Where } from '../../components/Where.tsx';
import { useAllWords } from '../../words/later.ts';
import type { OpenSources } from '../source/MoreSources.ts';
import { verdicts, type GoThroughState, type Shown } from './goThroughState.ts';
import { quotesAround, useVerdicts } from './useVerdicts.ts';

/** Height of a row with one quote, px. */
const usual = 92;
const marks: Readonly<Record<GoThroughVerdict, string>> = { yes: '✓', unclear: '?', unread: '!', no: '–' };

/** Every document with its verdict and the words it rests on, by verdict; a quote opens on its page, lit, with all others of the list before and after it. */
export function VerdictTable(props: { readonly engine: Client<EngineContract>; readonly state: GoThroughState; readonly open: Source | null; readonly onOpen: OpenSources; readonly onError: (reason: unknown) => void }): ReactNode {
  const { say, number } = useAllWords();
  const { engine, state } = props;
  const [shown, setShown] = useState<Shown>('all');
  const { total, at, error, want } = useVerdicts(engine, state, shown);
  const latest = useRef({ ...props, shown });
  latest.current = { ...props, shown };
  const open = useCallback((quote: Quote, index: number) => {
    const { state: { runId }, shown: list, onOpen, onError } = latest.current;
    if (runId === null) return;
    quotesAround(engine, runId, list, index, (source) => isSame(source, quote)).then(({ sources, at: chosen, more }) => { onOpen(sources, chosen, more); }, onError);
  }, [engine]);
  return (
    <>
      <div className="tabs" role="group" aria-label={say('goThrough.show')}>
        {(['all', ...verdicts] as const).map((verdict) => (
          <button key={verdict} type="button" aria-pressed={shown === verdict} onClick={() => { setShown(verdict); }}>{say(`goThrough.${verdict}`)} <span className="tab-count">{number(verdict === 'all' ? state.account.documents : state.account[verdict])}</span></button>
        ))}
      </div>
      {error !== null && <ErrorNote error={error} />}
      {total === 0 && state.phase !== 'running' && <p className="quiet">{say('goThrough.none')}</p>}
      {total > 0 && (
        <div className="verdicts" role="table" aria-label={say('goThrough.table')} aria-rowcount={total + 1}>
          <div role="row" aria-rowindex={1} className="sr-only"><span role="columnheader">{say('goThrough.column.document')}</span><span role="columnheader">{say('goThrough.column.rests')}</span></div>
          <TallRows role="rowgroup" className="verdict-rows" total={total} guess={usual} list={`${shown} ${state.runId ?? ''}`} onRows={want}>
            {(index) => {
              const row = at(index);
              return row === null ? <span role="cell" className="verdict-coming">…</span>
                : <Row row={row} index={index} criterion={state.criterion} open={row.quotes.find((quote) => props.open !== null && isSame(props.open, quote)) ?? null} onOpen={open} />;
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
const Row = memo(function Row(props: { readonly row: GoThroughResult; readonly index: number; readonly criterion: string; readonly open: Quote | null; readonly onOpen: (quote: Quote, index: number) => void }): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const { row } = props;
  const why = row.reason === null ? null : words.reason(row.reason, row.verdict !== 'unread');
  return (
    <>
      <span role="rowheader" className="verdict-head">
        <span className={`verdict ${row.verdict}`}><span aria-hidden="true">{marks[row.verdict]}</span> {say(`goThrough.${row.verdict}`)}</span>
        <span className="verdict-name" title={row.path}><bdi>{fileName(row.path)}</bdi></span>
      </span>
      <div role="cell">
        <p className="why">{say(`goThrough.why.${row.why}`)}{why !== null && <> · {why.what} {row.verdict === 'unread' && <span>{why.next}</span>}</>}</p>
        {row.quotes.map((quote) => {
          const isOpen = quote === props.open;
          return (
            <button key={`${quote.page}-${quote.start}`} type="button" className={isOpen ? 'verdict-quote on' : 'verdict-quote'} aria-pressed={isOpen} onClick={() => { props.onOpen(quote, props.index); }}>
              <q><QuoteText quote={quote} question={props.criterion} lit={isOpen ? 'whole' : 'words'} /></q>
              <Where quote={quote} isNamed={false} />
            </button>
          );
        })}
      </div>
    </>
  );
});
