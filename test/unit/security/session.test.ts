import { readFileSync } from 'node:fs';
import type { BrowserWindow, Session } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { fusesFor } from '../../../build/packaging/fuses.ts';
import { confine } from '../../../electron/main/createSecureWindow.ts';
import { secureSession } from '../../../electron/main/secureSession.ts';

vi.mock('electron', () => ({ BrowserWindow: null }));

type Listener = (...args: unknown[]) => unknown;

/** Something of Electron's that remembers what it was told. */
function recorder(): { readonly fake: Record<string, Listener>; readonly told: ReadonlyMap<string, unknown[][]>; listener(name: string): Listener } {
  const told = new Map<string, unknown[][]>();
  const fake = new Proxy({}, { get: (_target, name) => (...args: unknown[]) => { told.set(String(name), [...told.get(String(name)) ?? [], args]); return Promise.resolve(); } }) as Record<string, Listener>;
  return { fake, told, listener: (name) => (told.get('on') ?? []).find(([event]) => event === name)?.[1] as Listener };
}

const elsewhere = [
  'https://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd', 'ws://x/', 'ftp://x/', 'data:text/html,<b>', 'blob:carrel://app/1', 'javascript:alert(1)', 'chrome://gpu', 'about:blank', 'carrel://evil/', 'smb://host/share',
];

describe('a page of the window', () => {
  const page = recorder();
  confine(page.fake as unknown as BrowserWindow['webContents']);

  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('E16: %s to anywhere else is prevented', (name) => {
    for (const url of elsewhere) {
      const preventDefault = vi.fn();
      page.listener(name)({ preventDefault, url }, url);
      expect(preventDefault, url).toHaveBeenCalledOnce();
    }
  });

  it('E16: one that begins all the same is stopped, and our own page is not', async () => {
    let stopped = 0;
    const begun = recorder();
    confine(new Proxy(begun.fake, { get: (target, name) => (name === 'isDestroyed' ? () => false : name === 'stop' ? () => { stopped += 1; } : target[String(name)]) }) as unknown as BrowserWindow['webContents']);
    for (const [at, url] of [...elsewhere, 'carrel://app/index.html'].entries()) {
      begun.listener('did-start-navigation')({}, url);
      await new Promise((resolve) => { setImmediate(resolve); });
      expect(stopped, url).toBe(Math.min(at + 1, elsewhere.length));
    }
  });

  it('E23: gets no device that is near by', () => {
    const [preventDefault, choose] = [vi.fn(), vi.fn()];
    page.listener('select-bluetooth-device')({ preventDefault }, [{ deviceId: 'one', deviceName: 'One' }], choose);
    expect(preventDefault).toHaveBeenCalledOnce();
    expect(choose).toHaveBeenCalledExactlyOnceWith('');
  });

  it('E17: opens no window, whatever its address', () => {
    const [[open] = []] = page.told.get('setWindowOpenHandler') ?? [];
    for (const url of [...elsewhere, 'carrel://app/index.html']) expect((open as Listener)({ url })).toEqual({ action: 'deny' });
  });

  it('E18: gets no webview', () => {
    const preventDefault = vi.fn();
    page.listener('will-attach-webview')({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

describe('a session', () => {
  const session = recorder();
  const { told } = session;
  let decide: Listener = () => undefined;
  const webRequest = { onBeforeRequest: (listener: Listener) => { decide = listener; } };
  secureSession(new Proxy(session.fake, { get: (target, name) => (name === 'webRequest' ? webRequest : target[String(name)]) }) as unknown as Session);
  const handler = (name: string): Listener => told.get(name)?.[0]?.[0] as Listener;

  it('E22: what is looked up is answered as what is asked for', () => {
    for (const permission of ['media', 'clipboard-read', 'clipboard-sanitized-write', 'usb', 'openExternal', 'unknown']) {
      let asked: unknown = null;
      handler('setPermissionRequestHandler')(null, permission, (answer: boolean) => { asked = answer; });
      expect(handler('setPermissionCheckHandler')(null, permission), permission).toBe(asked);
    }
  });

  it('E23: no device, no screen', () => {
    for (const deviceType of ['usb', 'serial', 'hid', 'bluetooth']) expect(handler('setDevicePermissionHandler')({ deviceType })).toBe(false);
    for (const name of ['select-usb-device', 'select-hid-device', 'select-serial-port']) {
      const [preventDefault, choose] = [vi.fn(), vi.fn()];
      session.listener(name)({ preventDefault }, [{ deviceId: 'one', portId: 'one' }], ...(name === 'select-serial-port' ? [null] : []), choose);
      expect(preventDefault, name).toHaveBeenCalledOnce();
      expect(choose.mock.calls.flat().filter((given) => given !== ''), name).toEqual([]);
      expect(choose, name).toHaveBeenCalledOnce();
    }
    const pair = vi.fn();
    handler('setBluetoothPairingHandler')({ deviceId: 'one', pairingKind: 'confirm' }, pair);
    expect(pair).toHaveBeenCalledExactlyOnceWith({ confirmed: false });
    const answer = vi.fn();
    handler('setDisplayMediaRequestHandler')({}, answer);
    expect(answer).toHaveBeenCalledExactlyOnceWith({});
  });

  it('E30: no download', () => {
    const preventDefault = vi.fn();
    session.listener('will-download')({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it('E10: no request but for the window’s own files and pictures in its text', () => {
    const isCancelled = (url: string): boolean => { let cancelled = false; decide({ url }, ({ cancel }: { cancel: boolean }) => { cancelled = cancel; }); return cancelled; };
    expect(elsewhere.filter((url) => !isCancelled(url))).toEqual([]);
    expect(['carrel://app/index.html', 'data:image/png;base64,AA'].filter(isCancelled)).toEqual([]);
  });

  it('asks no proxy and fetches no dictionary', () => {
    expect(told.get('setProxy')).toEqual([[{ mode: 'direct' }]]);
    expect(told.get('setSpellCheckerEnabled')).toEqual([[false]]);
    expect(told.get('setSpellCheckerLanguages')).toEqual([[[]]]);
  });
});

describe('the package', () => {
  it('E4: every fuse its Electron has is set', () => {
    const fuses = fusesFor((JSON.parse(readFileSync('package.json', 'utf8')) as { devDependencies: Record<string, string> }).devDependencies['electron'] ?? '');
    expect(Object.entries(fuses).filter(([, value]) => value).map(([name]) => name)).toEqual(['onlyLoadAppFromAsar', ...(process.platform === 'linux' ? [] : ['enableEmbeddedAsarIntegrityValidation']), ...(process.platform === 'darwin' ? ['resetAdHocDarwinSignature'] : [])]);
    expect(Object.keys(fuses)).toHaveLength(9);
  });

  it('E33: the window’s session is kept in memory alone, without a cache', () => {
    const main = readFileSync('electron/main/main.ts', 'utf8');
    expect(main).toMatch(/const partition = 'carrel';/);
    expect(main).not.toContain('persist:');
    expect(main).toContain('session.fromPartition(partition, { cache: false })');
  });
});
