import { useEffect, useRef, type ReactNode } from 'react';
import type { Page } from '../../../electron/shared/schemas.ts';
import { blocksOf, columnsOf, isFigure, linesOf, type Line, type Span } from '../../components/cells.ts';
import { Lit } from '../../components/Lit.tsx';
import { useAllWords } from '../../words/later.ts';
import { tableLines } from './columnNames.ts';
import { partMail } from './mailHead.ts';
import { useMore } from './useMore.ts';

/** A page as the text that was read from it, laid out as its format asks, with the quote lit and scrolled to the middle. `names`: of the columns, where they stand on an earlier page. */
export function TextPage(props: { readonly page: Page; readonly names: string | null; readonly range: Span }): ReactNode {
  const { page, range } = props;
  const paper = useRef<HTMLDivElement>(null);
  useEffect(() => { (paper.current?.querySelector('mark') ?? paper.current)?.scrollIntoView({ block: range.end > range.start ? 'center' : 'start' }); }, [page, range.start, range.end]);
  const { locator, text, doubtful: doubts = [] } = page;
  const lines = linesOf(text);
  return (
    <div ref={paper} className={`text-page ${locator.kind}`} dir="auto">
      {locator.kind === 'lines' && lines.map((line, index) => (
        <div key={line.start} className="numbered"><span className="number" aria-hidden="true">{locator.firstLine + index}</span><span><Lit text={text} from={line.start} to={line.end} spans={[range]} doubts={doubts} /></span></div>
      ))}
      {locator.kind === 'rows' && <Grid text={text} lines={rowsOf(page, lines)} range={range} doubts={doubts} firstRow={locator.firstRow} names={props.names} />}
      {locator.kind === 'message' && <Mail text={text} lines={lines} subject={locator.subject} range={range} doubts={doubts} />}
      {locator.kind !== 'lines' && locator.kind !== 'rows' && locator.kind !== 'message' && <Prose text={text} lines={lines} range={range} doubts={doubts} headings={locator.kind === 'slide' ? 'first' : 'any'} />}
    </div>
  );
}

/** A mail: its subject, who wrote to whom and when, then what was written. */
function Mail(props: { readonly text: string; readonly lines: readonly Line[]; readonly subject: string; readonly range: Span; readonly doubts: readonly Span[] }): ReactNode {
  const { text, lines, range, doubts } = props;
  const { subject, fields, rest } = partMail(text, lines, props.subject);
  const lit = { text, spans: [range], doubts };
  return (
    <>
      {fields.length > 0 && (
        <div className="mail-head">
          {subject !== null && <p className="subject"><Lit {...lit} from={subject.start} to={subject.end} /></p>}
          {fields.map(({ start, end, valueAt }) => <p key={start} className="mail-field"><span><Lit {...lit} from={start} to={valueAt} /></span><span><Lit {...lit} from={valueAt} to={end} /></span></p>)}
        </div>
      )}
      <Prose text={text} lines={rest} range={range} doubts={doubts} headings="none" />
    </>
  );
}

/** Running text: headings stand out where a line stands alone, rows become tables. Points of a slide and names below a letter stand alone as well and are none. */
function Prose(props: { readonly text: string; readonly lines: readonly Line[]; readonly range: Span; readonly doubts: readonly Span[]; readonly headings: 'any' | 'first' | 'none' }): ReactNode {
  const { text, lines, range, doubts, headings } = props;
  const mayHead = (line: Line): boolean => headings === 'any' || (headings === 'first' && line === lines.find(({ start, end }) => text.slice(start, end).trim() !== ''));
  return blocksOf(lines).map((block, index) => (block.kind === 'table'
    ? <Grid key={index} text={text} lines={block.lines} range={range} doubts={doubts} firstRow={null} names={null} />
    : block.lines.map((line) => (
      <p key={line.start} className={mayHead(line) && isHeading(text, line, lines) ? 'heading' : undefined}><Lit text={text} from={line.start} to={line.end} spans={[range]} doubts={doubts} /></p>
    ))));
}

