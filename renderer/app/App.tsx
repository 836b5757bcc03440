import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { isCancelled, toPlainError, type PlainError } from '../../electron/shared/AppError.ts';
import type { ModelInfo, Source } from '../../electron/shared/schemas.ts';
import type { WindowCommand } from '../../electron/shared/windowCommands.ts';
import type { ComposerHandle } from '../features/ask/Composer.tsx';
import { ConversationList } from '../features/ask/ConversationList.tsx';
import { ConversationPane } from '../features/ask/ConversationPane.tsx';
import type { OpenedAt } from '../features/ask/TurnList.tsx';
import { useConversations } from '../features/ask/useConversations.ts';
import { useSampleQuestions } from '../features/ask/useSampleQuestions.ts';
import { Welcome } from '../features/ask/Welcome.tsx';
import { LibraryPane } from '../features/library/LibraryPane.tsx';
import { askErase, useAskedErase } from '../hooks/askErase.ts';
import type { OpenedSources, OpenSources } from '../features/source/MoreSources.ts';
import { keptKey, keptTurn, type Turn } from '../hooks/turns.ts';
import { newConversationId, useAsk } from '../hooks/useAsk.ts';
import { useDraft } from '../hooks/useDraft.ts';
import { useConnections } from '../hooks/useConnections.ts';
import { useEmptied } from '../hooks/useEmptied.ts';
import { useJudgements } from '../hooks/useJudgements.ts';
import { useScope } from '../hooks/useScope.ts';
import { useWatch } from '../hooks/useWatch.ts';
import { languageFor, speak, SpeakContext } from '../words/words.ts';
import { needLibrary } from './commands.ts';
import { Foot, type View } from './Foot.tsx';
import type { Layer } from './Layers.tsx';
import { currentStatus, subscribeStatus } from './libraryStatus.ts';
import { Notices } from './Notices.tsx';
import { keptWidths } from './paneWidths.ts';
import { readsFirst } from './readsFirst.ts';
import { StartTrouble } from './StartTrouble.tsx';
import { TopBar } from './TopBar.tsx';
import { UndoNote } from './UndoNote.tsx';
import { useAppearance } from './useAppearance.ts';
import { useDropped } from './useDropped.ts';
import { useLibraryActions } from './useLibraryActions.ts';
import { useLibraryShown } from './useLibraryShown.ts';
import { useShortcuts } from './useShortcuts.ts';
import { useTellIndexed } from './useTellIndexed.ts';
import { useUndo } from './useUndo.ts';

// What nobody sees at the start is read once the window is there and rests, or after so long, ms.
const readLaterMs = 1_000;
const [readLayers, readSourcePane] = [() => import('./Layers.tsx'), () => import('../features/source/SourcePane.tsx')];
const UnlockPane = lazy(() => import('../features/lock/UnlockPane.tsx').then((module) => ({ default: module.UnlockPane })));
const UnkeptKey = lazy(() => import('../features/lock/UnkeptKey.tsx').then((module) => ({ default: module.UnkeptKey })));
const EraseDialog = lazy(() => import('../features/erase/EraseDialog.tsx').then((module) => ({ default: module.EraseDialog })));
const NativeMenu = lazy(() => import('./NativeMenu.tsx').then((module) => ({ default: module.NativeMenu })));
const PaneBorder = lazy(() => import('./PaneBorder.tsx').then((module) => ({ default: module.PaneBorder })));
const Layers = lazy(async () => ({ default: (await readLayers()).Layers }));
const Rooms = lazy(async () => ({ default: (await import('./Rooms.tsx')).Rooms }));
const SourcePane = lazy(async () => ({ default: (await readSourcePane()).SourcePane }));


