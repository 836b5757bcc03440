import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BrowserWindow, app, dialog, safeStorage, shell } from 'electron';
import { refusedConnections } from '../offline/refusals.ts';
import { AppError } from '../shared/AppError.ts';
import type { Granted } from '../shared/granted.ts';
import type { Handlers } from '../shared/operation.ts';
import type { Appearance, EngineState, PaneWidths, ShellContract, WindowMenu } from '../shared/shellContract.ts';
import type { WindowCommand } from '../shared/windowCommands.ts';
import type { EngineProcess } from './EngineProcess.ts';
import type { AskEngine } from './askEngine.ts';
import { keyStoreHandlers } from './keepKey.ts';
import { KeyStore } from './KeyStore.ts';
import type { Grants } from './Grants.ts';
import { isOpenable } from './openable.ts';
import { findThrough, saveFound } from './saveFound.ts';
import { fileNameOf, kindOf, writeExport, type FileKind } from './saveExport.ts';
import { saveLibrary } from './saveLibrary.ts';
import { tellEnded } from './tellEnded.ts';

export type ShellDeps = {
  readonly engine: EngineProcess; readonly pathOf: (documentId: number) => Promise<string>; readonly askEngine: AskEngine; readonly grants: Grants; readonly window: () => BrowserWindow | null;
  readonly samples: string; readonly appearance: () => Appearance; readonly setAppearance: (appearance: Appearance) => void; readonly setPaneWidths: (widths: PaneWidths) => void;
  readonly setMenu: (menu: WindowMenu, onChosen: (command: WindowCommand) => void) => void;
};

const libraryFile: FileKind = { name: 'Carrel', extension: 'carrel' };

