import type { ReactNode } from 'react';

/** One step back or on. At the end it stays where it is, and keeps the focus. */
export function StepButton(props: { readonly label: string; readonly sign: string; readonly isAtEnd: boolean; readonly onStep: () => void }): ReactNode {
  return <button type="button" className="icon" aria-label={props.label} aria-disabled={props.isAtEnd} onClick={() => { if (!props.isAtEnd) props.onStep(); }}>{props.sign}</button>;
}