/** The window: library, conversation and source side by side, and the layers above them. */
export function App(): ReactNode {
  const { engine, shell } = useConnections();
  const { value: status, error: startError } = useSyncExternalStore(subscribeStatus, currentStatus);
  const { value: engineState } = useWatch(shell, (signal) => shell.watchEngine({}, { signal }));
  const [layer, setLayer] = useState<Layer | null>(null);
  const [view, setView] = useState<View>('ask');
  const [opened, setOpened] = useState<OpenedSources | null>(null);
  const [models, setModels] = useState<readonly ModelInfo[]>([]);
  const [edited, setEdited] = useState<Turn | null>(null);
  const [openedAt, setOpenedAt] = useState<OpenedAt>({ key: null });
  const [error, setError] = useState<PlainError | null>(null);
  const composer = useRef<ComposerHandle>(null);
  const fail = useCallback((reason: unknown) => {
    const plain = toPlainError(reason);
    // A stopped engine and a locked library have their own words; what was asked is asked again when the engine is back.
    if (!isCancelled(reason) && !['engine-stopped', 'port-closed', 'library-locked'].includes(plain.code)) setError(plain);
  }, []);
  const [appearance, setAppearance] = useAppearance(shell, fail);
  const language = languageFor(appearance.language);
  const words = useMemo(() => speak(language), [language]);
  useEffect(() => { document.documentElement.lang = language; }, [language]);

  useTellIndexed(shell, status, language);
  const isOpen = status !== null && !status.locked;
  useEmptied(status, shell);
  const erasing = useAskedErase();
  useEffect(() => {
    if (status === null) return;
    // The first frame with the library is still on its way.
    const asked = requestIdleCallback(() => { void Promise.all([readLayers(), readSourcePane()]); }, { timeout: readLaterMs });
    return () => { cancelIdleCallback(asked); };
  }, [status !== null]);
  const conversations = useConversations(isOpen ? engine : null, fail);
  useEffect(() => { if (isOpen) engine?.models({}).then(setModels, () => undefined); }, [engine, isOpen, status?.model.id]);

  const isHeld = isOpen && readsFirst(status);
  const asking = useAsk(isOpen && !isHeld ? engine : null, startError, conversations.reload);
  const [draft, setDraft] = useDraft(isOpen ? engine : null, asking.turns.length === 0 ? 'new' : asking.conversationId);
  const judgements = useJudgements(isOpen ? engine : null, fail);
  const scope = useScope(status?.folders ?? []);
  const sampleQuestions = useSampleQuestions(shell, status?.folders ?? []);
  // Asked otherwise in the middle of a conversation, a question leaves it there.
  const branched = edited === null || edited.messageId === null || asking.canReplace(edited) ? null : edited.messageId;
  const branch = async (from: NonNullable<typeof engine>, before: number, question: string): Promise<void> => {
    const title = conversations.all.find(({ id }) => id === asking.conversationId)?.title ?? question;
    const { id } = await from.branchConversation({ id: asking.conversationId, before, title });
    const messages = await from.conversation({ id });
    asking.show(id, messages.map(keptTurn));
    asking.ask(question, scope.parts);
  };
  const ask = (question: string): void => {
    setDraft('');
    setEdited(null);
    if (branched === null || engine === null) asking.ask(question, scope.parts, edited);
    else branch(engine, branched, question).catch((reason: unknown) => {
      // What was typed is not lost with it.
      setDraft(question);
      fail(reason);
    });
  };
  const open = useCallback((sources: readonly Source[], index: number) => { setOpened({ sources, index, isHits: false }); }, []);
  const openHits = useCallback<OpenSources>((sources, index, more) => { setOpened({ sources, index, isHits: true, more }); }, []);
  const showUnreadable = useCallback(() => { setLayer('unreadable'); }, []);
  const showModels = useCallback(() => { setLayer('models'); }, []);
  const actions = useLibraryActions({ engine, shell, fail, open, showUnreadable, showModels });
  const dropped = useDropped(actions.add, fail);
  const library = useLibraryShown(opened !== null);
  const startNew = (): void => {
    library.hide();
    asking.show(newConversationId(), []);
    setOpened(null);
    flushSync(() => { setView('ask'); });
    composer.current?.focus();
  };
  const openConversation = (id: string, messageId?: number): void => {
    setView('ask');
    engine?.conversation({ id }).then((messages) => {
      asking.show(id, messages.map(keptTurn));
      setOpenedAt({ key: messageId === undefined ? null : keptKey(messageId) });
      setOpened(null);
      library.hide();
    }, fail);
  };
  const removeConversation: typeof conversations.remove = (conversation) => {
    conversations.remove(conversation);
    if (conversation.id === asking.conversationId) startNew();
  };
  const edit = (turn: Turn): void => {
    setDraft(turn.question);
    setEdited(turn);
    composer.current?.focus();
  };
  const search = (): void => { if (isOpen) setLayer('search'); };
  const run = (command: WindowCommand): void => {
    if (!isOpen && needLibrary.includes(command)) return;
    switch (command) {
      case 'ask': flushSync(() => { setView('ask'); }); composer.current?.focus(); break;
      case 'startNew': startNew(); break;
      case 'goThrough': case 'checks': setView(command); library.hide(); break;
      case 'addFolder': actions.chooseFolders(); break;
      case 'search': search(); break;
      case 'library': library.toggle(); break;
      default: setLayer(command);
    }
  };
  const restart = (): void => { shell.restartEngine({}).catch(fail); };
  const undoable = useUndo({ engine, status, conversations, words, fail });
  useShortcuts({
    run, undo: undoable === null ? null : undoable.undo,
    close: () => { if (library.isDrawer && library.isShown) library.hide(); else if (layer === null) setOpened(null); },
  });
  const welcome = startError !== null ? <StartTrouble error={startError} onRetry={restart} /> : status === null ? null : (
    <Welcome status={status} questions={sampleQuestions} onAsk={ask} onChooseFolders={actions.chooseFolders} onSamples={actions.addSamples} onModels={showModels} onPrivacy={() => { setLayer('privacy'); }} />
  );

  return (
    <SpeakContext.Provider value={words}>
      <div className={['app', ...(opened === null ? [] : ['with-source']), ...(library.isDrawer || !library.isShown ? ['no-library'] : [])].join(' ')} style={keptWidths} {...dropped.handlers}>
        <TopBar status={status} isLibraryShown={library.isShown} onLibrary={library.toggle} onSearch={search} onLayer={setLayer} />
        <nav className={library.isDrawer ? 'library drawer' : 'library'} hidden={!library.isShown} aria-label={words.say('library.pane')}>
          <div className="library-scroll" tabIndex={-1} data-pane>
            {status === null && startError === null && <p className="quiet" role="status">{words.say('engine.starting')}</p>}
            {isOpen && <LibraryPane status={status} engine={engine} scope={scope} actions={actions} />}
            {isOpen && <ConversationList engine={engine} conversations={{ ...conversations, remove: removeConversation }} current={view === 'ask' ? asking.conversationId : null} onOpen={openConversation} onNew={startNew} />}
          </div>
          <Foot view={view} onView={isOpen ? (chosen) => { setView(chosen); library.hide(); } : null} onLayer={setLayer} />
        </nav>
        {status !== null && library.isShown && !library.isDrawer && <Suspense><PaneBorder pane="library" withSource={opened !== null} shell={shell} fail={fail} /></Suspense>}
        <main className="conversation" aria-label={words.say('ask.conversation')}>
          <Notices engine={engineState} error={error} onRestart={restart} onClose={() => { setError(null); }} />
          <Suspense>{isOpen && status.protection === 'passphrase' && engine !== null && <UnkeptKey engine={engine} isCovered={layer !== null} onMakeNew={() => { setLayer('lock'); }} />}</Suspense>
          {status?.locked === true
            ? <Suspense><UnlockPane engine={engine} shell={shell} status={status} /></Suspense>
            : isOpen && engine !== null && view !== 'ask'
            ? <Suspense><Rooms view={view} engine={engine} shell={shell} scope={scope} status={status} open={opened?.sources[opened.index] ?? null} onOpen={openHits} onBack={() => { setView('ask'); }} /></Suspense>
            : <ConversationPane asking={asking} composer={composer} draft={draft} onDraft={setDraft} scope={scope} canAsk={startError === null} open={opened?.sources[opened.index] ?? null} welcome={welcome}
                modelName={(id) => models.find((model) => model.id === id)?.name ?? id}
                actions={{
                  onOpen: open, onAgain: (turn) => { asking.ask(turn.question, turn.scope, turn); }, onWider: (turn) => { asking.ask(turn.question, []); }, onEdit: edit, onUnreadable: showUnreadable, isHeld, judgements, isDeveloper: appearance.developer,
                }}
                onAsk={ask} at={openedAt} placed={edited === null || edited.messageId === null ? null : { words: branched === null ? 'ask.replaces' : 'ask.branches', onAskAnew: () => { setEdited(null); } }} />}
        </main>
        <Suspense>{opened !== null && <PaneBorder pane="source" withSource shell={shell} fail={fail} />}</Suspense>
        <Suspense>{opened !== null && <SourcePane engine={engine} shell={shell} opened={opened} libraryVersion={status} onOpened={setOpened} onClose={() => { setOpened(null); }} />}</Suspense>
        <Suspense>{status !== null && <NativeMenu shell={shell} isOpen={isOpen} onRun={run} />}</Suspense>
        <UndoNote undoable={undoable} />
        {dropped.isOver && <div className="drop" aria-hidden="true"><span>{words.say('library.drop')}</span></div>}
        <Suspense>{erasing !== null && engine !== null && <EraseDialog engine={engine} shell={shell} path={erasing} onErased={() => { setOpened(null); }} onClose={() => { askErase(null); }} />}</Suspense>
        <Suspense>{layer !== null && <Layers layer={layer} scope={scope.parts} status={status} engine={engine} shell={shell} appearance={appearance} onAppearance={setAppearance} onOpen={openHits} onCommand={run} onReplaced={() => { asking.show(newConversationId(), []); setOpened(null); conversations.reload(); }} onClose={() => { setLayer(null); }} />}</Suspense>
      </div>
    </SpeakContext.Provider>
  );
}
