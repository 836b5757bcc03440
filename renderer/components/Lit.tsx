import type { ReactNode } from 'react';
import type { Span } from './cells.ts';

/** A stretch of a text with the lit parts of it marked. `spans` are in order and do not overlap; offsets count from the start of the whole text. */
export function Lit(props: { readonly text: string; readonly from: number; readonly to: number; readonly spans: readonly Span[] }): ReactNode {
  const { text, from, to } = props;
  const parts: ReactNode[] = [];
  let at = from;
  for (const span of props.spans) {
    const [start, end] = [Math.max(span.start, at), Math.min(span.end, to)];
    if (start >= end) continue;
    if (start > at) parts.push(text.slice(at, start));
    parts.push(<mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  if (at < to) parts.push(text.slice(at, to));
  return parts;
}
