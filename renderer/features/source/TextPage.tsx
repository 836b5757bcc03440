import { useEffect, useRef, type ReactNode } from 'react';
import type { Page } from '../../../electron/shared/schemas.ts';
import { blocksOf, columnsOf, isFigure, linesOf, type Line, type Span } from '../../components/cells.ts';
import { Lit } from '../../components/Lit.tsx';
import { useWords } from '../../words/words.ts';

/** A page as the text that was read from it, laid out as its format asks, with the quote lit and scrolled to the middle. */
export function TextPage(props: { readonly page: Page; readonly range: Span }): ReactNode {
  const { page, range } = props;
  const paper = useRef<HTMLDivElement>(null);
  useEffect(() => { (paper.current?.querySelector('mark') ?? paper.current)?.scrollIntoView({ block: range.end > range.start ? 'center' : 'start' }); }, [page, range.start, range.end]);
  const { locator, text, doubtful: doubts = [] } = page;
  const lines = linesOf(text);
  return (
    <div ref={paper} className={`text-page ${locator.kind}`}>
      {locator.kind === 'lines' && lines.map((line, index) => (
        <div key={line.start} className="numbered"><span className="number" aria-hidden="true">{locator.firstLine + index}</span><span><Lit text={text} from={line.start} to={line.end} spans={[range]} doubts={doubts} /></span></div>
      ))}
      {locator.kind === 'rows' && <Grid text={text} lines={lines.filter(({ start, end }) => end > start)} range={range} doubts={doubts} firstRow={locator.firstRow} />}
      {locator.kind !== 'lines' && locator.kind !== 'rows' && <Prose text={text} lines={lines} range={range} doubts={doubts} />}
    </div>
  );
}

/** Running text: headings stand out where a line stands alone, rows become tables. */
function Prose(props: { readonly text: string; readonly lines: readonly Line[]; readonly range: Span; readonly doubts: readonly Span[] }): ReactNode {
  const { text, lines, range, doubts } = props;
  return blocksOf(lines).map((block, index) => (block.kind === 'table'
    ? <Grid key={index} text={text} lines={block.lines} range={range} doubts={doubts} firstRow={null} />
    : block.lines.map((line) => (
      <p key={line.start} className={isHeading(text, line, lines) ? 'heading' : undefined}><Lit text={text} from={line.start} to={line.end} spans={[range]} doubts={doubts} /></p>
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

function Grid(props: { readonly text: string; readonly lines: readonly Line[]; readonly range: Span; readonly doubts: readonly Span[]; readonly firstRow: number | null }): ReactNode {
  const { say } = useWords();
  const { text, lines, range, doubts, firstRow } = props;
  const { count, skipped } = columnsOf(lines);
  const isLit = (line: Line): boolean => range.start < line.end && range.end > line.start;
  return (
    <div className="grid-scroll" {...(firstRow === null ? { tabIndex: 0, role: 'group', 'aria-label': say('source.table') } : {})}>
      <table className="grid">
        <tbody>
          {lines.map((line, row) => (
            <tr key={line.start} className={row === 0 ? 'head' : isLit(line) ? 'lit' : undefined}>
              {firstRow !== null && <td className="number" aria-hidden="true">{firstRow + row}</td>}
              {Array.from({ length: skipped(line) }, (_, index) => <td key={`skipped-${index}`} />)}
              {line.cells.map((cell, index) => (
                <td key={cell.start} className={isFigure(text.slice(cell.start, cell.end)) || (row === 0 && isFigureColumn(text, lines, index + skipped(line))) ? 'figure' : cell.end - cell.start <= shortCell ? 'short' : undefined}
                  colSpan={index === line.cells.length - 1 && skipped(line) === 0 ? Math.max(1, count - index) : 1}>
                  <Lit text={text} from={cell.start} to={cell.end} spans={[range]} doubts={doubts} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function isFigureColumn(text: string, lines: readonly Line[], column: number): boolean {
  const cell = lines[1]?.cells[column];
  return cell !== undefined && isFigure(text.slice(cell.start, cell.end));
}
