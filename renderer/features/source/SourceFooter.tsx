import type { ReactNode } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import { StepButton } from '../../components/StepButton.tsx';
import { useAllWords, type SpeakAll } from '../../words/later.ts';
import { standingOf } from './standing.ts';
import type { OpenedSource } from './useSource.ts';

/** Which of several sources this is, and whether its words still stand in the document. */
export function SourceFooter(props: {
  readonly source: Source; readonly index: number; /** So many of them come before those that are here. */ readonly before: number; readonly total: number; readonly isHits: boolean; readonly opened: OpenedSource | null; readonly onIndex: (index: number) => void; readonly onBack: () => void;
}): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const { source, index, before, total, opened, isHits } = props;
  return (
    <footer>
      {source.quote === '' ? <span /> : (
        <span className="source-turn">
          <StepButton label={say(isHits ? 'source.previousHit' : 'source.previous')} sign="‹" isAtEnd={before + index === 0} onStep={() => { props.onIndex(index - 1); }} />
          {say(isHits ? 'source.countHits' : 'source.count', { n: before + index + 1, total })}
          <StepButton label={say(isHits ? 'source.nextHit' : 'source.next')} sign="›" isAtEnd={before + index >= total - 1} onStep={() => { props.onIndex(index + 1); }} />
        </span>
      )}
      <span>{opened !== null && (checkedWords(opened, words, props.onBack) ?? doubtWords(opened, words))}</span>
    </footer>
  );
}

function checkedWords(opened: OpenedSource, { say }: SpeakAll, onBack: () => void): ReactNode {
  switch (standingOf(opened)) {
    case 'none': return null;
    case 'turned': return <button type="button" className="link" onClick={onBack}>{say('source.back')}</button>;
    case 'moved': return say('source.moved');
    case 'gone': return <span className="warn">{say('source.gone')}</span>;
    case 'doubtful': return <span className="partly-note">{say('source.checkedDoubtful')}</span>;
    case 'exact': return say('source.checked');
  }
}

function doubtWords({ page }: OpenedSource, { count }: SpeakAll): string | null {
  const doubts = page?.doubtful?.length ?? 0;
  return doubts === 0 ? null : count('source.doubts', doubts);
}
