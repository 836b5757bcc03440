import { cpSync, mkdirSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { build, type InlineConfig, type Plugin } from 'vite';
import { contentSecurityPolicy } from '../electron/main/appScheme.ts';

/** Builds the window into dist/: renderer (Vite, Chromium 114 and later), main and preload (CommonJS, Node 18 and later). */
const root = join(import.meta.dirname, '..');

// The same policy in the page as in the header, byte for byte (SECURITY E13).
const policyInPage: Plugin = {
  name: 'content-security-policy',
  transformIndexHtml: (html) => html.replace('<!-- content-security-policy -->', `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">`),
};

const common: InlineConfig = { configFile: false, logLevel: 'warn', envDir: false };

const renderer: InlineConfig = {
  ...common,
  root: join(root, 'renderer'),
  base: './',
  plugins: [policyInPage],
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

for (const config of [renderer, commonJs('electron/main/main.ts', 'main'), commonJs('electron/preload/preload.ts', 'preload')]) await build(config);
// What pdf.js asks for at run time: character maps and the standard fonts.
const pdf = join(root, 'dist', 'renderer', 'pdf');
mkdirSync(pdf, { recursive: true });
for (const folder of ['cmaps', 'standard_fonts']) cpSync(join(root, 'node_modules', 'pdfjs-dist', folder), join(pdf, folder), { recursive: true });
console.log('Window built into dist/.');
