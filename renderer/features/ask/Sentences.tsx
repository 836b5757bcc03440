import type { ReactNode } from 'react';
import type { AnswerSentence, Source } from '../../../electron/shared/schemas.ts';
import type { Turn } from '../../hooks/useAsk.ts';
import { useWords } from '../../words/words.ts';
import { isSame, type OpenSource } from './TurnView.tsx';

const marks = { supported: '✓', partly: '◐', unsupported: '✗' } as const;
const markWords = { supported: 'answer.supported', partly: 'answer.partlySupported', unsupported: 'answer.unsupported' } as const;

/** The answer as plain text, sentence by sentence, each with its chips and its mark; the raw stream until it is checked. Never HTML. */
export function Sentences(props: { readonly turn: Turn; readonly sources: readonly Source[]; readonly open: Source | null; readonly onOpen: OpenSource }): ReactNode {
  const { turn } = props;
  if (turn.sentences.length === 0) return turn.text === '' ? null : <div className="answer unchecked">{turn.text}</div>;
  return (
    <div className={turn.answer?.mode === 'written' ? 'answer' : 'answer quoted'}>
      {turn.sentences.map((sentence, index) => <Sentence key={index} sentence={sentence} {...props} />)}
    </div>
  );
}

function Sentence(props: { readonly sentence: AnswerSentence; readonly sources: readonly Source[]; readonly open: Source | null; readonly onOpen: OpenSource }): ReactNode {
  const { say } = useWords();
  const { sentence, sources } = props;
  return (
    <span className={`sentence ${sentence.support}`}>
      <span className="words">{sentence.text}</span>
      {sentence.citations.map((n) => {
        const index = sources.findIndex((source) => source.n === n);
        const source = sources[index];
        if (source === undefined) return null;
        return (
          <button type="button" key={n} className={isSame(source, props.open) ? 'cite on' : 'cite'} title={source.quote} aria-label={`${n}: ${source.quote}`} onClick={() => { props.onOpen(sources, index); }}>{n}</button>
        );
      })}
      <span className={`mark ${sentence.support}`} role="img" aria-label={say(markWords[sentence.support])} title={say(markWords[sentence.support])}>{marks[sentence.support]}</span>
      {sentence.support !== 'supported' && <span className={`mark-words ${sentence.support}`}>{sentence.note ?? say(markWords[sentence.support])}</span>}{' '}
    </span>
  );
}
