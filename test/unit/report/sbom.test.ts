import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { productionPackages } from '../../../build/packaging/productionPackages.ts';
import { LockFile, makeSbom, runtimePackages } from '../../../electron/engine/report/sbom.ts';
import { Sbom } from '../../../electron/shared/reportContract.ts';

const lock = LockFile.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
const shipped = productionPackages('.', { platform: process.platform, arch: process.arch, withGraphics: false });

/** Licences that may ship; what is not on it is looked at by a person before it is. */
const allowed = /^(?:MIT|ISC|BSD|BSD-2-Clause|BSD-3-Clause|Apache-2\.0|0BSD|Unlicense|BlueOak-1\.0\.0|Python-2\.0|CC0-1\.0|MIT-0|Zlib|WTFPL|CC-BY-4\.0)$/;
/** Why each of these ships all the same. */
const lookedAt: Readonly<Record<string, string>> = {
  'json-bignum': 'MIT, said in its manifest the old way (licenses)',
  '@img/sharp-libvips': 'LGPL-3.0 library, loaded as a file of its own that anyone may replace (NOTICE)',
};

describe('the bill of materials', () => {
  it('lists what is needed at run time from a lock file, with licences and hashes, and nothing of development', () => {
    const small: LockFile = {
      name: 'x', version: '1.0.0', packages: {
        '': { version: '1.0.0', license: 'Apache-2.0' },
        'node_modules/@scope/one': { version: '2.0.0', license: 'MIT', integrity: 'sha512-AAEC' },
        'node_modules/@scope/one/node_modules/two': { version: '3.0.0' },
        'node_modules/tool': { version: '4.0.0', dev: true },
      },
    };
    const sbom = Sbom.parse(makeSbom(small));
    expect(sbom.metadata.component).toEqual({ type: 'application', name: 'x', version: '1.0.0', licenses: [{ expression: 'Apache-2.0' }] });
    expect(sbom.components).toEqual([
      { 'type': 'library', 'bom-ref': 'node_modules/@scope/one', 'name': '@scope/one', 'version': '2.0.0', 'purl': 'pkg:npm/%40scope/one@2.0.0', 'licenses': [{ expression: 'MIT' }], 'hashes': [{ alg: 'SHA-512', content: '000102' }] },
      { 'type': 'library', 'bom-ref': 'node_modules/@scope/one/node_modules/two', 'name': 'two', 'version': '3.0.0', 'purl': 'pkg:npm/two@3.0.0' },
    ]);
    expect(() => makeSbom(small, ['node_modules/absent'])).toThrow('absent');
  });

  it('N10: what ships holds no package that reports, updates or fetches', () => {
    const denied = /^(?:posthog|@posthog\/|sentry|@sentry\/|@bugsnag\/|mixpanel|amplitude|@amplitude\/|@aptabase\/|update-notifier|electron-updater|prisma|@prisma\/|openai|axios|node-fetch|got|undici|ws)(?:$|-(?!types)|\/)/;
    const names = makeSbom(lock, shipped).components.map(({ name }) => name);
    expect(names.length).toBeGreaterThan(20);
    expect(names.filter((name) => denied.test(name))).toEqual([]);
  });

  it('supply chain: every package that ships has a licence that may', () => {
    const components = makeSbom(lock, shipped).components;
    const doubtful = components.filter(({ name, licenses }) => {
      const parts = (licenses?.[0]?.expression ?? 'unknown').replaceAll(/[()]/g, '').split(/ (?:AND|OR) /);
      return !parts.some((part) => allowed.test(part)) && !Object.keys(lookedAt).some((known) => name.startsWith(known));
    });
    expect(doubtful.map(({ name, licenses }) => `${name}: ${licenses?.[0]?.expression ?? 'unknown'}`)).toEqual([]);
    expect(shipped.length).toBeLessThanOrEqual(runtimePackages(lock).length);
  });
});
