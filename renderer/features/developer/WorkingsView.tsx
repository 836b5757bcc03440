import { useEffect, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { Workings } from '../../../electron/shared/developerContract.ts';
import type { Answer } from '../../../electron/shared/schemas.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { useConnections } from '../../hooks/useConnections.ts';
import { useAllWords, type SpeakAll } from '../../words/later.ts';
import '../../styles/rooms.css';

/** For developers: what an answer took, the candidates of each search with their scores, and the prompt word for word. Nothing is asked before it is opened. */
export function WorkingsView(props: { readonly answer: Answer }): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const { engine } = useConnections();
  const { answer } = props;
  const [isOpen, setIsOpen] = useState(false);
  const [workings, setWorkings] = useState<Workings | 'gone' | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  useEffect(() => {
    if (isOpen) engine?.answerWorkings({ messageId: answer.messageId }).then((known) => { setWorkings(known ?? 'gone'); }, (reason: unknown) => { setError(toPlainError(reason)); });
  }, [engine, isOpen, answer.messageId]);
  return (
    <details className="workings" onToggle={(event) => { setIsOpen(event.currentTarget.open); }}>
      <summary>{say('developer.title')}</summary>
      {error !== null && <ErrorNote error={error} />}
      <Timings answer={answer} words={words} />
      {workings === 'gone' && <p className="quiet">{say('developer.gone')}</p>}
      {workings !== null && workings !== 'gone' && (
        <>
          {workings.searches.map((search, index) => <Search key={index} search={search} words={words} />)}
          {workings.generations.length === 0 && <p className="quiet">{say('developer.noPrompt')}</p>}
          {workings.generations.map((generation, index) => <Generation key={index} generation={generation} words={words} />)}
        </>
      )}
    </details>
  );
}

function Timings({ answer: { timings, mode, model, searchMode }, words }: { readonly answer: Answer; readonly words: SpeakAll }): ReactNode {
  const { say } = words;
  const ms = (value: number | null): string => (value === null ? '–' : `${words.number(value)}\u00a0ms`);
  const rows = [
    [say('developer.mode'), `${mode} · ${searchMode} · ${model ?? '–'}`], [say('developer.search'), ms(timings.searchMs)], [say('developer.firstEvidence'), ms(timings.firstEvidenceMs)], [say('developer.firstToken'), ms(timings.firstTokenMs)],
    [say('developer.total'), ms(timings.totalMs)], [say('developer.promptTokens'), words.number(timings.promptTokens)], [say('developer.answerTokens'), words.number(timings.answerTokens)],
  ] as const;
  return <dl className="pairs">{rows.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function Search({ search, words }: { readonly search: Workings['searches'][number]; readonly words: SpeakAll }): ReactNode {
  const { say, number } = words;
  const { timings } = search;
  const score = (value: number | null): string => (value === null ? '–' : number(value, 3));
  return (
    <section>
      <h4>{say('developer.candidates', { query: search.query })}</h4>
      <p className="quiet">{`${search.mode} · ${search.terms.join(' ')} · documents ${number(timings.documentsMs, 1)} ms, embed ${number(timings.embedMs, 1)} ms, lookup ${number(timings.lookupMs, 1)} ms, total ${number(timings.totalMs, 1)} ms`}</p>
      <div className="wide-table" tabIndex={0} role="group" aria-label={say('developer.candidates', { query: search.query })}>
        <table>
          <thead><tr>{(['rank', 'score', 'keyword', 'cosine', 'document', 'passage'] as const).map((column) => <th key={column} scope="col">{say(`developer.column.${column}`)}</th>)}</tr></thead>
          <tbody>
            {search.candidates.map((candidate, index) => (
              <tr key={candidate.passageId}>
                <td>{index + 1}</td><td>{score(candidate.score)}</td><td>{score(candidate.keyword)}</td><td>{score(candidate.cosine)}</td><td>{score(candidate.documentScore)}</td>
                <td className="candidate"><b>{fileName(candidate.path)}</b> {`p. ${candidate.page} [${candidate.start}, ${candidate.end})`} {candidate.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Generation({ generation, words }: { readonly generation: Workings['generations'][number]; readonly words: SpeakAll }): ReactNode {
  const { say, number } = words;
  const { end } = generation;
  return (
    <section>
      <h4>{say('developer.prompt')}</h4>
      <p className="quiet">{`seed ${generation.seed} · temperature ${generation.temperature} · max ${generation.maxTokens}`}{end !== null && ` · ${number(end.promptTokens)} tokens read (${number(end.reusedTokens)} reused) in ${number(end.promptMs)} ms · ${number(end.answerTokens)} written in ${number(end.answerMs)} ms · ${end.reason}`}</p>
      {generation.pieces.map((piece, index) => <pre key={index} tabIndex={0} aria-label={piece.kind}><b>{piece.kind}</b>{'\n'}{piece.text}</pre>)}
      <h4>{say('developer.written')}</h4>
      <pre tabIndex={0} aria-label={say('developer.written')}>{generation.text}</pre>
    </section>
  );
}
