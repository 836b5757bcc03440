import pdfWorkerUrl from '../features/source/pdfWorker.ts?worker&url';
import tiffWorkerUrl from '../features/source/tiffWorker.ts?worker&url';

type TrustedTypes = { createPolicy(name: string, rules: { createScriptURL(url: string): string }): { createScriptURL(url: string): string } };

const urls = { pdf: pdfWorkerUrl, tiff: tiffWorkerUrl } as const;
const trustedTypes = (window as { trustedTypes?: TrustedTypes }).trustedTypes;
const policy = trustedTypes?.createPolicy('carrel-worker', {
  createScriptURL(url) {
    if (!Object.values(urls).includes(url)) throw new TypeError(`not a bundled worker: ${url}`);
    return url;
  },
});

/** Starts one of the workers that came with the window; Trusted Types let nothing else become one. */
export function bundledWorker(name: keyof typeof urls): Worker {
  return new Worker(policy === undefined ? urls[name] : policy.createScriptURL(urls[name]), { type: 'module' });
}
