import type { ReactNode } from 'react';
import type { Status } from '../../electron/shared/schemas.ts';
import { useWords } from '../words/words.ts';

export function TopBar(props: { readonly status: Status | null; readonly onSearch: () => void; readonly onPrivacy: () => void }): ReactNode {
  const { say } = useWords();
  const { status } = props;
  return (
    <header className="bar">
      <span className="bar-name">{say('appName')}</span>
      {status !== null && <span>{status.libraryName}</span>}
      <button type="button" className="bar-search" onClick={props.onSearch}><span>{say('search.placeholder')}</span><kbd>Ctrl K</kbd></button>
      <button type="button" className="seal" onClick={props.onPrivacy}><span aria-hidden="true">●</span> {say('seal.offline', { count: 0 })}</button>
      {status !== null && <span>{say(status.protection === 'passphrase' ? 'lock.locked' : 'lock.open')}</span>}
    </header>
  );
}
