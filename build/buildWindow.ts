import { cpSync, mkdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type InlineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy } from '../electron/main/appScheme.ts';
import type { Contract } from '../electron/shared/operation.ts';

/** Builds the window into dist/: renderer (Vite, Chromium 114 and later), main and preload (CommonJS, Node 18 and later), and the engine it starts (Node 24). */
const root = join(import.meta.dirname, '..');

// The same policy in the page as in the header, byte for byte (SECURITY E13).
const policyInPage: Plugin = {
  name: 'content-security-policy',
  transformIndexHtml: (html) => html.replace('<!-- content-security-policy -->', `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">`),
};

// Of the contracts the window needs which operations are calls and which are streams; their schemas check on the answering side.
const contractKinds: Plugin = {
  name: 'contract-kinds',
  load: async (id) => {
    const name = /[\\/]electron[\\/]shared[\\/](engineContract|shellContract)\.ts$/.exec(id)?.[1];
    if (name === undefined) return null;
    const { [name]: contract } = await import(pathToFileURL(id).href) as Record<string, Contract>;
    const kinds = Object.entries(contract ?? {}).map(([operation, { kind }]) => [operation, { kind }]);
    return `export const ${name} = ${JSON.stringify(Object.fromEntries(kinds))};`;
  },
};

const common: InlineConfig = { configFile: false, logLevel: 'warn', envDir: false };

const renderer: InlineConfig = {
  ...common,
  root: join(root, 'renderer'),
  base: './',
  plugins: [policyInPage, contractKinds],
  worker: { format: 'es' },
  build: { outDir: join(root, 'dist', 'renderer'), emptyOutDir: true, target: 'chrome114', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 3_000 },
};

/** One CommonJS file out of one entry; Electron and Node's own modules stay outside. */
function commonJs(entry: string, name: string): InlineConfig {
  return {
    ...common,
    root,
    build: {
      outDir: join(root, 'dist', name), emptyOutDir: true, target: 'node18', minify: false, ssr: true,
      rollupOptions: { input: join(root, entry), output: { format: 'cjs', entryFileNames: `${name}.cjs` }, external: ['electron', ...builtinModules, ...builtinModules.map((module) => `node:${module}`)] },
    },
    ssr: { noExternal: true },
  };
}

const engineFolder = join(root, 'dist', 'engine');
// What a source names beside itself lies beside the source still, wherever its text has gone.
const besideSources: Plugin = {
  name: 'beside-sources',
  enforce: 'pre',
  transform: (code, id) => (id.endsWith('.ts') ? code.replaceAll('import.meta.url', `new URL('${relative(engineFolder, id).split(sep).join('/')}', import.meta.url).href`) : null),
};

/** The engine and the guard loaded before it, out of sources that it takes a process 0.1 s longer to read one by one. Packages stay where they are. */
const engine: InlineConfig = {
  ...common,
  root,
  plugins: [besideSources],
  build: {
    outDir: engineFolder, emptyOutDir: true, target: 'node24', minify: false, ssr: true,
    rollupOptions: { input: { engine: join(root, 'electron', 'engine', 'main.ts'), guard: join(root, 'electron', 'offline', 'refuseConnections.ts') }, output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' } },
  },
  ssr: { noExternal: ['zod'] },
};

for (const config of [engine, renderer, commonJs('electron/main/main.ts', 'main'), commonJs('electron/preload/preload.ts', 'preload')]) await build(config);
// What pdf.js asks for at run time: character maps and the standard fonts.
const pdf = join(root, 'dist', 'renderer', 'pdf');
mkdirSync(pdf, { recursive: true });
for (const folder of ['cmaps', 'standard_fonts']) cpSync(join(root, 'node_modules', 'pdfjs-dist', folder), join(pdf, folder), { recursive: true });
console.log('Window built into dist/.');
