import { app, BrowserWindow, type WebContents } from 'electron';

// The main file of an application that starts Carrel's window, or an empty one, and tells its parent when what was drawn: a
// JSON object of times (ms since 1970). Electron runs it as CommonJS (benchWindow.ts).
const root = process.env['TIMED_APPLICATION'];

app.on('web-contents-created', (_event, contents) => { contents.once('dom-ready', () => { void report(contents); }); });
if (root === undefined) void app.whenReady().then(openEmptyWindow);
else {
  // As Electron's own default application does; its types leave the method out.
  (app as unknown as { setAppPath(path: string): void }).setAppPath(root);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- this file is CommonJS where it runs
  require(`${root}/dist/main/main.cjs`);
}

/** As bare as a window can be that one can type in. */
function openEmptyWindow(): void {
  const window = new BrowserWindow({ width: 1280, height: 800, show: false, webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false } });
  window.once('ready-to-show', () => { window.show(); });
  void window.loadURL('data:text/html,<!doctype html><title>empty</title><textarea></textarea>');
}

async function report(contents: WebContents): Promise<void> {
  const drawn = await contents.executeJavaScript(`(${untilDrawn})(${root === undefined})`) as object;
  process.stdout.write(`${JSON.stringify(drawn)}\n`);
}

/** Runs in the page. A frame callback comes only once the window is shown; the task after it, once the frame is handed over. */
const untilDrawn = `(isEmpty) => new Promise((resolve) => {
  const marks = {
    box: () => document.querySelector('textarea:enabled') !== null,
    usable: () => isEmpty || document.querySelector('.welcome h1') !== null,
  };
  const times = {};
  const look = () => {
    for (const name of Object.keys(marks)) {
      if (name in times || !marks[name]()) continue;
      times[name] = null;
      requestAnimationFrame(() => setTimeout(() => {
        times[name] = Date.now();
        if (Object.keys(marks).every((mark) => times[mark] > 0)) resolve(times);
      }));
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
  look();
})`;
