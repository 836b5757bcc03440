import '../../app/promiseWithResolvers.ts';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import workerUrl from './pdfWorker.ts?worker&url';

export type { PDFDocumentProxy };

type TrustedTypes = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } };

let worker: Worker | null = null;

/**
 * The one worker of pdf.js, from the bundled file. Trusted Types let nothing else become a worker; handing pdf.js a port
 * keeps it from falling back to parsing in the window.
 */
function pdfWorker(): Worker {
  if (worker !== null) return worker;
  const trustedTypes = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = trustedTypes?.createPolicy('carrel-worker', {
    createScriptURL(url) {
      if (url !== workerUrl) throw new TypeError(`not the bundled worker: ${url}`);
      return url;
    },
  });
  worker = new Worker(policy === undefined ? workerUrl : policy.createScriptURL(workerUrl), { type: 'module' });
  return worker;
}

/** Opens a PDF from its bytes. No script of the document runs, no font or map is fetched from outside the window. */
export async function openPdf(data: Uint8Array): Promise<PDFDocumentProxy> {
  pdfjs.GlobalWorkerOptions.workerPort = pdfWorker();
  const base = new URL('pdf/', document.baseURI).href;
  return pdfjs.getDocument({
    data, enableXfa: false, useWasm: false, cMapUrl: `${base}cmaps/`, cMapPacked: true, standardFontDataUrl: `${base}standard_fonts/`, verbosity: 0,
  }).promise;
}
