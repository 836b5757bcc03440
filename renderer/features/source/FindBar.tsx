import { useEffect, useRef, type ReactNode } from 'react';
import { StepButton } from '../../components/StepButton.tsx';
import { useAllWords } from '../../words/later.ts';
import type { FoundInDocument } from './useFindInDocument.ts';

/** Finds words in the document that is open; Enter goes to the next place, Shift Enter to the one before, Esc closes it. */
export function FindBar(props: {
  readonly text: string; readonly onText: (text: string) => void; readonly found: FoundInDocument; readonly index: number; readonly onIndex: (index: number) => void; readonly onClose: () => void;
}): ReactNode {
  const { say, error: wordsOf } = useAllWords();
  const { found, index } = props;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => { box.current?.focus(); box.current?.select(); }, []);
  const total = found.places?.length ?? 0;
  const step = (by: number): void => { if (total > 0) props.onIndex((index + by + total) % total); };
  return (
    <div className="source-find" role="search" aria-label={say('source.findHint')}>
      <input ref={box} type="search" className="field" value={props.text} autoComplete="off" spellCheck={false} aria-label={say('source.findHint')} placeholder={say('source.findHint')} onChange={(event) => { props.onText(event.target.value); }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') { event.stopPropagation(); props.onClose(); } else return;
          event.preventDefault();
        }} />
      <span role="status">{found.error !== null ? wordsOf(found.error).what : found.places === null ? '' : total === 0 ? say('source.findNone') : say('source.findCount', { n: index + 1, total })}</span>
      <StepButton label={say('source.previousPlace')} sign="‹" isAtEnd={total === 0} onStep={() => { step(-1); }} />
      <StepButton label={say('source.nextPlace')} sign="›" isAtEnd={total === 0} onStep={() => { step(1); }} />
    </div>
  );
}
