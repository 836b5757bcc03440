import type { ReactNode } from 'react';
import type { Status } from '../../electron/shared/schemas.ts';
import { useWords } from '../words/words.ts';
import { keyWords } from './commandKey.ts';
import type { Layer } from './Layers.tsx';

export function TopBar(props: { readonly status: Status | null; readonly isLibraryShown: boolean; readonly onLibrary: () => void; readonly onSearch: () => void; readonly onLayer: (layer: Layer) => void }): ReactNode {
  const { say, count, language } = useWords();
  const { status } = props;
  const refused = status?.refusedConnections ?? 0;
  return (
    <header className="bar">
      <span className="bar-left">
        <button type="button" className="icon" aria-label={say('library.toggle')} title={`${say('library.toggle')} (${keyWords('Ctrl B', language)})`} aria-expanded={props.isLibraryShown} onClick={props.onLibrary}><span className="panes" aria-hidden="true" /></button>
        <span className="bar-name">{say('appName')}</span>{status !== null && <button type="button" className="bar-library" title={say('libraries.title')} aria-label={`${say('libraries.title')}: ${status.libraryName}`} onClick={() => { props.onLayer('libraries'); }}>{status.libraryName}</button>}
      </span>
      <button type="button" className="bar-search" disabled={status?.locked === true} onClick={props.onSearch}><span>{say('search.placeholder')}</span><kbd>{keyWords('Ctrl K', language)}</kbd></button>
      <span className="bar-right">
        <button type="button" className="seal" onClick={() => { props.onLayer('privacy'); }}><span aria-hidden="true">●</span> {refused > 0 ? count('seal.refused', refused) : say('seal.offline')}</button>
        {status !== null && <button type="button" className="bar-lock" disabled={status.locked} onClick={() => { props.onLayer('lock'); }}>{say(status.locked ? 'lock.closed' : status.protection === 'passphrase' ? 'lock.open' : 'lock.none')}</button>}
      </span>
    </header>
  );
}
