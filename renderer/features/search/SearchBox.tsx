import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useAllWords } from '../../words/later.ts';

/** Where one types what to look for; arrows go through `total` results and round, Enter opens the chosen one. Its list has the id `search-hits`, its entries `hit-0` and on. */
export function SearchBox(props: {
  readonly text: string; readonly onText: (text: string) => void; readonly placeholder: string; readonly isExpression: boolean; readonly describedBy?: string;
  readonly total: number; readonly chosen: number; readonly onChosen: (index: number) => void; readonly onOpen: (index: number) => void;
}): ReactNode {
  const { say } = useAllWords();
  const { total } = props;
  const at = Math.max(0, Math.min(props.chosen, total - 1));
  const box = useRef<HTMLInputElement>(null);
  // What was looked for before stands there to be typed over.
  useLayoutEffect(() => { box.current?.focus(); box.current?.select(); }, []);
  return (
    <input ref={box} type="text" className={props.isExpression ? 'search-box expression' : 'search-box'} autoComplete="off" spellCheck={false} dir={props.text === '' ? undefined : 'auto'} data-focus value={props.text} placeholder={props.placeholder}
      aria-label={say(props.isExpression ? 'find.placeholder' : 'search.placeholder')} role="combobox" aria-expanded={total > 0} aria-controls="search-hits" aria-describedby={props.describedBy}
      aria-activedescendant={total > 0 ? `hit-${at}` : undefined} onChange={(event) => { props.onText(event.target.value); }}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') props.onChosen((at + 1) % Math.max(1, total));
        else if (event.key === 'ArrowUp') props.onChosen((at - 1 + total) % Math.max(1, total));
        else if (event.key === 'Enter' && total > 0) props.onOpen(at);
        else return;
        event.preventDefault();
      }} />
  );
}
