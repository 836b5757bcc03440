import { BrowserWindow } from 'electron';
import { isOwnUrl } from './appScheme.ts';
import { windowPreferences } from './windowPreferences.ts';

export type WindowPlace = { readonly width: number; readonly height: number; readonly x?: number; readonly y?: number; readonly maximized: boolean };

/** After the page is there, ms. */
const showAtLatestMs = 400;

/** The only place a window is made (SECURITY E1). It shows itself once it has painted, so nobody sees an empty frame. */
export function createSecureWindow(options: { readonly preload: string; readonly partition: string; readonly packaged: boolean; readonly place: WindowPlace; readonly background: string }): BrowserWindow {
  const { x, y } = options.place;
  const window = new BrowserWindow({
    width: options.place.width, height: options.place.height, minWidth: 720, minHeight: 480,
    ...(x === undefined || y === undefined ? {} : { x, y }),
    show: false, title: 'Carrel', backgroundColor: options.background, autoHideMenuBar: true,
    webPreferences: windowPreferences(options),
  });
  if (options.place.maximized) window.maximize();
  const show = (): void => { if (!window.isDestroyed() && !window.isVisible()) window.show(); };
  window.once('ready-to-show', show);
  // Where graphics fail at the start, 'ready-to-show' never comes: a page that is there shows itself all the same.
  window.webContents.once('dom-ready', () => { setTimeout(show, showAtLatestMs); });
  return window;
}

/** Keeps a web contents on its own page: no navigation, no new windows, no webviews, no devices (SECURITY E16 to E18, E23). */
export function confine(contents: BrowserWindow['webContents']): void {
  const stay = (event: { preventDefault(): void }, url: string): void => { if (!isOwnUrl(url)) event.preventDefault(); };
  contents.on('will-navigate', (event, url) => { stay(event, url); });
  contents.on('will-redirect', (event, url) => { stay(event, url); });
  contents.on('will-frame-navigate', (event) => { event.preventDefault(); });
  // What begins without any of these: from the program itself, or from whatever comes with a later Electron.
  contents.on('did-start-navigation', (_event, url) => {
    if (isOwnUrl(url) || url.startsWith('devtools:')) return;
    // A turn later: Chromium does not outlive a navigation that ends while it is told of its start.
    setImmediate(() => { if (!contents.isDestroyed()) contents.stop(); });
  });
  contents.on('will-attach-webview', (event) => { event.preventDefault(); });
  // Without an answer the first device in reach would be taken.
  contents.on('select-bluetooth-device', (event, _devices, choose) => { event.preventDefault(); choose(''); });
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