/** A short line between empty ones that does not end like a sentence. */
function isHeading(text: string, line: Line, lines: readonly Line[]): boolean {
  const words = text.slice(line.start, line.end).trim();
  const at = lines.indexOf(line);
  const isEmpty = (other: Line | undefined): boolean => other === undefined || text.slice(other.start, other.end).trim() === '';
  return words !== '' && words.length <= 80 && !/[.,;:!?]$/.test(words) && /\p{L}/u.test(words) && isEmpty(lines[at - 1]) && isEmpty(lines[at + 1]);
}

/** Cells of so many letters stay on one line: names, dates, numbers. */
const shortCell = 24;

/** The lines that are rows; a sheet's first page begins with its name, which is none. */
function rowsOf(page: Page, lines: readonly Line[]): readonly Line[] {
  const starts = new Set(tableLines(page).map(({ start }) => start));
  return lines.filter(({ start }) => starts.has(start));
}

function Grid(props: { readonly text: string; readonly lines: readonly Line[]; readonly range: Span; readonly doubts: readonly Span[]; /** Null where rows have no numbers. */ readonly firstRow: number | null; readonly names: string | null }): ReactNode {
  const { say } = useAllWords();
  const { text, lines, range, doubts, firstRow, names } = props;
  const [named] = names === null ? [] : linesOf(names);
  const { count, skipped } = columnsOf(named === undefined ? lines : [named, ...lines]);
  const isLit = (line: Line): boolean => range.start < line.end && range.end > line.start;
  const row = { count, skipped, range, doubts };
  const table = useRef<HTMLTableElement>(null);
  useMore(table, firstRow === null ? '.grid-scroll' : '.source-scroll');
  return (
    <div className="grid-frame"><div className="grid-scroll" {...(firstRow === null ? { tabIndex: 0, role: 'group', 'aria-label': say('source.table') } : {})}>
      <table ref={table} className="grid">
        <tbody>
          {names !== null && named !== undefined && <Row {...row} text={names} line={named} range={{ start: 0, end: 0 }} doubts={[]} isHead next={lines[0] === undefined ? null : { text, line: lines[0] }} number={firstRow === null ? null : 1} kind="head" />}
          {lines.map((line, index) => {
            const isHead = index === 0 && named === undefined;
            return <Row key={line.start} {...row} text={text} line={line} isHead={isHead} next={isHead && lines[1] !== undefined ? { text, line: lines[1] } : null} number={firstRow === null ? null : firstRow + index} kind={isHead ? 'head' : isLit(line) ? 'lit' : undefined} />;
          })}
        </tbody>
      </table>
    </div></div>
  );
}

type RowProps = {
  readonly text: string; readonly line: Line; readonly count: number; readonly skipped: (line: Line) => number; readonly range: Span; readonly doubts: readonly Span[]; readonly number: number | null; readonly kind: 'head' | 'lit' | undefined;
  readonly isHead: boolean; /** Of the names of columns, the row below them: it tells which are of figures. */ readonly next: { readonly text: string; readonly line: Line } | null;
};

function Row({ text, line, count, skipped, range, doubts, number, kind, isHead, next }: RowProps): ReactNode {
  const skip = skipped(line);
  const isFigureBelow = (column: number): boolean => {
    const cell = next?.line.cells[column];
    return isHead && next !== null && cell !== undefined && isFigure(next.text.slice(cell.start, cell.end));
  };
  return (
    <tr className={kind}>
      {number !== null && <td className="number" aria-hidden="true">{number}</td>}
      {Array.from({ length: skip }, (_, index) => <td key={`skipped-${index}`} />)}
      {line.cells.map((cell, index) => (
        <td key={cell.start} className={isFigure(text.slice(cell.start, cell.end)) || isFigureBelow(index + skip) ? 'figure' : cell.end - cell.start <= shortCell ? 'short' : undefined}
          colSpan={index === line.cells.length - 1 && skip === 0 ? Math.max(1, count - index) : 1}>
          <Lit text={text} from={cell.start} to={cell.end} spans={[range]} doubts={doubts} />
        </td>
      ))}
    </tr>
  );
}
