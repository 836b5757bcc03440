import type { WebPreferences } from 'electron';

/** The preferences of every window of Carrel (SECURITY E2). `devTools` only in the repository, never in a package. */
export function windowPreferences(options: { readonly preload: string; readonly partition: string; readonly packaged: boolean }): WebPreferences {
  return {
    preload: options.preload,
    partition: options.partition,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    experimentalFeatures: false,
    allowRunningInsecureContent: false,
    webSecurity: true,
    spellcheck: false,
    navigateOnDragDrop: false,
    devTools: !options.packaged,
  };
}
