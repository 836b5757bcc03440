import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Manifest = { readonly dependencies?: Record<string, string>; readonly optionalDependencies?: Record<string, string>; readonly os?: readonly string[]; readonly cpu?: readonly string[] };

/** Packages that are installed but never shipped: they open sockets, serve browsers, or belong to the window's build alone. */
const neverShipped = new Set(['openai', 'onnxruntime-web', 'react', 'react-dom', 'typescript']);
/** Graphics back ends are added on request: together they are half a gigabyte. */
const graphics = /^@node-llama-cpp\/.*-(cuda|cuda-ext|vulkan)$/;

/**
 * Folders (relative to the repository) of every package the engine side needs at run time, found by walking `dependencies`
 * the way Node resolves them. Packages of other systems are left out.
 */
export function productionPackages(root: string, options: { readonly platform: string; readonly arch: string; readonly withGraphics: boolean }): readonly string[] {
  const found = new Set<string>();
  const visit = (name: string, from: string, isOptional: boolean): void => {
    if (neverShipped.has(name) || (graphics.test(name) && !options.withGraphics)) return;
    const folder = resolvePackage(root, name, from);
    if (folder === null) {
      if (isOptional) return;
      throw new Error(`${name}, needed by ${from}, is not installed`);
    }
    if (found.has(folder)) return;
    const manifest = readManifest(join(root, folder));
    if (!fits(manifest.os, options.platform) || !fits(manifest.cpu, options.arch)) return;
    found.add(folder);
    for (const dependency of Object.keys(manifest.dependencies ?? {})) visit(dependency, folder, dependency in (manifest.optionalDependencies ?? {}));
    for (const dependency of Object.keys(manifest.optionalDependencies ?? {})) visit(dependency, folder, true);
  };
  for (const name of Object.keys(readManifest(root).dependencies ?? {})) visit(name, '', false);
  return [...found].sort();
}

function resolvePackage(root: string, name: string, from: string): string | null {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const candidate = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (existsSync(join(root, candidate, 'package.json'))) return candidate;
    if (folder === '') return null;
  }
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

function fits(allowed: readonly string[] | undefined, value: string): boolean {
  if (allowed === undefined) return true;
  return allowed.includes(value) || (allowed.every((entry) => entry.startsWith('!')) && !allowed.includes(`!${value}`));
}
