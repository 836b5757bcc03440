import { hash } from 'node:crypto';
import { copyFileSync, cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** A model the catalogue lists, and the small files that stand in for its own: the model, then its tokenizer. */
export type StandIn = { readonly id: string; readonly files: readonly string[] };

/** The built window with a catalogue that knows small files instead of large ones: only what it lists is ever loaded, and the large ones are on few machines. */
export function buildWithModels(models: readonly StandIn[]): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'carrel-build-'));
  cpSync(join(root, 'dist'), join(path, 'dist'), { recursive: true });
  copyFileSync(join(root, 'package.json'), join(path, 'package.json'));
  for (const part of ['electron', 'resources', 'node_modules', '.carrel']) symlinkSync(realpathSync(join(root, part)), join(path, part), 'junction');
  const engine = join(path, 'dist', 'engine', 'engine.mjs');
  writeFileSync(engine, models.reduce(standIn, readFileSync(engine, 'utf8')));
  return { path, remove: () => { rmSync(path, { recursive: true, force: true }); } };
}

function standIn(program: string, { id, files }: StandIn): string {
  const from = program.indexOf(`"id": "${id}"`);
  if (from < 0) throw new Error(`the catalogue does not list ${id}`);
  const to = program.indexOf('"id": ', from + 1);
  let file = 0;
  const entry = program.slice(from, to).replaceAll(/"bytes": \d+,(\s*)"sha256": "[0-9a-f]{64}"/g, (_listed, blanks: string) => {
    const bytes = readFileSync(files[file++] ?? '');
    return `"bytes": ${bytes.length},${blanks}"sha256": "${hash('sha256', bytes)}"`;
  });
  return program.slice(0, from) + entry + program.slice(to);
}
