import type { ReactNode } from 'react';
import { useAllWords } from '../../words/later.ts';
import { Proof, type Proven } from './Proof.tsx';

/** What is done once someone has proven that they may open the library. */
export function ProofForm(props: {
  readonly body: string; readonly action: string; readonly isDanger?: boolean; readonly isBusy: boolean; readonly proven: Proven; readonly onProven: (proven: Proven) => void; readonly onSend: () => void;
}): ReactNode {
  const { say } = useAllWords();
  const { isBusy, proven } = props;
  return (
    <form className="guard-form" onSubmit={(event) => { event.preventDefault(); props.onSend(); }}>
      <p className="quiet">{props.body}</p>
      <Proof label={say('guard.current')} proven={proven} isFocused onChange={props.onProven} />
      <div className="dialog-actions"><button type="submit" className={props.isDanger === true ? 'button danger' : 'button primary'} disabled={isBusy || proven.secret === ''}>{isBusy ? say('guard.working') : props.action}</button></div>
    </form>
  );
}
