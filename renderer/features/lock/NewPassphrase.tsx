import { useState, type FormEvent, type ReactNode } from 'react';
import { useAllWords } from '../../words/later.ts';

/** Shorter ones are guessed, however slowly each try goes. */
const fewestCharacters = 8;

/** Asks for a new passphrase twice, and gives it as bytes that are wiped where they arrive. `children`: what else is asked. `isFocused`: its first box has the focus. */
export function NewPassphrase(props: {
  readonly action: string; readonly isBusy: boolean; readonly isFocused?: boolean; readonly canSend?: boolean; readonly children?: ReactNode; readonly onPassphrase: (passphrase: Uint8Array<ArrayBuffer>) => void;
}): ReactNode {
  const { say } = useAllWords();
  const [first, setFirst] = useState('');
  const [second, setSecond] = useState('');
  const problem = first === '' || second === '' ? null : first !== second ? 'guard.different' : first.length < fewestCharacters ? 'guard.short' : null;
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (problem !== null || first === '' || second === '') return;
    props.onPassphrase(new TextEncoder().encode(first));
    setFirst('');
    setSecond('');
  };
  return (
    <form className="guard-form" onSubmit={send}>
      {props.children}
      <input type="password" className="field" data-focus={props.isFocused} autoComplete="off" value={first} aria-label={say('guard.new')} placeholder={say('guard.new')} onChange={(event) => { setFirst(event.target.value); }} />
      <input type="password" className="field" autoComplete="off" value={second} aria-label={say('guard.again')} placeholder={say('guard.again')} onChange={(event) => { setSecond(event.target.value); }} />
      {problem !== null && <p className="warn" role="alert">{say(problem)}</p>}
      <div className="dialog-actions"><button type="submit" className="button primary" disabled={props.isBusy || first === '' || second === '' || problem !== null || props.canSend === false}>{props.isBusy ? say('guard.working') : props.action}</button></div>
    </form>
  );
}
