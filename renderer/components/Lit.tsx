import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import type { Span } from './cells.ts';

/**
 * A stretch of a text with the lit parts of it marked, and words to be doubted underlined. `spans` and `doubts` are each in order and do
 * not overlap among themselves; offsets count from the start of the whole text.
 */
export function Lit(props: { readonly text: string; readonly from: number; readonly to: number; readonly spans: readonly Span[]; readonly doubts?: readonly Span[] }): ReactNode {
  const { text, from, to, doubts = [] } = props;
  const parts: ReactNode[] = [];
  let at = from;
  for (const span of props.spans) {
    const [start, end] = [Math.max(span.start, at), Math.min(span.end, to)];
    if (start >= end) continue;
    if (start > at) parts.push(<Doubted key={at} text={text} from={at} to={start} doubts={doubts} />);
    parts.push(<mark key={start}><Doubted text={text} from={start} to={end} doubts={doubts} /></mark>);
    at = end;
  }
  if (at < to) parts.push(<Doubted key={at} text={text} from={at} to={to} doubts={doubts} />);
  return parts;
}

function Doubted(props: { readonly text: string; readonly from: number; readonly to: number; readonly doubts: readonly Span[] }): ReactNode {
  const { say } = useWords();
  const { text, from, to } = props;
  const parts: ReactNode[] = [];
  let at = from;
  for (const doubt of props.doubts) {
    const [start, end] = [Math.max(doubt.start, at), Math.min(doubt.end, to)];
    if (start >= end) continue;
    if (start > at) parts.push(text.slice(at, start));
    parts.push(<span key={start} className="doubt" title={say('source.doubt')}>{text.slice(start, end)}</span>);
    at = end;
  }
  if (at < to) parts.push(text.slice(at, to));
  return parts;
}
