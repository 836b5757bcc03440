import type { ReactNode } from 'react';
import type { AnswerSentence, Source } from '../../../electron/shared/schemas.ts';
import { whereOf } from '../../components/names.ts';
import { QuoteText } from '../../components/QuoteText.tsx';
import { runsOf } from '../../components/runsOf.ts';
import { Where } from '../../components/Where.tsx';
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
  // What was worked out from the quotes is told last.
  const [told, last] = calculated < 0 ? [turn.sentences, undefined] : [turn.sentences.slice(0, -1), turn.sentences.at(-1)];
  return (
    <div className={isWritten ? 'answer' : 'answer quoted'} dir={isWritten ? 'auto' : undefined}>
      {isWritten ? told.map((sentence, index) => <Written key={index} sentence={sentence} {...props} />) : <Quotes {...props} told={told} />}
      {last !== undefined && <Calculated sentence={last} {...props} />}
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

/** Quotes, numbered at the left like the cards below; those that follow one another from one place stand under it together. */
function Quotes(props: Props & { readonly told: readonly AnswerSentence[] }): ReactNode {
  const words = useWords();
  const quotes = props.told.map((sentence) => ({ sentence, source: props.sources.find(({ n }) => n === sentence.citations[0]) }));
  return runsOf(quotes, ({ source }) => (source === undefined ? null : `${source.documentId} ${whereOf(source, words)}`)).map((run, index) => (
    <div key={index} className="from-place">
      {run[0].source !== undefined && <Where quote={run[0].source} />}
      {run.map(({ sentence, source }, at) => (source === undefined
        ? <p key={at} className="sentence">{sentence.text}<Mark sentence={sentence} /></p>
        : <Quoted key={at} {...props} sentence={sentence} source={source} />))}
    </div>
  ));
}

function Quoted(props: Props & { readonly sentence: AnswerSentence; readonly source: Source }): ReactNode {
  const { sentence, source, turn } = props;
  const { label, told, isVerbatim } = readQuoteSentence(sentence.text, source);
  return (
    <div className={`sentence quote ${sentence.support}`}>
      <span className="quote-number"><Chips {...props} /><MarkSign sentence={sentence} /></span>
      <div className="quote-body">
        {label !== '' && <p className="quote-label" dir="auto">{label}</p>}
        <p className="words" dir="auto">{isVerbatim ? <QuoteText quote={source} question={turn.question} lit="none" /> : told}</p>
        <MarkWords sentence={sentence} />
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

type Marked = { readonly sentence: AnswerSentence };

function Mark(props: Marked): ReactNode {
  return <><MarkSign {...props} /><MarkWords {...props} /></>;
}

function MarkSign({ sentence: { support } }: Marked): ReactNode {
  const words = useWords().say(markWords[support]);
  return <span className={`mark ${support}`} role="img" aria-label={words} title={words}>{marks[support]}</span>;
}

/** What is wrong with a sentence that its sources do not bear out. */
function MarkWords({ sentence: { support, note } }: Marked): ReactNode {
  const { say } = useWords();
  return support === 'supported' ? null : <span className={`mark-words ${support}`}>{note ?? say(markWords[support])}</span>;
}
