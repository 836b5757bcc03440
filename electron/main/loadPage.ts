import type { BrowserWindow } from 'electron';

/** The page of the window is small: where it is not there after this long, its process hangs. Doubled for each further try. */
const patienceMs = 6_000;

/**
 * Loads the window's page and keeps it alive. Where graphics fail at the start (virtual machines, remote desktops), the page's
 * process sometimes waits for them for ever: it is ended, and the next one starts without. A page that died is loaded again;
 * everything it showed is in the library.
 */
export function loadPage(window: BrowserWindow, url: () => string): void {
  const { webContents } = window;
  let patience = patienceMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => { webContents.forcefullyCrashRenderer(); }, patience);
    patience *= 2;
    window.loadURL(url()).catch(() => undefined);
  };
  webContents.on('dom-ready', () => { clearTimeout(timer); patience = patienceMs; });
  webContents.on('render-process-gone', (_event, { reason }) => { if (reason !== 'clean-exit') setTimeout(load, 100); });
  window.on('closed', () => { clearTimeout(timer); });
  load();
}
