import type { ReactNode, RefObject } from 'react';
import type { Source } from '../../../electron/shared/schemas.ts';
import type { Turn } from '../../hooks/turns.ts';
import type { Ask } from '../../hooks/useAsk.ts';
import type { ScopeChoice } from '../../hooks/useScope.ts';
import { useWords, type Speak } from '../../words/words.ts';
import { Composer, type ComposerHandle, type PlacedQuestion } from './Composer.tsx';
import { refusalWords } from './refusalWords.ts';
import { TurnList, type OpenedAt } from './TurnList.tsx';
import { TurnView, type TurnActions } from './TurnView.tsx';

/** Questions and answers, and the box to ask in. `welcome` stands where there are none. */
export function ConversationPane(props: {
  readonly asking: Ask; readonly composer: RefObject<ComposerHandle | null>; readonly draft: string; readonly onDraft: (draft: string) => void; readonly scope: ScopeChoice;
  /** False where no answer would ever come. */ readonly canAsk: boolean; readonly open: Source | null; readonly welcome: ReactNode; readonly modelName: (id: string) => string; readonly actions: TurnActions; readonly onAsk: (question: string) => void; readonly placed: PlacedQuestion;
  readonly at: OpenedAt;
}): ReactNode {
  const words = useWords();
  const { turns } = props.asking;
  const lastTurn = turns.at(-1);
  return (
    <>
      <TurnList turns={turns} at={props.at} welcome={props.welcome}>
        {(turn) => <TurnView turn={turn} open={props.open} modelName={props.modelName} actions={props.actions} />}
      </TurnList>
      {/* Screen readers hear that work has begun, then the answer, once. */}
      <div className="sr-only" role="status">{spoken(lastTurn, words)}</div>
      <Composer handle={props.composer} draft={props.draft} onDraft={props.onDraft} scope={props.scope} running={props.asking.running} disabled={!props.canAsk}
        onAsk={props.onAsk} onStop={props.asking.stop} placed={props.placed} queued={props.asking.queued} onUnqueue={props.asking.unqueue} />
    </>
  );
}

function spoken(turn: Turn | undefined, words: Speak): string {
  const { say } = words;
  if (turn === undefined || turn.isKept) return '';
  const { title, body } = refusalWords(turn, words);
  switch (turn.state) {
    case 'running': return say('answer.searching');
    case 'done': return turn.verdict === 'not-in-documents' ? `${title}. ${body}` : turn.text;
    case 'stopped': return say('answer.stoppedEarly');
    // The note of what went wrong speaks for itself.
    case 'failed': return '';
  }
}
