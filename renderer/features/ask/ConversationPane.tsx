import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import type { Folder, Source } from '../../../electron/shared/schemas.ts';
import type { Ask } from '../../hooks/useAsk.ts';
import { useWords } from '../../words/words.ts';
import { Composer, type ComposerHandle } from './Composer.tsx';
import { TurnView, type OpenSource } from './TurnView.tsx';

/** Questions and answers, and the box to ask in. */
export function ConversationPane(props: {
  readonly asking: Ask; readonly composer: RefObject<ComposerHandle | null>; readonly draft: string; readonly onDraft: (draft: string) => void; readonly scoped: readonly Folder[];
  readonly hasFolders: boolean; readonly connected: boolean; readonly open: Source | null; readonly onOpen: OpenSource; readonly onAsk: (question: string) => void;
  readonly onUntick: (folderId: number) => void; readonly onChooseFolders: () => void; readonly onUnreadable: () => void;
}): ReactNode {
  const { say } = useWords();
  const { turns } = props.asking;
  const last = useRef<HTMLDivElement>(null);
  const lastKey = turns.at(-1)?.key;
  useEffect(() => { last.current?.scrollIntoView({ block: 'start' }); }, [lastKey]);
  return (
    <>
      <div className="scroll" tabIndex={0} role="log" aria-label={say('ask.conversation')} aria-live="off">
        <div className="column">
          {turns.length === 0 && (
            <div className="welcome">
              <h1>{say(props.hasFolders ? 'ask.welcome' : 'ask.welcomeEmpty')}</h1>
              <p>{say(props.hasFolders ? 'ask.welcomeBody' : 'ask.welcomeEmptyBody')}</p>
              {!props.hasFolders && <button type="button" className="button primary" onClick={props.onChooseFolders}>{say('library.add')}</button>}
            </div>
          )}
          {turns.map((turn) => (
            <div key={turn.key} ref={turn.key === lastKey ? last : undefined}>
              <TurnView turn={turn} open={props.open} onOpen={props.onOpen} onAgain={() => { props.onAsk(turn.question); }}
                onEdit={() => { props.onDraft(turn.question); props.composer.current?.focus(); }} onUnreadable={props.onUnreadable} />
            </div>
          ))}
        </div>
      </div>
      <Composer handle={props.composer} draft={props.draft} onDraft={props.onDraft} scoped={props.scoped} running={props.asking.running} disabled={!props.connected}
        onAsk={props.onAsk} onStop={props.asking.stop} onUntick={props.onUntick} />
    </>
  );
}
