export type Pane = 'library' | 'source';
/** How wide a pane is, may be at least and at most, and the window it is in, px. */
export type PaneRoom = { readonly now: number; readonly least: number; readonly most: number; readonly window: number };

/** Least widths of the panes, px; window.css knows the same. */
const leasts = { library: 216, conversation: 360, source: 380 } as const;
const mostLibrary = 480;

/** Taken from the conversation, which is always there: the source comes later than its border. Null where there is no window. `withSource`: library and source are both there. */
export function measurePane(app: HTMLElement | null, pane: Pane, withSource: boolean): PaneRoom | null {
  const conversation = app?.querySelector('main')?.getBoundingClientRect();
  if (app === null || conversation === undefined) return null;
  const all = app.getBoundingClientRect();
  const [left, right] = [conversation.left - all.left, all.right - conversation.right];
  const [library, source] = getComputedStyle(app).direction === 'rtl' ? [right, left] : [left, right];
  const least = leasts[pane];
  const most = pane === 'source' ? all.width - library - leasts.conversation : Math.min(mostLibrary, all.width - leasts.conversation - (withSource ? leasts.source : 0));
  return { now: Math.round(pane === 'library' ? library : source), least, most: Math.max(least, Math.round(most)), window: Math.round(all.width) };
}
