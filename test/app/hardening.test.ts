/* eslint-disable no-eval, no-new-func -- what the window's policy has to refuse is tried here */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useWindow } from './useWindow.ts';

// What the window's page could try if it were taken over, tried in the real window (SECURITY E14 to E17, E21, E26, E27).
const app = useWindow({ ready: ({ page }) => page.getByRole('heading', { name: 'Add a folder first' }).waitFor() });
let server: Server;
let requests = 0;
let outside = '';

beforeAll(async () => {
  // A server of this machine: names never resolve, but a bare address would be reached if anything let it through.
  server = createServer((_request, response) => { requests += 1; response.end('reached'); });
  server.on('upgrade', (_request, socket) => { requests += 1; socket.destroy(); });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  outside = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => { server.close(); });

describe('the page of the window', () => {
  it('the server used here can be reached', async () => {
    expect(await (await fetch(outside)).text()).toBe('reached');
    requests = 0;
  });

  it('E15: text never becomes markup, script or a worker', async () => {
    const thrown = await app.page.evaluate((url) => {
      const attempts: Record<string, () => unknown> = {
        innerHTML: () => { document.createElement('p').innerHTML = '<b>x</b>'; },
        outerHTML: () => { document.createElement('div').appendChild(document.createElement('p')).outerHTML = '<b>x</b>'; },
        insertAdjacentHTML: () => { document.createElement('p').insertAdjacentHTML('beforeend', '<b>x</b>'); },
        documentWrite: () => { document.write('<p>x'); },
        script: () => { document.createElement('script').text = 'window.ran = 1'; },
        scriptUrl: () => { document.createElement('script').src = url; },
        worker: () => new Worker(url),
        handler: () => { document.createElement('button').setAttribute('onclick', 'window.ran = 1'); },
        frame: () => { document.createElement('iframe').srcdoc = '<p>x'; },
        embed: () => { document.createElement('embed').src = url; },
        policy: () => (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes.createPolicy('another', {}),
      };
      return Object.fromEntries(Object.entries(attempts).map(([name, attempt]) => { try { attempt(); return [name, 'went through']; } catch (error) { return [name, (error as Error).name]; } }));
    }, outside);
    expect(Object.entries(thrown).filter(([, outcome]) => outcome !== 'TypeError')).toEqual([]);
    expect(Object.keys(thrown)).toHaveLength(11);
  });

  it('E14: no code from text', async () => {
    // In a timer, where the page's own policy holds: what a test evaluates directly is exempt from it.
    const outcome = await app.page.evaluate(() => new Promise((resolve) => {
      setTimeout(() => {
        const tried = (attempt: () => unknown): string => { try { return String(attempt()); } catch (error) { return (error as Error).name; } };
        const results = [tried(() => (0, eval)('40 + 2')), tried(() => (new Function('return 42') as () => number)()), tried(() => (setTimeout as unknown as (code: string) => unknown)('window.late = 42'))];
        setTimeout(() => { resolve([...results, String(Reflect.get(window, 'late'))]); }, 50);
      }, 0);
    }));
    expect(outcome).toEqual(['EvalError', 'EvalError', 'TypeError', 'undefined']);
  });

  it('E14: nothing is fetched, sent or connected to', async () => {
    const outcome = await app.page.evaluate(async (url) => {
      const add = (tag: string, attributes: Record<string, string>): void => {
        const element = document.createElement(tag);
        // Some attributes are refused at once by Trusted Types: all the better.
        for (const [name, value] of Object.entries(attributes)) { try { element.setAttribute(name, value); } catch { continue; } }
        document.body.append(element);
        setTimeout(() => { element.remove(); }, 1_500);
      };
      const failed = async (attempt: () => Promise<unknown> | unknown): Promise<boolean> => { try { await attempt(); return false; } catch { return true; } };
      for (const tag of ['img', 'iframe', 'audio', 'video', 'input', 'script', 'object']) add(tag, { src: `${url}${tag}`, data: `${url}${tag}`, type: 'image' });
      for (const rel of ['prefetch', 'preload', 'preconnect', 'dns-prefetch', 'prerender', 'stylesheet', 'icon', 'manifest', 'modulepreload']) add('link', { rel, href: `${url}${rel}`, as: 'image' });
      const styled = document.createElement('div');
      styled.style.backgroundImage = `url(${url}css)`;
      styled.style.width = '10px';
      styled.style.height = '10px';
      document.body.append(styled);
      const form = document.createElement('form');
      form.action = `${url}form`;
      form.method = 'post';
      document.body.append(form);
      form.submit();
      navigator.sendBeacon(`${url}beacon`, 'x');
      const socket = await failed(() => new Promise<void>((resolve, reject) => { const opened = new WebSocket(url.replace('http', 'ws')); opened.onopen = () => { resolve(); }; opened.onerror = () => { reject(new Error('closed')); }; }));
      const events = await failed(() => new Promise<void>((resolve, reject) => { const opened = new EventSource(`${url}events`); opened.onopen = () => { resolve(); }; opened.onerror = () => { opened.close(); reject(new Error('closed')); }; }));
      const result = {
        fetch: await failed(() => fetch(`${url}fetch`)), file: await failed(() => fetch('file:///etc/passwd')), socket, events,
        request: await failed(() => new Promise<void>((resolve, reject) => { const asked = new XMLHttpRequest(); asked.onload = () => { resolve(); }; asked.onerror = () => { reject(new Error('refused')); }; asked.open('GET', `${url}xhr`); asked.send(); })),
        font: await failed(() => new FontFace('x', `url(${url}font)`).load()), module: await failed(() => import(/* @vite-ignore */ `${url}module.js`)),
        serviceWorker: await failed(() => navigator.serviceWorker.register(`${url}worker.js`)),
      };
      styled.remove();
      form.remove();
      return result;
    }, outside);
    expect(outcome).toEqual({ fetch: true, file: true, socket: true, events: true, request: true, font: true, module: true, serviceWorker: true });
    await app.page.waitForTimeout(1_500);
    expect(requests).toBe(0);
  });

  it('E16, E17: it stays where it is and opens no other window', async () => {
    const before = app.page.url();
    for (const target of [outside, 'file:///etc/passwd', 'data:text/html,x', 'chrome://gpu', 'carrel://other/index.html', 'javascript:void(document.title="x")']) {
      expect(await app.page.evaluate((url) => window.open(url) === null, target)).toBe(true);
      await app.page.evaluate((url) => { try { window.location.href = url; } catch { /* refused at once */ } }, target);
      await app.page.evaluate((url) => { const link = document.createElement('a'); link.setAttribute('href', url); link.setAttribute('target', '_blank'); document.body.append(link); link.click(); link.remove(); }, target);
    }
    await app.page.waitForTimeout(500);
    expect(app.page.url()).toBe(before);
    expect(await app.page.evaluate(() => document.title)).toBe('Carrel');
    expect(await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    expect(requests).toBe(0);
    // Not by a locator: those wait for the navigation that never is.
    expect(await app.page.evaluate(() => document.body.innerText)).toContain('Add a folder first');
  });

  it('E21: nothing is permitted but copying', async () => {
    const answers = await app.page.evaluate(async () => {
      const refused = async (attempt: () => Promise<unknown>): Promise<boolean> => { try { await attempt(); return false; } catch { return true; } };
      return {
        notifications: await Notification.requestPermission(),
        place: await refused(() => new Promise((resolve, reject) => { navigator.geolocation.getCurrentPosition(resolve, reject, { timeout: 3_000 }); })),
        camera: await refused(() => navigator.mediaDevices.getUserMedia({ audio: true, video: true })),
        screen: await refused(() => navigator.mediaDevices.getDisplayMedia({ video: true })),
        clipboard: await refused(() => navigator.clipboard.readText()),
      };
    });
    expect(answers).toEqual({ notifications: 'denied', place: true, camera: true, screen: true, clipboard: true });
  });

  it('E26: the page sees one function of the preload script, and nothing of Node or Electron', async () => {
    const seen = await app.page.evaluate(() => ({
      exposed: Object.getOwnPropertyNames(Reflect.get(window, 'carrelFiles') as object), frozen: Object.isFrozen(Reflect.get(window, 'carrelFiles')),
      leaks: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer', '__dirname'].filter((name) => name in window),
    }));
    expect(seen).toEqual({ exposed: ['grantFor'], frozen: true, leaks: [] });
  });

  it('E27: it can have no file read that nobody gave to the window, and have nothing written', async () => {
    // In the page itself, with the ports that the window's own code was handed.
    await app.page.addInitScript(() => {
      window.addEventListener('message', (event) => {
        const data: unknown = event.data;
        if (typeof data === 'object' && data !== null && 'carrelPort' in data && data.carrelPort === 'engine') Object.assign(window, { taken: event.ports[0] });
      });
    });
    await app.page.reload();
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor();
    const answers = await app.page.evaluate(async () => {
      const port = Reflect.get(window, 'taken') as MessagePort;
      const ask = (id: number, operation: string, input: unknown) => new Promise<string>((resolve) => {
        port.addEventListener('message', ({ data }: MessageEvent<{ id: number; type: string; error?: { code: string } }>) => { if (data.id === id) resolve(data.error?.code ?? data.type); });
        port.postMessage({ type: 'ask', id, operation, input });
      });
      const made = await (Reflect.get(window, 'carrelFiles') as { grantFor(file: File): Promise<unknown> }).grantFor(Object.defineProperty(new File(['x'], '/etc/passwd'), 'path', { value: '/etc/passwd' })).catch(() => 'refused');
      return {
        made, add: await ask(1e9, 'addFolder', { path: '/etc' }), model: await ask(1e9 + 1, 'importModel', { path: '/etc/passwd' }), index: await ask(1e9 + 2, 'index', { paths: ['/etc'], wait: 'searchable' }),
        write: await ask(1e9 + 3, 'exportLibrary', { path: '/tmp/taken', passphrase: new Uint8Array([1]) }), known: await ask(1e9 + 4, 'status', {}),
      };
    });
    expect(answers).toEqual({ made: null, add: 'input-invalid', model: 'input-invalid', index: 'operation-unknown', write: 'operation-unknown', known: 'result' });
  });

  it('N8, N14: the process of the window has no way out by Node either, and what it tries is counted and shown', async () => {
    const outcome = await app.electron.evaluate(async (_electron, port) => {
      const load = process.mainModule?.require.bind(process.mainModule) as (name: string) => Record<string, (...args: unknown[]) => unknown>;
      const [host, url] = ['127.0.0.1', `//127.0.0.1:${port}/`];
      const ways: Record<string, () => unknown> = {
        'net.connect': () => load('net')['connect']?.(port, host), 'tls.connect': () => load('tls')['connect']?.(port, host), 'http.get': () => load('http')['get']?.(`http:${url}`), 'https.request': () => load('https')['request']?.(`https:${url}`),
        'http2.connect': () => load('http2')['connect']?.(`http:${url}`), 'dns.lookup': () => load('dns')['lookup']?.('localhost', () => undefined), 'dns.promises': () => load('dns/promises')['resolve']?.('localhost'),
        'dgram.send': () => (load('dgram')['createSocket']?.('udp4') as { send(...args: unknown[]): unknown }).send('x', port, host), 'listen': () => (load('net')['createServer']?.() as { listen(...args: unknown[]): unknown }).listen(0, host),
        'fetch': () => fetch(`http:${url}`),
      };
      return Object.fromEntries(await Promise.all(Object.entries(ways).map(async ([name, way]) => { try { await way(); return [name, 'went through']; } catch (error) { return [name, (error as { code?: string }).code ?? String(error)]; } })));
    }, Number(new URL(outside).port));
    expect(Object.entries(outcome).filter(([, code]) => code !== 'ERR_OFFLINE')).toEqual([]);
    expect(Object.keys(outcome)).toHaveLength(10);
    expect(requests).toBe(0);
    await app.page.getByRole('navigation').getByRole('button', { name: 'Privacy', exact: true }).click();
    await app.page.getByText('10 attempts were refused.').waitFor();
    await app.page.keyboard.press('Escape');
  });

  it('a page that dies is loaded again', async () => {
    const gone = app.page.waitForEvent('crash');
    const words = () => app.electron.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      return contents === undefined || contents.isCrashed() ? '' : `${contents.getURL()} ${String(await contents.executeJavaScript('document.body.innerText'))}`;
    });
    await app.electron.evaluate(({ BrowserWindow }) => { BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(); });
    await gone;
    await expect.poll(words, { timeout: 20_000 }).toMatch(/^carrel:\/\/app\/index\.html\?language=system .*Add a folder first/s);
  });
});
