import { contextBridge, ipcRenderer, webUtils } from 'electron';

// Passes ports and the paths of dropped files, nothing else. Both are typed on the other side by their contracts.
// Ports are asked for while the page's script still loads, and passed on once it has run and listens.
const scriptHasRun = new Promise<void>((resolve) => { window.addEventListener('DOMContentLoaded', () => { resolve(); }); });
ipcRenderer.on('carrel:port', (event, name: string) => {
  void scriptHasRun.then(() => { window.postMessage({ carrelPort: name }, window.location.origin, [...event.ports]); });
});

/** `webUtils` exists from Electron 29; before that a file carries its path itself. */
function pathOf(file: File): string {
  const path: unknown = typeof webUtils === 'undefined' ? Reflect.get(file, 'path') : webUtils.getPathForFile(file);
  return typeof path === 'string' ? path : '';
}

contextBridge.exposeInMainWorld('carrelFiles', Object.freeze({ pathOf }));
document.addEventListener('readystatechange', () => { if (document.readyState === 'interactive') ipcRenderer.send('carrel:ready'); });
