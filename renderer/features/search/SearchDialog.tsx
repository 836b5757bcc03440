import { lazy, Suspense, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import type { Command } from '../../app/commands.ts';
import { Dialog } from '../../components/Dialog.tsx';
import type { ScopePart } from '../../hooks/useScope.ts';
import { useWords } from '../../words/words.ts';
import { BestHits } from './BestHits.tsx';
import type { OpenSources } from '../source/MoreSources.ts';

const EveryHit = lazy(() => import('./EveryHit.tsx').then((module) => ({ default: module.EveryHit })));

const modes = ['best', 'every'] as const;
export type SearchMode = (typeof modes)[number];

/** The expression looked for last: opened again, the list is there again. */
let expression = '';

/** Looks for passages, documents and commands: the best as one types, or every place that fits an expression. `scope`: what is ticked in the library, which the latter goes by. */
export function SearchDialog(props: {
  readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly mode: SearchMode; readonly scope: readonly ScopePart[];
  readonly onOpen: OpenSources; readonly onCommand: (command: Command) => void; readonly onClose: () => void;
}): ReactNode {
  const { say } = useWords();
  const [mode, setMode] = useState(props.mode);
  const [text, setText] = useState(props.mode === 'every' ? expression : '');
  const onText = (typed: string): void => {
    setText(typed);
    if (mode === 'every') expression = typed;
  };
  const change = (to: SearchMode): void => {
    setMode(to);
    if (to === 'every') expression = text;
  };
  const open: OpenSources = (...opened) => {
    props.onOpen(...opened);
    props.onClose();
  };
  const run = (command: Command): void => {
    props.onClose();
    props.onCommand(command);
  };
  return (
    <Dialog title={say('search.title')} wide bare onClose={props.onClose}>
      <div className="search-modes" role="group" aria-label={say('search.mode')}>
        {modes.map((one) => <button key={one} type="button" aria-pressed={one === mode} onClick={() => { change(one); }}>{say(`search.mode.${one}`)}</button>)}
      </div>
      {mode === 'best'
        ? <BestHits engine={props.engine} text={text} onText={onText} onOpen={open} onCommand={run} />
        : <Suspense><EveryHit engine={props.engine} shell={props.shell} scope={props.scope} text={text} onText={onText} onOpen={open} /></Suspense>}
    </Dialog>
  );
}
