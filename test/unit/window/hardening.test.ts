import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isOwnUrl } from '../../../electron/main/appScheme.ts';
import { isOwnSender } from '../../../electron/main/isOwnSender.ts';
import { isOpenable } from '../../../electron/main/openable.ts';
import { isPermitted } from '../../../electron/main/secureSession.ts';
import { windowPreferences } from '../../../electron/main/windowPreferences.ts';

const sources = ['electron/main', 'electron/preload'].flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.ts')).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') })));
const windowSources = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name)).map((name) => ({ name, text: readFileSync(join('renderer', name), 'utf8') }));
const using = (pattern: RegExp, files = sources): string[] => files.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('window hardening', () => {
  it('E1: windows are made in one place', () => {
    expect(using(/new (BrowserWindow|WebContentsView|BrowserView)\b/)).toEqual(['createSecureWindow.ts']);
  });

  it('E2: preferences are exactly these', () => {
    expect(windowPreferences({ preload: 'p', partition: 'x', packaged: true })).toEqual({
      preload: 'p', partition: 'x', sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false,
      webviewTag: false, experimentalFeatures: false, allowRunningInsecureContent: false, webSecurity: true, spellcheck: false, navigateOnDragDrop: false, devTools: false,
    });
  });

  it.each(['file:///x', 'http://a', 'https://app/', 'data:text/html,x', 'carrel://evil/', 'carrel://app.evil/', 'javascript:0', 'about:blank', 'chrome://gpu', 'blob:carrel://app/1', 'carrel:app', ''])('E16: %s is not our own page', (url) => {
    expect(isOwnUrl(url)).toBe(false);
  });

  it('E16: our own page is', () => {
    expect(isOwnUrl('carrel://app/index.html')).toBe(true);
  });

  it.each(['.exe', '.bat', '.lnk', '.desktop', '.app', '.command', '.url', '.scr', '.js', '.vbs', '.EXE'])('E20: a %s file is never opened', (ending) => {
    expect(isOpenable(`/a/b c${ending}`)).toBe(false);
  });

  it('E20: documents are', () => {
    expect(['a.pdf', 'a.docx', 'a.html', 'a.csv', 'a.txt', 'a'].every(isOpenable)).toBe(true);
  });

  it.each(['media', 'geolocation', 'notifications', 'midi', 'midiSysex', 'pointerLock', 'fullscreen', 'openExternal', 'clipboard-read', 'display-capture', 'mediaKeySystem', 'window-management', 'hid', 'serial', 'usb', 'unknown', 'storage-access', 'idle-detection', 'accessibility-events'])('E21, E22: permission %s is denied', (permission) => {
    expect(isPermitted(permission)).toBe(false);
  });

  it('E21: copying text is permitted', () => {
    expect(isPermitted('clipboard-sanitized-write')).toBe(true);
  });

  it('E24: two messages reach main outside the ports, in the file that checks their sender', () => {
    expect(using(/ipcMain\./)).toEqual(['main.ts']);
    expect(sources.map(({ text }) => text.match(/ipcMain\.(on|handle|once)/g)?.length ?? 0).reduce((sum, count) => sum + count, 0)).toBe(2);
    const checked = sources.find(({ name }) => name === 'main.ts')?.text.split('\n').filter((line) => line.includes('ipcMain.')) ?? [];
    expect(checked.filter((line) => !line.includes('isOwnWindow(event) && ') && !line.includes('if (isOwnWindow(event)) '))).toEqual([]);
  });

  it('E24: a message is taken from the main frame of our own page in our own window alone', () => {
    type Message = Parameters<typeof isOwnSender>[0];
    const from = (id: number, senderFrame: object | null): Message => ({ sender: { id }, senderFrame }) as unknown as Message;
    const page = { url: 'carrel://app/index.html?language=en', parent: null };
    const gone = { get parent(): never { throw new Error('Render frame was disposed before WebFrameMain could be accessed'); }, url: page.url };
    expect(isOwnSender(from(7, page), 7)).toBe(true);
    const forged: Readonly<Record<string, Message>> = {
      'another window': from(8, page), 'no frame any more': from(7, null), 'a frame within the page': from(7, { ...page, parent: page }), 'a frame that was disposed of': from(7, gone),
      'an empty page': from(7, { ...page, url: 'about:blank' }), 'a page of the network': from(7, { ...page, url: 'https://app/index.html' }), 'a file': from(7, { ...page, url: 'file:///index.html' }),
      'another host of our scheme': from(7, { ...page, url: 'carrel://app.evil/index.html' }), 'a document in its own address': from(7, { ...page, url: 'data:text/html,carrel://app/' }), 'no address': from(7, { ...page, url: '' }),
    };
    expect(Object.entries(forged).filter(([, message]) => isOwnSender(message, 7)).map(([what]) => what)).toEqual([]);
    const dead = { sender: { id: 7 }, get senderFrame(): never { throw new Error('Render frame was disposed before WebFrameMain could be accessed'); } } as unknown as Message;
    expect(isOwnSender(dead, 7)).toBe(false);
  });

  it('E26: preload gives the window one frozen object of functions', () => {
    const preload = sources.find(({ name }) => name === 'preload.ts')?.text ?? '';
    expect(preload.match(/exposeInMainWorld\(/g)).toHaveLength(1);
    expect(preload).toContain("exposeInMainWorld('carrelFiles', Object.freeze({ grantFor }))");
  });

  it('E28, E31, E32: no protocol client, no certificate override, no eval or injected script', () => {
    expect(using(/setAsDefaultProtocolClient|setCertificateVerifyProc|certificate-error|executeJavaScript|insertCSS|new Function|\beval\(|crashReporter|autoUpdater/)).toEqual([]);
  });

  it('answers are rendered without HTML, links or images', () => {
    expect(using(/dangerouslySetInnerHTML|innerHTML|<a |<img|<iframe|insertAdjacentHTML/, windowSources)).toEqual([]);
  });
});
