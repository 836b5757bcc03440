import type { ReactNode } from 'react';
import type { Quote } from '../../electron/shared/schemas.ts';
import { blocksOf, columnsOf, isFigure, linesOf, paragraphsOf, type Line, type Span } from './cells.ts';
import { Lit } from './Lit.tsx';
import { wordsThatMatter } from './wordsThatMatter.ts';

/** What of a quote is lit: all of it, as on the page; the words asked for; nothing. */
type Lighting = 'whole' | 'words' | 'none';

/** Longer quotes are not lit as a whole: a bar stands beside them and only the words asked for are lit. */
const wholeAtMost = 240;

/** The exact words of a quote: prose as it reads, rows of a table as cells under the names of their columns. What separates cells stays in the text, out of sight. */
export function QuoteText(props: { readonly quote: Pick<Quote, 'quote' | 'continues' | 'header'>; readonly question: string; readonly lit: Lighting }): ReactNode {
  const { quote, continues, header } = props.quote;
  const isLong = quote.length + (continues?.quote.length ?? 0) > wholeAtMost;
  const lit = props.lit === 'whole' && isLong ? 'words' : props.lit;
  const spansOf = (text: string): readonly Span[] => (lit === 'whole' ? [{ start: 0, end: text.length }] : lit === 'words' ? wordsThatMatter(text, props.question) : []);
  return (
    <span className={isLong && props.lit === 'whole' ? 'quote-text long' : 'quote-text'} dir="auto">
      <Words text={quote} header={header?.quote ?? null} spans={spansOf(quote)} />
      {continues !== undefined && <> <Words text={continues.quote} header={null} spans={spansOf(continues.quote)} /></>}
    </span>
  );
}

function Words(props: { readonly text: string; readonly header: string | null; readonly spans: readonly Span[] }): ReactNode {
  const { text, spans } = props;
  return blocksOf(linesOf(text), true).map((block, index) => (block.kind === 'text'
    ? paragraphsOf(text, block.lines).map(({ start, end }) => <span key={start} className="quote-line"><Lit text={text} from={start} to={end} spans={spans} />{'\n'}</span>)
    : <Rows key={`table-${index}`} text={text} lines={block.lines} header={index === 0 ? props.header : null} spans={spans} />));
}

function Rows(props: { readonly text: string; readonly lines: readonly Line[]; readonly header: string | null; readonly spans: readonly Span[] }): ReactNode {
  const { text, lines } = props;
  const { count, skipped } = columnsOf(lines);
  const heads = props.header === null ? [] : linesOf(props.header).filter(({ cells }) => cells.length === count || cells.length === count - 1);
  const [head] = heads.slice(-1);
  return (
    <span className="cells">
      {props.header !== null && (head === undefined
        ? <span className="cells-head whole">{props.header}</span>
        : <Cells text={props.header} line={head} skip={count - head.cells.length} spans={[]} name="cell head" />)}
      {lines.map((line) => <Cells key={line.start} text={text} line={line} skip={skipped(line)} spans={props.spans} name="cell" />)}
    </span>
  );
}

function Cells(props: { readonly text: string; readonly line: Line; readonly skip: number; readonly spans: readonly Span[]; readonly name: string }): ReactNode {
  const { text, line } = props;
  const isLit = props.spans.some(({ start, end }) => start <= line.start && end >= line.end);
  const spans = isLit ? [] : props.spans;
  return (
    <span className={isLit ? 'cells-row lit' : 'cells-row'}>
      {Array.from({ length: props.skip }, (_, index) => <span key={`skip-${index}`} className={props.name} />)}
      {line.cells.map((cell, index) => {
        const next = line.cells[index + 1];
        return (
          <span key={cell.start} className={isFigure(text.slice(cell.start, cell.end)) || (props.name !== 'cell' && index + props.skip > 0) ? `${props.name} figure` : props.name}>
            <Lit text={text} from={cell.start} to={cell.end} spans={spans} /><span className="gap">{next === undefined ? '\n' : text.slice(cell.end, next.start)}</span>
          </span>
        );
      })}
    </span>
  );
}
