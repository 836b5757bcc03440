import { useEffect, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { useAllWords } from '../../words/later.ts';

/** Says where a recovery key went out of sight before anybody said that it is written down: the system locked the library meanwhile, or Carrel ended. `isCovered`: a layer lies above, which may be showing it. */
export function UnkeptKey(props: { readonly engine: Client<EngineContract>; readonly isCovered: boolean; readonly onMakeNew: () => void }): ReactNode {
  const { say } = useAllWords();
  const { engine, isCovered } = props;
  const [isKept, setIsKept] = useState(true);
  // Who cannot be asked says it another time.
  useEffect(() => { if (!isCovered) engine.security({}).then((state) => { setIsKept(state.recoveryKeyKept); }, () => undefined); }, [engine, isCovered]);
  const keep = (): void => { engine.noteRecoveryKey({ kept: true }).then((state) => { setIsKept(state.recoveryKeyKept); }, () => undefined); };
  if (isKept) return null;
  return (
    <div className="banner" role="alert">
      {say('guard.unkept')} <button type="button" className="link" onClick={props.onMakeNew}>{say('guard.unkeptNew')}</button> · <button type="button" className="link" onClick={keep}>{say('guard.unkeptHave')}</button>
    </div>
  );
}
