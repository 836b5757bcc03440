/** Moves the focus to the next of the panes that are there: library, conversation, source. Each marks what takes it with `data-pane`. */
export function focusNextPane(): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.getClientRects().length > 0);
  const at = panes.findIndex((pane) => pane.closest('nav, main, aside')?.contains(document.activeElement));
  panes[(at + 1) % panes.length]?.focus();
}

/** For when what had the focus has left the library. */
export function focusLibrary(): void {
  document.querySelector<HTMLElement>('.library-scroll')?.focus();
}