/** What the window may ask of the desktop. Documents are named by id; their paths come from the engine, never from the window. */
export function shellHandlers(deps: ShellDeps): Handlers<ShellContract> {
  const choose = async (options: Electron.OpenDialogOptions): Promise<Granted[]> => {
    const window = deps.window();
    const result = window === null ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
    return result.canceled ? [] : result.filePaths.map((path) => deps.grants.grant(path));
  };
  const chooseWhere = async (name: string, { name: kind, extension }: FileKind): Promise<string | null> => {
    const window = deps.window();
    const options: Electron.SaveDialogOptions = { defaultPath: `${name}.${extension}`, filters: [{ name: kind, extensions: [extension] }], properties: ['showOverwriteConfirmation'] };
    const { canceled, filePath } = window === null ? await dialog.showSaveDialog(options) : await dialog.showSaveDialog(window, options);
    return canceled || filePath === undefined || filePath === '' ? null : filePath;
  };
  const chosen = new Set<(command: WindowCommand) => void>();
  return {
    chooseFolders: async () => ({ granted: await choose({ properties: ['openDirectory', 'multiSelections'] }) }),
    sampleFolder: () => (existsSync(deps.samples) ? { path: deps.samples, granted: deps.grants.grant(deps.samples) } : { path: null, granted: null }),
    chooseModelFile: async () => ({ granted: (await choose({ properties: ['openFile'], filters: [{ name: 'GGUF, ONNX', extensions: ['gguf', 'onnx', 'json'] }] }))[0] ?? null }),
    chooseLibraryFile: async () => ({ granted: (await choose({ properties: ['openFile'], filters: [{ name: libraryFile.name, extensions: [libraryFile.extension] }] }))[0] ?? null }),
    async *saveLibrary({ name, passphrase }, { signal }) {
      try {
        const path = await chooseWhere(fileNameOf(name), libraryFile);
        if (path !== null) yield* saveLibrary(deps.engine.open(), { path, passphrase }, signal);
      } finally {
        passphrase.fill(0);
      }
    },
    async saveFound(input, { signal }) {
      const path = await chooseWhere('Carrel', { name: 'CSV', extension: 'csv' });
      return path === null ? { path, places: 0 } : { path, places: await saveFound(findThrough(deps.engine.open(), input, signal), path) };
    },
    async saveExport({ export: meant, name, language }) {
      const path = await chooseWhere(fileNameOf(name), kindOf(meant));
      if (path !== null) await deps.askEngine((client) => writeExport(client, meant, path, language));
      return { path };
    },
    async saveCertificate({ certificate }) {
      const path = await chooseWhere(fileNameOf(`Certificate of erasure ${new Date(certificate.endedMs).toISOString().slice(0, 10)}`), { name: 'JSON', extension: 'json' });
      if (path !== null) await writeFile(path, `${JSON.stringify(certificate, null, 2)}\n`, { mode: 0o600 }).catch((cause: unknown) => { throw new AppError('file-not-writable', { path }, { cause }); });
      return { path };
    },
    async emptyWindow() {
      const window = deps.window();
      // First: a preview made while the page goes would show what was locked.
      window?.setContentProtection(true);
      window?.webContents.reload();
      await Promise.all([window?.webContents.session.clearStorageData(), window?.webContents.session.clearCache()]);
      return {};
    },
    hideFromPictures({ hidden }) {
      deps.window()?.setContentProtection(hidden);
      return {};
    },
    tellEnded: ({ job, language }) => ({ shown: tellEnded(deps.window(), job, language) }),
    async openDocument({ documentId }) {
      const path = existing(await deps.pathOf(documentId));
      if (!isOpenable(path)) throw new AppError('format-unsupported', { path });
      const problem = await shell.openPath(path);
      if (problem !== '') throw new AppError('file-not-readable', { path });
      return {};
    },
    async showInFolder({ documentId }) {
      shell.showItemInFolder(existing(await deps.pathOf(documentId)));
      return {};
    },
    ...keyStoreHandlers({ askEngine: deps.askEngine, keyStore: new KeyStore({ safeStorage, platform: process.platform, folder: join(app.getPath('userData'), 'kept-keys') }) }),
    appearance: () => deps.appearance(),
    setAppearance(appearance) {
      deps.setAppearance(appearance);
      return appearance;
    },
    setPaneWidths(widths) {
      deps.setPaneWidths(widths);
      return {};
    },
    setMenu(menu) {
      deps.setMenu(menu, (command) => { for (const tell of chosen) tell(command); });
      return {};
    },
    watchMenu: (_input, { signal }) => follow(chosen, signal),
    about: () => ({
      version: app.getVersion(), electron: process.versions.electron ?? '', chrome: process.versions['chrome'] ?? '', packaged: app.isPackaged, platform: process.platform, refusedConnections: refusedConnections(),
    }),
    restartEngine() {
      deps.engine.restart();
      return {};
    },
    watchEngine: (_input, { signal }) => engineStates(deps.engine, signal),
  };
}

function existing(path: string): string {
  if (!existsSync(path)) throw new AppError('file-not-found', { path });
  return path;
}

async function* engineStates(engine: EngineProcess, signal: AbortSignal): AsyncIterable<EngineState> {
  let wake: () => void = () => undefined;
  const off = engine.onState(() => { wake(); });
  signal.addEventListener('abort', () => { wake(); }, { once: true });
  try {
    while (!signal.aborted) {
      const changed = new Promise<void>((resolve) => { wake = resolve; });
      yield engine.state;
      await changed;
    }
  } finally {
    off();
  }
}

/** What is chosen from now on, one by one. */
async function* follow(listeners: Set<(command: WindowCommand) => void>, signal: AbortSignal): AsyncIterable<{ readonly command: WindowCommand }> {
  const waiting: WindowCommand[] = [];
  let wake: () => void = () => undefined;
  const listen = (command: WindowCommand): void => {
    waiting.push(command);
    wake();
  };
  listeners.add(listen);
  signal.addEventListener('abort', () => { wake(); }, { once: true });
  try {
    while (!signal.aborted) {
      const next = waiting.shift();
      if (next === undefined) await new Promise<void>((resolve) => { wake = resolve; });
      else yield { command: next };
    }
  } finally {
    listeners.delete(listen);
  }
}
