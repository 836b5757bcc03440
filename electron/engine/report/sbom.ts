import * as z from 'zod';
import type { Sbom } from '../../shared/reportContract.ts';

/** What of a lock file (npm, version 3) a bill of materials is made from. */
export const LockFile = z.object({
  name: z.string(), version: z.string(),
  packages: z.record(z.string(), z.object({
    version: z.string().optional(), license: z.string().optional(), integrity: z.string().optional(), dev: z.boolean().optional(), name: z.string().optional(),
  })),
});
export type LockFile = z.infer<typeof LockFile>;

/** Folders of the packages that are needed at run time, on some system. */
export function runtimePackages(lock: LockFile): string[] {
  return Object.entries(lock.packages).flatMap(([folder, { dev }]) => (folder === '' || dev === true ? [] : [folder]));
}

/**
 * Every package of a lock file that is needed at run time, with its licence and the hash its archive had when it was locked.
 * `shipped`: only these folders, and all of them must be in the lock file. Errors: throws for one that is not.
 */
export function makeSbom(lock: LockFile, shipped: readonly string[] = runtimePackages(lock)): Sbom {
  const components = shipped.map((folder) => {
    const found = lock.packages[folder];
    if (found?.version === undefined) throw new Error(`${folder} is not in the lock file`);
    const name = found.name ?? folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);
    return {
      'type': 'library' as const, 'bom-ref': folder, name, 'version': found.version, 'purl': `pkg:npm/${name.replace('@', '%40')}@${found.version}`,
      ...(found.license === undefined ? {} : { licenses: [{ expression: found.license }] }), ...hashesOf(found.integrity),
    };
  });
  return {
    bomFormat: 'CycloneDX', specVersion: '1.5', version: 1,
    metadata: { component: { type: 'application', name: lock.name, version: lock.version, licenses: [{ expression: lock.packages['']?.license ?? 'NOASSERTION' }] } },
    components: components.sort((a, b) => (a['bom-ref'] < b['bom-ref'] ? -1 : 1)),
  };
}

function hashesOf(integrity: string | undefined): { hashes?: { alg: 'SHA-512' | 'SHA-1'; content: string }[] } {
  const [, algorithm, digest] = /^(sha512|sha1)-([A-Za-z0-9+/=]+)/.exec(integrity ?? '') ?? [];
  return digest === undefined ? {} : { hashes: [{ alg: algorithm === 'sha1' ? 'SHA-1' : 'SHA-512', content: Buffer.from(digest, 'base64').toString('hex') }] };
}
