import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../electron/shared/AppError.ts';
import type { ConversationSummary, Source } from '../../electron/shared/schemas.ts';
import type { Theme } from '../../electron/shared/shellContract.ts';
import { ErrorNote } from '../components/ErrorNote.tsx';
import type { ComposerHandle } from '../features/ask/Composer.tsx';
import { ConversationList } from '../features/ask/ConversationList.tsx';
import { ConversationPane } from '../features/ask/ConversationPane.tsx';
import { LibraryPane, type LibraryActions } from '../features/library/LibraryPane.tsx';
import { SourcePane } from '../features/source/SourcePane.tsx';
import { keptTurn, newConversationId, useAsk } from '../hooks/useAsk.ts';
import { useConnections } from '../hooks/useConnections.ts';
import { useWatch } from '../hooks/useWatch.ts';
import { speak, SpeakContext, systemLanguage, type Language } from '../words/words.ts';
import { Layers, type Layer } from './Layers.tsx';
import { droppedPaths } from './droppedPaths.ts';
import { TopBar } from './TopBar.tsx';
import { useShortcuts } from './useShortcuts.ts';

/** The window: library, conversation and source side by side, and the layers above them. */
export function App(): ReactNode {
  const { engine, shell } = useConnections();
  const latest = useWatch(engine, (signal) => engine?.watchStatus({}, { signal }) ?? null);
  const engineState = useWatch(shell, (signal) => shell?.watchEngine({}, { signal }) ?? null);
  const [language, setLanguage] = useState<Language>(systemLanguage);
  const [theme, setTheme] = useState<Theme>('system');
  const [scope, setScope] = useState<ReadonlySet<number>>(new Set());
  const [layer, setLayer] = useState<Layer | null>(null);
  const [opened, setOpened] = useState<{ readonly sources: readonly Source[]; readonly index: number } | null>(null);
  const [conversations, setConversations] = useState<readonly ConversationSummary[]>([]);
  const [draft, setDraft] = useState('');
  const [error, setError] = useState<PlainError | null>(null);
  const [isDropping, setIsDropping] = useState(false);
  const composer = useRef<ComposerHandle>(null);
  const words = useMemo(() => speak(language), [language]);
  const fail = useCallback((reason: unknown) => {
    const plain = toPlainError(reason);
    // A stopped engine has its own banner, and what was asked is asked again when it is back.
    if (!isCancelled(reason) && plain.code !== 'engine-stopped') setError(plain);
  }, []);

  const reloadConversations = useCallback(() => { engine?.conversations({}).then(setConversations, fail); }, [engine, fail]);
  useEffect(reloadConversations, [reloadConversations]);
  useEffect(() => { shell?.theme({}).then((stored) => { setTheme(stored.theme); }, fail); }, [shell, fail]);
  useEffect(() => { document.documentElement.lang = language; }, [language]);
  useEffect(() => { document.documentElement.dataset['theme'] = theme; }, [theme]);

  const asking = useAsk(engine, reloadConversations);
  const folders = latest?.folders ?? [];
  const scoped = folders.filter((folder) => scope.has(folder.id));

  const add = useCallback((paths: readonly string[]) => {
    setError(null);
    for (const path of paths) engine?.addFolder({ path }).catch(fail);
  }, [engine, fail]);
  const actions: LibraryActions = {
    chooseFolders: () => { shell?.chooseFolders({}).then(({ paths }) => { add(paths); }, fail); },
    pause: () => { engine?.pauseIndexing({}).catch(fail); },
    resume: () => { engine?.resumeIndexing({}).catch(fail); },
    rescan: (folderId) => { engine?.rescanFolder({ folderId }).catch(fail); },
    remove: (path) => { engine?.remove({ path }).catch(fail); },
    showUnreadable: () => { setLayer('unreadable'); },
  };
  const tick = (folderId: number, ticked: boolean): void => {
    const next = new Set(scope);
    if (ticked) next.add(folderId);
    else next.delete(folderId);
    setScope(next);
  };
  const ask = (question: string): void => {
    setDraft('');
    asking.ask(question, scoped.map((folder) => folder.id));
  };
  const startNew = (): void => {
    asking.show(newConversationId(), []);
    setOpened(null);
    composer.current?.focus();
  };
  const openConversation = (id: string): void => {
    engine?.conversation({ id }).then((messages) => { asking.show(id, messages.map(keptTurn)); setOpened(null); }, fail);
  };
  const deleteConversation = (id: string): void => {
    engine?.deleteConversation({ id }).then(() => { reloadConversations(); if (id === asking.conversationId) startNew(); }, fail);
  };
  useShortcuts({
    search: () => { setLayer('search'); }, ask: () => { composer.current?.focus(); }, startNew, help: () => { setLayer('shortcuts'); },
    close: () => { if (layer === null) setOpened(null); },
  });
  const chooseTheme = (chosen: Theme): void => {
    setTheme(chosen);
    shell?.setTheme({ theme: chosen }).catch(fail);
  };

  return (
    <SpeakContext.Provider value={words}>
      <div className={opened === null ? 'app' : 'app with-source'}
        onDragOver={(event) => { event.preventDefault(); setIsDropping(true); }}
        onDragLeave={(event) => { if (event.currentTarget === event.target || event.relatedTarget === null) setIsDropping(false); }}
        onDrop={(event) => { event.preventDefault(); setIsDropping(false); add(droppedPaths(event.dataTransfer)); }}>
        <TopBar status={latest} onSearch={() => { setLayer('search'); }} onPrivacy={() => { setLayer('privacy'); }} />
        <nav className="library" aria-label={words.say('library.pane')}>
          {latest === null ? <p className="quiet" role="status">{words.say('engine.starting')}</p> : <LibraryPane status={latest} scope={scope} onScope={tick} actions={actions} />}
          <ConversationList conversations={conversations} current={asking.conversationId} onOpen={openConversation} onNew={startNew} onDelete={deleteConversation} />
          <div className="foot">
            <button type="button" onClick={() => { setLayer('models'); }}>{words.say('models.title')}</button>
            <button type="button" onClick={() => { setLayer('privacy'); }}>{words.say('privacy.title')}</button>
            <button type="button" onClick={() => { setLayer('settings'); }}>{words.say('settings.title')}</button>
            <button type="button" aria-label={words.say('shortcuts.title')} onClick={() => { setLayer('shortcuts'); }}>?</button>
          </div>
        </nav>
        <main className="conversation" aria-label={words.say('ask.conversation')}>
          {engineState !== null && engineState.state !== 'running' && <p className="banner" role="alert">{words.say(engineState.state === 'stopped' ? 'engine.stopped' : 'engine.restarting')}</p>}
          {error !== null && <ErrorNote error={error} onRetry={() => { setError(null); }} />}
          <ConversationPane asking={asking} composer={composer} draft={draft} onDraft={setDraft} scoped={scoped} hasFolders={folders.length > 0} connected={engine !== null}
            open={opened === null ? null : opened.sources[opened.index] ?? null} onOpen={(sources, index) => { setOpened({ sources, index }); }}
            onAsk={ask} onUntick={(id) => { tick(id, false); }} onChooseFolders={actions.chooseFolders} onUnreadable={actions.showUnreadable} />
        </main>
        {opened !== null && <SourcePane engine={engine} shell={shell} sources={opened.sources} index={opened.index} onIndex={(index) => { setOpened({ ...opened, index }); }} onClose={() => { setOpened(null); }} />}
        {isDropping && <div className="drop" aria-hidden="true"><span>{words.say('library.drop')}</span></div>}
        <Layers layer={layer} status={latest} engine={engine} shell={shell} theme={theme} onTheme={chooseTheme} language={language} onLanguage={setLanguage}
          onOpen={(sources, index) => { setOpened({ sources, index }); }} onClose={() => { setLayer(null); }} />
      </div>
    </SpeakContext.Provider>
  );
}
