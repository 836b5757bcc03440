import type { ReactNode } from 'react';
import type { AnswerSentence, Source } from '../../../electron/shared/schemas.ts';
import { headingOf, sectionWords } from '../../components/names.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import type { Turn } from '../../hooks/turns.ts';
import { useWords } from '../../words/words.ts';
import { Chip } from './Chip.tsx';
import { readQuoteSentence } from './readQuoteSentence.ts';
import { isSame, type OpenSource } from './TurnView.tsx';

const marks = { supported: '✓', partly: '◐', unsupported: '✗' } as const;
const markWords = { supported: 'answer.supported', partly: 'answer.partlySupported', unsupported: 'answer.unsupported' } as const;

type Props = { readonly turn: Turn; readonly sources: readonly Source[]; readonly open: Source | null; readonly onOpen: OpenSource };

/** The answer as plain text, sentence by sentence, each with its chips and its mark; the raw stream until it is checked. Never HTML. */
export function Sentences(props: Props): ReactNode {
  const { turn } = props;
  if (turn.sentences.length === 0) return turn.text === '' ? null : <div className="answer unchecked" dir="auto">{turn.text}</div>;
  const calculated = turn.answer?.calculation === undefined ? -1 : turn.sentences.length - 1;
  const isWritten = (turn.answer?.mode ?? (turn.text === '' ? 'quotes' : 'written')) === 'written';
  return (
    <div className={isWritten ? 'answer' : 'answer quoted'} dir={isWritten ? 'auto' : undefined}>
      {turn.sentences.map((sentence, index) => {
        // What was worked out from the quotes is told last.
        const Shown = index === calculated ? Calculated : isWritten ? Written : Quoted;
        return <Shown key={index} sentence={sentence} {...props} />;
      })}
    </div>
  );
}

function Written(props: Props & { readonly sentence: AnswerSentence }): ReactNode {
  const { sentence } = props;
  const at = sentence.citations.length === 0 ? sentence.text.length : lastWordOf(sentence.text);
  return <span className={`sentence ${sentence.support}`}><span className="words">{sentence.text.slice(0, at)}</span><span className="held"><span className="words">{sentence.text.slice(at)}</span><Chips {...props} /></span><Mark sentence={sentence} />{' '}</span>;
}

/** A longer last word is broken rather than kept with what follows it, letters. */
const longestHeld = 24;

/** Where the last word of a sentence begins: its chips stay with it, and stand at no beginning of a line alone. */
function lastWordOf(text: string): number {
  const at = text.search(/\S+\s*$/);
  return at < 0 || text.length - at > longestHeld ? text.length : at;
}

/** A quote with its place above it, numbered at the left like the cards below. */
function Quoted(props: Props & { readonly sentence: AnswerSentence }): ReactNode {
  const words = useWords();
  const { sentence, turn } = props;
  const source = props.sources.find(({ n }) => n === sentence.citations[0]);
  if (source === undefined) return <p className="sentence">{sentence.text}<Mark sentence={sentence} /></p>;
  const { place, told, isVerbatim } = readQuoteSentence(sentence.text, source);
  return (
    <div className={`sentence quote ${sentence.support}`}>
      <Chips {...props} />
      <div className="quote-body">
        <p className="where" title={sectionWords(source)}>{[place, headingOf(source, words)].filter((part) => part !== '').join(' · ')}<Mark sentence={sentence} /></p>
        <p className="words" dir="auto">{isVerbatim ? <QuoteText quote={source} question={turn.question} lit="none" /> : told}</p>
      </div>
    </div>
  );
}

/** A result that code worked out, with the figures it comes from, each opening its place. */
function Calculated(props: Props & { readonly sentence: AnswerSentence }): ReactNode {
  const { say } = useWords();
  const { sentence } = props;
  return (
    <section className="sentence calculation" aria-label={say('answer.calculation')}>
      <p className="where">{say('answer.calculation')}<Mark sentence={sentence} /></p>
      <p><span className="words">{sentence.text}</span><Chips {...props} /></p>
    </section>
  );
}

function Chips(props: Props & { readonly sentence: AnswerSentence }): ReactNode {
  return props.sentence.citations.map((n) => {
    const index = props.sources.findIndex((source) => source.n === n);
    const source = props.sources[index];
    if (source === undefined) return null;
    return <Chip key={n} source={source} question={props.turn.question} isOpen={isSame(source, props.open)} onOpen={() => { props.onOpen(props.sources, index); }} />;
  });
}

function Mark(props: { readonly sentence: AnswerSentence }): ReactNode {
  const { say } = useWords();
  const { support, note } = props.sentence;
  const words = say(markWords[support]);
  return (
    <>
      <span className={`mark ${support}`} role="img" aria-label={words} title={words}>{marks[support]}</span>
      {support !== 'supported' && <span className={`mark-words ${support}`}>{note ?? words}</span>}
    </>
  );
}
