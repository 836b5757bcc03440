import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Granted } from '../shared/granted.ts';

// Passes ports, and tokens for dropped files, nothing else. The ports are typed on the other side by their contracts.
// Ports are asked for while the page's script still loads, and passed on once it has run and listens.
const scriptHasRun = new Promise<void>((resolve) => { window.addEventListener('DOMContentLoaded', () => { resolve(); }); });
ipcRenderer.on('carrel:port', (event, name: string) => {
  void scriptHasRun.then(() => { window.postMessage({ carrelPort: name }, window.location.origin, [...event.ports]); });
});

/** A token for a file that was dropped; null for one that does not come from a disk: a page can make those itself. */
async function grantFor(file: File): Promise<Granted | null> {
  // `webUtils` exists from Electron 29; before that a file carries its path itself.
  const path: unknown = typeof webUtils === 'undefined' ? Reflect.get(file, 'path') : webUtils.getPathForFile(file);
  return typeof path === 'string' && path !== '' ? await ipcRenderer.invoke('carrel:grant', path) as Granted | null : null;
}

contextBridge.exposeInMainWorld('carrelFiles', Object.freeze({ grantFor }));
document.addEventListener('readystatechange', () => { if (document.readyState === 'interactive') ipcRenderer.send('carrel:ready'); });
