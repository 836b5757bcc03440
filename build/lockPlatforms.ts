import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Adds to package-lock.json the packages for other systems that the registry it was made with does not have
 * (`node build/lockPlatforms.ts [package-lock.json]`); without them `npm ci` says that the file is not in step with package.json.
 * They come without a checksum, which npm adds when the file is next written where the registry has them. Running it again
 * changes nothing.
 */
type LockEntry = {
  version?: string; integrity?: string; license?: string; optional?: boolean; dev?: boolean; os?: string[]; cpu?: string[]; libc?: string[];
  optionalDependencies?: Record<string, string>;
};
type Lock = { packages: Record<string, LockEntry> };

const path = process.argv[2] ?? 'package-lock.json';
const lock = JSON.parse(readFileSync(path, 'utf8')) as Lock;
const added: string[] = [];
for (const [parent, { optionalDependencies = {}, license, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const platform = platformOf(name);
    if (platform === null || !/^\d+\.\d+\.\d+\S*$/.test(version) || isLocked(parent, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version, cpu: [platform.cpu], ...(platform.libc === null ? {} : { libc: [platform.libc] }),
      ...(dev === true ? { dev } : {}), ...(license === undefined ? {} : { license }), optional: true, os: [platform.os],
    };
    added.push(`${name} ${version}`);
  }
}
if (added.length > 0) {
  const sorted = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
  writeFileSync(path, `${JSON.stringify({ ...lock, packages: sorted }, null, 2)}\n`);
}
console.log(added.length === 0 ? 'nothing to add' : `added:\n${added.join('\n')}`);

/** The system a package is for, from its name; null when it names none. */
function platformOf(name: string): { readonly os: string; readonly cpu: string; readonly libc: 'glibc' | 'musl' | null } | null {
  const found = /(?:^|[-/])(android|darwin|freebsd|linux|openharmony|win32)-(x64|arm64|arm|ia32|loong64|ppc64|riscv64|s390x)(?:-(gnu|musl|msvc|eabi)\w*)?$/.exec(name);
  const [, os, cpu, abi] = found ?? [];
  if (os === undefined || cpu === undefined) return null;
  return { os, cpu, libc: os !== 'linux' ? null : abi === 'gnu' ? 'glibc' : abi === 'musl' ? 'musl' : null };
}

/** True when the package at `parent` finds `name` in its own node_modules or in one above. */
function isLocked(parent: string, name: string): boolean {
  for (let at = parent; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lock.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`] !== undefined) return true;
    if (at === '') return false;
  }
}
