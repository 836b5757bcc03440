import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import type { Client } from '../../electron/shared/operation.ts';
import type { ShellContract } from '../../electron/shared/shellContract.ts';
import '../styles/borders.css';
import { useAllWords } from '../words/later.ts';
import { measurePane, type Pane, type PaneRoom } from './paneRoom.ts';

/** The arrow keys move a border so far, px. */
const step = 16;

/** The border of a pane: drawn with the pointer, moved by the arrow keys; a double click or Enter puts it where it usually is. Where it is left it is at the next start. `withSource`: all three panes are there. */
export function PaneBorder(props: { readonly pane: Pane; readonly withSource: boolean; readonly shell: Client<ShellContract>; readonly fail: (reason: unknown) => void }): ReactNode {
  const { say, number } = useAllWords();
  const { pane, withSource } = props;
  const border = useRef<HTMLDivElement>(null);
  const drawn = useRef<{ readonly from: number; readonly room: PaneRoom; readonly before: string } | null>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const [room, setRoom] = useState<PaneRoom | null>(null);
  const measure = (): PaneRoom | null => measurePane(border.current?.parentElement ?? null, pane, withSource);
  useEffect(() => {
    const app = border.current?.parentElement;
    const watch = new ResizeObserver(() => { setRoom(measure()); });
    for (const element of [app, app?.querySelector('main')]) if (element !== null && element !== undefined) watch.observe(element);
    return () => { watch.disconnect(); };
  }, [pane, withSource]);

  const name = `--${pane}`;
  const style = (): CSSStyleDeclaration => (border.current?.parentElement ?? document.body).style;
  // Straight to the style: nothing is drawn anew but what changes its width.
  const put = (width: number, { least, most, window: all }: PaneRoom): void => {
    const held = Math.max(least, Math.min(most, width));
    style().setProperty(name, pane === 'library' ? `${Math.round(held)}px` : `${Math.round((held / all) * 10_000) / 100}%`);
  };
  const putBack = (value: string): void => { if (value === '') style().removeProperty(name); else style().setProperty(name, value); };
  const keep = (): void => {
    const [library, source] = [style().getPropertyValue('--library'), style().getPropertyValue('--source')];
    const address = new URL(window.location.href);
    for (const [key, value] of [['library', library], ['source', source]] as const) if (value === '') address.searchParams.delete(key); else address.searchParams.set(key, value);
    if (address.href === window.location.href) return;
    // A page that is loaded again finds them where the first one did.
    window.history.replaceState(null, '', address);
    props.shell.setPaneWidths({ libraryWidth: library === '' ? null : Number.parseInt(library, 10), sourceShare: source === '' ? null : Number.parseFloat(source) / 100 }).catch(props.fail);
  };
  const usual = (): void => { putBack(''); keep(); };
  /** Which way along the line makes the pane wider. */
  const wider = (): number => (getComputedStyle(border.current ?? document.body).direction === 'rtl' ? -1 : 1) * (pane === 'library' ? 1 : -1);

  const end = (isKept: boolean): void => {
    const begun = drawn.current;
    drawn.current = null;
    setIsDrawn(false);
    if (begun === null) return;
    if (!isKept) putBack(begun.before);
    keep();
  };
  const letGo = useRef(end);
  letGo.current = end;
  useEffect(() => {
    if (!isDrawn) return undefined;
    const onEscape = (event: globalThis.KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      letGo.current(false);
    };
    window.addEventListener('keydown', onEscape, { capture: true });
    return () => { window.removeEventListener('keydown', onEscape, { capture: true }); };
  }, [isDrawn]);

  const onDown = (event: PointerEvent<HTMLDivElement>): void => {
    const before = measure();
    if (event.button !== 0 || !event.isPrimary || before === null) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    drawn.current = { from: event.clientX, room: before, before: style().getPropertyValue(name) };
    setIsDrawn(true);
  };
  const onMove = ({ clientX }: PointerEvent<HTMLDivElement>): void => {
    const begun = drawn.current;
    // A click moves nothing.
    if (begun !== null && clientX !== begun.from) put(begun.room.now + (clientX - begun.from) * wider(), begun.room);
  };
  const onKey = (event: KeyboardEvent<HTMLDivElement>): void => {
    const now = measure();
    if (event.ctrlKey || event.metaKey || event.altKey || now === null) return;
    switch (event.key) {
      case 'ArrowRight': put(now.now + step * wider(), now); break;
      case 'ArrowLeft': put(now.now - step * wider(), now); break;
      case 'Home': put(now.least, now); break;
      case 'End': put(now.most, now); break;
      case 'Enter': usual(); break;
      default: return;
    }
    event.preventDefault();
  };
  return (
    <div
      ref={border} className={`border of-${pane}${isDrawn ? ' drawn' : ''}`} role="separator" tabIndex={0} aria-orientation="vertical" aria-label={say(`border.${pane}`)}
      aria-valuenow={room?.now} aria-valuemin={room?.least} aria-valuemax={room?.most} aria-valuetext={room === null ? undefined : say('border.share', { percent: number((room.now / room.window) * 100) })}
      onPointerDown={onDown} onPointerMove={onMove} onPointerUp={() => { end(true); }} onPointerCancel={() => { end(false); }} onDoubleClick={usual} onKeyDown={onKey} onKeyUp={keep} onBlur={keep}
      // What has the focus keeps it.
      onMouseDown={(event) => { event.preventDefault(); }}
    />
  );
}
