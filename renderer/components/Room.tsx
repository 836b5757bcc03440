import { useEffect, useRef, type ReactNode } from 'react';
import '../styles/rooms.css';

/** A screen in the place of the conversation, with the library beside it and the way back above it. */
export function Room(props: { readonly title: string; /** What of it is shown: begins at its top when it changes. */ readonly shown: string; readonly back: string; readonly onBack: () => void; readonly children: ReactNode }): ReactNode {
  const pane = useRef<HTMLDivElement>(null);
  // Entered by its key, from where there is no longer anything.
  useEffect(() => { if (document.activeElement === document.body) pane.current?.focus({ preventScroll: true }); }, []);
  useEffect(() => { if (pane.current !== null) pane.current.scrollTop = 0; }, [props.shown]);
  return (
    <div ref={pane} className="scroll room" tabIndex={0} data-pane role="group" aria-label={props.title}>
      <div className="column room-column">
        <header className="room-head">
          <h1>{props.title}</h1>
          <button type="button" className="text-button" onClick={props.onBack}>{props.back}</button>
        </header>
        {props.children}
      </div>
    </div>
  );
}
