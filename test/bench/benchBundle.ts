import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { repositoryRoot } from '../eval/questions.ts';
import { figure, type Figure } from './Figure.ts';

/** What the window reads before it shows anything: its page and the script and style that names. The viewer of PDFs comes with the first source. */
export function benchBundle(): Figure {
  const folder = join(repositoryRoot, 'dist', 'renderer');
  if (!existsSync(join(folder, 'index.html'))) throw new Error('The window is not built: run `node build/buildWindow.ts` first.');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)].map(([, name]) => readFileSync(join(folder, name ?? '')));
  const atStart = Buffer.concat([Buffer.from(page), ...named]);
  const scripts = readdirSync(join(folder, 'assets')).filter((name) => /\.(?:js|css)$/.test(name)).map((name) => readFileSync(join(folder, 'assets', name)));
  const kilobytes = (bytes: number): number => bytes / 1_000;
  return figure({
    key: 'bundle', words: 'page, script and style of the window at its start', unit: 'KB', value: kilobytes(atStart.length), ceiling: null,
    beside: { 'packed by gzip, KB': kilobytes(gzipSync(atStart).length), 'all scripts and styles with the viewer of PDFs, KB': kilobytes(Buffer.concat(scripts).length) },
  });
}
