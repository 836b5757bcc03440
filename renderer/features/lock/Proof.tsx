import type { ReactNode } from 'react';
import { useAllWords } from '../../words/later.ts';

/** What proves that someone may open the library, as the engine takes it: bytes, wiped where they arrive. */
export type Proven = { readonly kind: 'passphrase' | 'recoveryKey'; readonly secret: string };
export const nothingProven: Proven = { kind: 'passphrase', secret: '' };

export function bytesOf({ secret }: Proven): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(secret);
}

/** Asks for the passphrase, or for the recovery key in its place. */
export function Proof(props: { readonly label: string; readonly proven: Proven; readonly isFocused?: boolean; readonly onChange: (proven: Proven) => void }): ReactNode {
  const { say } = useAllWords();
  const { kind, secret } = props.proven;
  const isKey = kind === 'recoveryKey';
  const [label, other] = isKey ? [say('guard.recoveryKey'), say('guard.usePassphrase')] : [props.label, say('guard.useRecoveryKey')];
  return (
    <div className="guard-proof">
      <input type={isKey ? 'text' : 'password'} className="field" autoFocus={props.isFocused === true} data-focus={props.isFocused} autoComplete="off" spellCheck={false} value={secret} aria-label={label} placeholder={label}
        onChange={(event) => { props.onChange({ kind, secret: event.target.value }); }} />
      <button type="button" className="link quiet" onClick={() => { props.onChange({ kind: isKey ? 'passphrase' : 'recoveryKey', secret: '' }); }}>{other}</button>
    </div>
  );
}
