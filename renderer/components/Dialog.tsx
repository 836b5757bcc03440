import { useEffect, useRef, type ReactNode } from 'react';
import { useWords } from '../words/words.ts';

/** A layer above the window: traps focus, closes on Esc and on the backdrop, gives focus back where it was. */
export function Dialog(props: { readonly title: string; readonly wide?: boolean; readonly onClose: () => void; readonly children: ReactNode }): ReactNode {
  const { say } = useWords();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => { dialog?.close(); };
  }, []);
  return (
    <dialog ref={element} className={props.wide === true ? 'dialog wide' : 'dialog'} aria-label={props.title} onClose={props.onClose}
      onMouseDown={(event) => { if (event.target === element.current) props.onClose(); }}>
      <div className="dialog-body">
        <header><h2>{props.title}</h2><button type="button" className="icon" aria-label={say('common.close')} onClick={props.onClose}>×</button></header>
        {props.children}
      </div>
    </dialog>
  );
}

/** Asks before something that cannot be undone. */
export function Confirm(props: { readonly title: string; readonly body: string; readonly action: string; readonly onConfirm: () => void; readonly onClose: () => void }): ReactNode {
  const { say } = useWords();
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <p>{props.body}</p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onClose}>{say('common.cancel')}</button>
        <button type="button" className="button danger" onClick={() => { props.onConfirm(); props.onClose(); }}>{props.action}</button>
      </div>
    </Dialog>
  );
}
