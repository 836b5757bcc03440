import { useEffect, useRef, type ReactNode } from 'react';

/** A page as the text Carrel read from it, with the quote lit. */
export function TextPage(props: { readonly text: string; readonly start: number; readonly end: number }): ReactNode {
  const mark = useRef<HTMLElement>(null);
  useEffect(() => { mark.current?.scrollIntoView({ block: 'center' }); }, [props.text, props.start]);
  return (
    <div className="text-page">
      {props.text.slice(0, props.start)}<mark ref={mark} data-testid="page-mark">{props.text.slice(props.start, props.end)}</mark>{props.text.slice(props.end)}
    </div>
  );
}
