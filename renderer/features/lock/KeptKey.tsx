import { useEffect, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { SecurityState } from '../../../electron/shared/securityContract.ts';
import type { KeyStoreState, ShellContract } from '../../../electron/shared/shellContract.ts';
import { Settled } from '../../components/Settled.tsx';
import { usePolicy } from '../../hooks/usePolicy.ts';
import { useAllWords } from '../../words/later.ts';

/** Whether the system's key store opens the library as well: offered where there is one that keeps anything secret, and taken back here. */
export function KeptKey(props: { readonly engine: Client<EngineContract>; readonly shell: Client<ShellContract>; readonly state: SecurityState; readonly onKeep: () => void; readonly onForgotten: () => void; readonly onError: (reason: unknown) => void }): ReactNode {
  const { say } = useAllWords();
  const { shell, state, onError } = props;
  const policy = usePolicy(props.engine);
  const [store, setStore] = useState<KeyStoreState | null>(null);
  useEffect(() => { shell.keyStore({}).then(setStore, onError); }, [shell, state.hasKeptKey]);
  if (state.protection === 'none' || store === null || policy === null) return null;
  const settled = policy.settings.keyStore;
  const isKept = state.hasKeptKey && store.holdsKey;
  const forget = (): void => { shell.forgetKey({}).then(props.onForgotten, onError); };
  return (
    <section aria-label={say('guard.keyStore')}>
      <p className="quiet">{say(isKept ? 'guard.keyStoreHolds' : store.isThere ? 'guard.keyStoreMay' : 'guard.keyStoreMissing')}</p>
      {settled !== undefined && <Settled reason={say('guard.settled', { reason: settled.reason })} contact={policy.contact} />}
      {isKept && <button type="button" className="button" onClick={forget}>{say('guard.keyStoreForget')}</button>}
      {!isKept && store.isThere && <button type="button" className="button" disabled={settled !== undefined} onClick={props.onKeep}>{say('guard.keyStoreKeep')}</button>}
    </section>
  );
}
