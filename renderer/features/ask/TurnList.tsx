import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Turn } from '../../hooks/turns.ts';
import { useWords } from '../../words/words.ts';

/** So many turns before and after the one at the top of the pane are there; the others leave their room. */
const around = 12;
/** Height of a turn that has not been there yet, px. */
const guess = 480;
/** Room above a turn that is shown, px: that of the pane above its first. */
const above = 28;

/** What a conversation is opened at: the key of a turn, null for the last. Opened anew with every new object. */
export type OpenedAt = { readonly key: string | null };

/**
 * The turns of a conversation in a pane that scrolls; those far from what is looked at are not there. The turn to be shown (the one the
 * conversation was opened at, or the one asked last) is held at the top, whatever comes or changes its size, until a person scrolls.
 */
export function TurnList(props: { readonly turns: readonly Turn[]; readonly at: OpenedAt; readonly welcome: ReactNode; readonly children: (turn: Turn) => ReactNode }): ReactNode {
  const { say } = useWords();
  const { turns, at } = props;
  const lastTurn = turns.at(-1);
  // What is asked now is looked at, wherever the conversation was opened.
  const shownKey = lastTurn?.isKept === true && turns.some(({ key }) => key === at.key) ? at.key : lastTurn?.key ?? null;
  const shown = useMemo(() => ({ key: shownKey }), [shownKey, at]);
  const pane = useRef<HTMLDivElement>(null);
  const heights = useRef(new Map<string, number>());
  const held = useRef<{ readonly shown: OpenedAt; /** Until a person scrolls. */ isOn: boolean; top: number }>({ shown, isOn: true, top: 0 });
  const [looked, setLooked] = useState<{ readonly shown: OpenedAt; readonly key: string | null }>({ shown, key: shown.key });
  const lookedKey = looked.shown === shown ? looked.key : shown.key;
  const middle = Math.max(0, turns.findIndex(({ key }) => key === lookedKey));
  const [first, last] = [Math.max(0, middle - around), Math.min(turns.length, middle + around + 1)];
  const heightOf = ({ key }: Turn): number => heights.current.get(key) ?? guess;
  const room = (some: readonly Turn[]): number => some.reduce((sum, turn) => sum + heightOf(turn), 0);

  const places = (): readonly HTMLElement[] => [...pane.current?.querySelectorAll<HTMLElement>('.turn-place') ?? []];
  const settle = (): void => {
    const scroll = pane.current;
    const all = places();
    for (const place of all) if (place.dataset['turn'] !== undefined) heights.current.set(place.dataset['turn'], place.offsetHeight);
    const kept = all.find(({ dataset }) => dataset['turn'] === held.current.shown.key);
    if (scroll === null || kept === undefined || !held.current.isOn) return;
    scroll.scrollTop += kept.getBoundingClientRect().top - scroll.getBoundingClientRect().top - above;
    held.current.top = scroll.scrollTop;
  };
  const settleNow = useRef(settle);
  useLayoutEffect(() => {
    settleNow.current = settle;
    if (held.current.shown !== shown) held.current = { shown, isOn: true, top: 0 };
    // Held by us; then by the browser, which keeps in place what is looked at.
    if (pane.current !== null) pane.current.style.overflowAnchor = held.current.isOn ? 'none' : 'auto';
    settle();
  });
  useLayoutEffect(() => {
    const scroll = pane.current;
    const column = scroll?.firstElementChild;
    if (scroll === null || column === null || column === undefined) return undefined;
    const watch = new ResizeObserver(() => { settleNow.current(); });
    watch.observe(scroll);
    watch.observe(column);
    return () => { watch.disconnect(); };
  }, []);

  const look = (scroll: HTMLElement): void => {
    if (held.current.isOn && Math.abs(scroll.scrollTop - held.current.top) > 1) {
      held.current.isOn = false;
      scroll.style.overflowAnchor = 'auto';
    }
    if (first === 0 && last === turns.length) return;
    let index = 0;
    for (let left = scroll.scrollTop; index < turns.length - 1; index += 1) {
      const turn = turns[index];
      left -= turn === undefined ? 0 : heightOf(turn);
      if (left < 0) break;
    }
    if (Math.abs(index - middle) > around / 3) setLooked({ shown, key: turns[index]?.key ?? null });
  };
  return (
    <div ref={pane} className="scroll" tabIndex={0} data-pane role="group" aria-label={say('ask.questions')} onScroll={(event) => { look(event.currentTarget); }}>
      <div className="column">
        {turns.length === 0 && props.welcome}
        {first > 0 && <div className="turn-room" style={{ height: room(turns.slice(0, first)) }} />}
        {turns.slice(first, last).map((turn) => <div key={turn.key} data-turn={turn.key} className="turn-place">{props.children(turn)}</div>)}
        {last < turns.length && <div className="turn-room" style={{ height: room(turns.slice(last)) }} />}
      </div>
    </div>
  );
}
