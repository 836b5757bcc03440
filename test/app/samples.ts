import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');
const fixtures = join(root, 'test', 'fixtures', 'files');

/** One file for each reason why something is not read. */
export const unreadable = ['cut-off.pdf', 'empty.txt', 'scanned.pdf', 'user-encrypted.pdf'] as const;

export type SomeFolder = { readonly path: string; readonly name: string; remove(): void };
export type SampleQuestion = { readonly question: string; readonly answer: string; readonly sources: readonly string[]; readonly page: number | null; readonly contains: readonly string[] };
export const sampleQuestions = JSON.parse(readFileSync(join(root, 'resources', 'sample-questions.json'), 'utf8')) as readonly SampleQuestion[];

/** The sample documents in a folder of their own called `Quillon & Hart`, with a folder of old scans beside them when asked for. */
export function sampleFolder(options: { readonly withScans?: boolean } = {}): SomeFolder {
  const parent = mkdtempSync(join(tmpdir(), 'carrel-documents-'));
  const name = 'Quillon & Hart';
  const path = join(parent, name);
  cpSync(join(root, 'resources', 'samples'), path, { recursive: true });
  if (options.withScans === true) {
    mkdirSync(join(path, 'Old scans'));
    for (const file of unreadable) cpSync(join(fixtures, file), join(path, 'Old scans', file));
  }
  return { path, name, remove: () => { rmSync(parent, { recursive: true, force: true }); } };
}

/** The files that are not read, in a folder of their own. */
export function scansFolder(): SomeFolder {
  const parent = mkdtempSync(join(tmpdir(), 'carrel-documents-'));
  const name = 'Old scans';
  const path = join(parent, name);
  for (const file of unreadable) cpSync(join(fixtures, file), join(path, file));
  return { path, name, remove: () => { rmSync(parent, { recursive: true, force: true }); } };
}

/** A folder that takes a while: many text files of invented inspection notes. */
export function longFolder(files: number): SomeFolder {
  const parent = mkdtempSync(join(tmpdir(), 'carrel-documents-'));
  const name = 'Notes';
  const path = join(parent, name);
  mkdirSync(path);
  for (let file = 1; file <= files; file += 1) {
    const lines = Array.from({ length: 60 }, (_, line) => `Note ${file}.${line + 1}: berth ${(file * 7 + line) % 90} was inspected, the mooring rings were ${line % 3 === 0 ? 'renewed' : 'sound'} and the fender ${line % 5 === 0 ? 'was replaced' : 'was left as it is'}.`);
    writeFileSync(join(path, `note ${String(file).padStart(4, '0')}.txt`), lines.join('\n'));
  }
  return { path, name, remove: () => { rmSync(parent, { recursive: true, force: true }); } };
}
