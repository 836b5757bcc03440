import '../offline/refuseConnections.ts';
import { isAbsolute, join } from 'node:path';
import { app, type BrowserWindow, ipcMain, Menu, MessageChannelMain, nativeTheme, powerMonitor, protocol, screen, session, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron';
import { AppError } from '../shared/AppError.ts';
import type { EngineContract } from '../shared/engineContract.ts';
import type { Client } from '../shared/operation.ts';
import type { Appearance, PaneWidths } from '../shared/shellContract.ts';
import { appScheme, appUrl } from './appScheme.ts';
import { applicationMenu } from './applicationMenu.ts';
import { confine, createSecureWindow } from './createSecureWindow.ts';
import { EngineProcess } from './EngineProcess.ts';
import { electronPort } from './electronPort.ts';
import { Grants } from './Grants.ts';
import { isOwnSender } from './isOwnSender.ts';
import { loadPage } from './loadPage.ts';
import { runtimePaths } from './runtimePaths.ts';
import { secureSession } from './secureSession.ts';
import { serveWindowFile } from './serveWindowFile.ts';
import { windowGate } from './windowGate.ts';
import { placeOf, readWindowState, searchOf, writeWindowState, type WindowState } from './windowState.ts';

const partition = 'carrel';

// Before anything else: no name is ever resolved, no proxy asked, nothing fetched in the background.
for (const [name, value] of [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'], ['no-proxy-server', ''], ['disable-background-networking', ''], ['disable-component-update', ''],
  ['disable-domain-reliability', ''], ['disable-sync', ''], ['no-pings', ''], ['dns-prefetch-disable', ''],
] as const) app.commandLine.appendSwitch(name, value);

const isForbidden = app.isPackaged && ['no-sandbox', 'remote-debugging-port', 'remote-debugging-pipe'].some((name) => app.commandLine.hasSwitch(name));
if (isForbidden) app.exit(3);
// `--no-sandbox` is for root in the repository only; a package has ended above.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } }]);

const profile = process.env['CARREL_PROFILE'];
const userData = app.commandLine.getSwitchValue('user-data-dir') || app.getPath('userData');
app.setPath('userData', userData);

let window: BrowserWindow | null = null;
const grants = new Grants();
let state: WindowState = readWindowState(userData);
const paths = runtimePaths({ packaged: app.isPackaged, appPath: app.getAppPath(), resourcesPath: process.resourcesPath });
const engine = new EngineProcess({
  node: paths.node, guard: paths.guard, entry: paths.engineEntry, compiled: join(userData, 'compiled'), args: profile === undefined ? [] : ['--profile', profile],
  log: (line) => { if (!app.isPackaged) console.error(line); },
});

if (!isForbidden && app.requestSingleInstanceLock()) {
  engine.onStarted(() => { offerEnginePort(); });
  // Before all else: the engine opens the library while Electron starts and the page loads.
  engine.start();
  // Without it Electron makes a menu of its own first.
  Menu.setApplicationMenu(null);
  app.on('second-instance', () => {
    if (window?.isMinimized() === true) window.restore();
    window?.show();
    window?.focus();
  });
  app.on('session-created', secureSession);
  app.on('web-contents-created', (_event, contents) => { confine(contents); });
  app.on('window-all-closed', () => { app.quit(); });
  app.on('will-quit', (event) => {
    if (engine.pid === null) return;
    event.preventDefault();
    void engine.close(() => askEngine((client) => client.shutdown({})), 10_000).finally(() => { app.exit(0); });
  });
  void app.whenReady().then(begin);
} else {
  app.quit();
}

function begin(): void {
  app.configureHostResolver({ secureDnsMode: 'off', enableBuiltInResolver: false });
  const own = session.fromPartition(partition, { cache: false });
  // `handle`, which Electron would rather have, takes the start 40 ms of processor (serveWindowFile.ts); `registerSource` sends no headers of ours.
  own.protocol.registerBufferProtocol(appScheme, (request, answer) => { answer(serveWindowFile(paths.window, request.url)); });
  nativeTheme.themeSource = state.theme;
  ipcMain.on('carrel:ready', (event) => { if (isOwnWindow(event)) offerPorts(); });
  // Only the preload script can ask: it takes the path from a file that was dropped, not from the page.
  ipcMain.handle('carrel:grant', (event, path: unknown) => (isOwnWindow(event) && typeof path === 'string' && isAbsolute(path) ? grants.grant(path) : null));
  window = createSecureWindow({ preload: paths.preload, partition, packaged: app.isPackaged, place: placeOf(state, screen.getAllDisplays().map(({ workArea }) => workArea)), background: nativeTheme.shouldUseDarkColors ? '#14171a' : '#faf8f4' });
  window.on('close', () => { rememberPlace(); });
  window.on('closed', () => { window = null; });
  window.webContents.once('did-finish-load', () => { setTimeout(watchSystem, desktopAfterMs); });
  loadPage(window, () => `${appUrl}?${searchOf(state)}`);
}

function isOwnWindow(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return window !== null && isOwnSender(event, window.webContents.id);
}

let ready = false;
function offerPorts(): void {
  ready = true;
  offerEnginePort();
  setTimeout(offerDesktop, desktopAfterMs);
}

/** While the page draws itself it waits for this process at every turn, and what is loaded here takes 30 ms. */
const desktopAfterMs = 250;
function offerDesktop(): void {
  showMenu();
  void import('./offerShell.ts').then(({ offerShell }) => {
    const { port1, port2 } = new MessageChannelMain();
    offerShell({ engine, pathOf, askEngine, grants, samples: paths.samples, window: () => window, appearance: () => ({ theme: state.theme, language: state.language, developer: state.developer }), setAppearance, setPaneWidths, setMenu: (menu, onChosen) => { rooms = { menu, onChosen }; showMenu(); } }, electronPort(port1));
    window?.webContents.postMessage('carrel:port', 'shell', [port2]);
  });
}

function watchSystem(): void {
  void import('./lockWithSystem.ts').then(({ lockWithSystem }) => {
    lockWithSystem(powerMonitor, { lock: () => askEngine((client) => client.lockLibrary({})), quit: () => { app.quit(); }, log: (line) => { if (!app.isPackaged) console.error(line); } });
  });
}

/** Joins the window to the engine that runs now. */
function offerEnginePort(): void {
  if (!ready || window === null || engine.pid === null) return;
  const { port1, port2 } = new MessageChannelMain();
  windowGate(electronPort(port1), engine.open(), grants);
  window.webContents.postMessage('carrel:port', 'engine', [port2]);
}

async function askEngine<T>(ask: (client: Client<EngineContract>) => Promise<T>): Promise<T> {
  return (await import('./askEngine.ts')).askEngine(engine.open(), ask);
}

async function pathOf(documentId: number): Promise<string> {
  try {
    return (await askEngine((client) => client.page({ document: documentId, page: 1 }))).path;
  } catch (error) {
    // A document nothing could be read from has no page, but it has a path.
    const path = error instanceof AppError && error.code === 'page-unknown' ? error.details['path'] : undefined;
    if (typeof path !== 'string') throw error;
    return path;
  }
}

function setAppearance(appearance: Appearance): void {
  const isOtherLanguage = appearance.language !== state.language;
  state = { ...state, ...appearance };
  if (isOtherLanguage) showMenu();
  nativeTheme.themeSource = appearance.theme;
  writeWindowState(userData, state);
}

function setPaneWidths(widths: PaneWidths): void {
  state = { ...state, ...widths };
  writeWindowState(userData, state);
}

let rooms: Parameters<typeof applicationMenu>[2] = null;
/** In the language the window speaks. */
function showMenu(): void {
  const language = state.language !== 'system' ? state.language : app.getLocale().startsWith('de') ? 'de' : 'en';
  Menu.setApplicationMenu(Menu.buildFromTemplate(applicationMenu(process.platform, language, rooms)));
}

function rememberPlace(): void {
  if (window === null) return;
  const { x, y, width, height } = window.getNormalBounds();
  state = { ...state, x, y, width, height, maximized: window.isMaximized() };
  writeWindowState(userData, state);
}

