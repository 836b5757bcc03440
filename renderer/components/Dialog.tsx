import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useWords } from '../words/words.ts';

/**
 * A layer above the window: keeps focus, closes on Esc and on the backdrop, gives focus back where it was. Focus goes to what
 * is marked `data-focus`, or to the layer itself. `bare`: without a visible title, for a layer that is one box. `onHeld`: what it holds
 * must not be lost: nothing closes it or lays another over it, and whoever tries is told so by this.
 */
export function Dialog(props: { readonly title: string; readonly wide?: boolean; readonly bare?: boolean; readonly onHeld?: (() => void) | undefined; readonly onClose: () => void; readonly children: ReactNode }): ReactNode {
  const { say } = useWords();
  const element = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    (dialog?.querySelector<HTMLElement>('[data-focus]') ?? dialog?.querySelector<HTMLElement>('.dialog-content'))?.focus();
    return () => { dialog?.close(); };
  }, []);
  const { onHeld } = props;
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null || onHeld === undefined) return undefined;
    const refuse = (event: Event): void => {
      if (event instanceof KeyboardEvent && event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      onHeld();
    };
    // Wherever the focus is, and before the browser sees it: newer ones close at a second Esc whatever the first was answered.
    window.addEventListener('keydown', refuse, true);
    dialog.addEventListener('cancel', refuse);
    return () => { window.removeEventListener('keydown', refuse, true); dialog.removeEventListener('cancel', refuse); };
  });
  const close = onHeld ?? props.onClose;
  const kind = ['dialog', ...(props.wide === true ? ['wide'] : []), ...(props.bare === true ? ['bare'] : [])].join(' ');
  // At the end of the page: what stands around the place it was opened from does not style it.
  return createPortal(
    <dialog ref={element} className={kind} aria-label={props.title} data-held={onHeld === undefined ? undefined : ''} onClose={props.onClose} onMouseDown={(event) => { if (event.target === element.current) close(); }}>
      {props.bare !== true && (
        <header><h2>{props.title}</h2><button type="button" className="icon" aria-label={say('common.close')} onClick={close}>×</button></header>
      )}
      <div className="dialog-content" tabIndex={-1}>{props.children}</div>
    </dialog>, document.body);
}

/** Asks before something that cannot be undone; Cancel has the focus. */
export function Confirm(props: { readonly title: string; readonly body: string; readonly action: string; readonly onConfirm: () => void; readonly onClose: () => void }): ReactNode {
  const { say } = useWords();
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <p>{props.body}</p>
      <div className="dialog-actions">
        <button type="button" className="button" data-focus onClick={props.onClose}>{say('common.cancel')}</button>
        <button type="button" className="button danger" onClick={() => { props.onConfirm(); props.onClose(); }}>{props.action}</button>
      </div>
    </Dialog>
  );
}
