import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { IndexReport } from '../../electron/shared/schemas.ts';
import { repositoryRoot } from './questions.ts';
import { startEngine } from './startEngine.ts';

/** Everything that decides what ends up in an index. Another byte in these files gives another key; other code does not. */
const deciding = [
  'electron/reader', 'electron/engine/chunk.ts', 'electron/engine/breaks.ts', 'electron/engine/contextOf.ts', 'electron/engine/countPieces.ts',
  'electron/engine/analyse.ts', 'electron/engine/ingest/passageTerms.ts', 'electron/engine/ingest.ts', 'electron/engine/store.ts', 'electron/engine/embed.ts', 'electron/engine/library/migrations',
  'electron/engine/library/documentText.ts', 'electron/engine/index/TermTable.ts', 'electron/engine/index/VectorTable.ts', 'electron/engine/index/hashTerms.ts',
  'electron/models/Embedder.ts', 'electron/models/embedTexts.ts', 'electron/models/cutIntoParts.ts', 'electron/shared/readerContract.ts', 'resources/models.lock.json',
];
const cacheFolder = join(repositoryRoot, '.carrel', 'eval');
const keptPerName = 2;

export type IndexedProfile = { readonly folder: string; readonly report: IndexReport; readonly wasCached: boolean };
/** `reuse`: take the newest index there is, whatever state of the code it was built by. */
export type ProfileOptions = { readonly rebuild: boolean; readonly reuse: boolean; readonly say: (line: string) => void };

/**
 * A profile that has indexed `folder`, built by the real engine once for each state of the reader, the chunker, the analysis
 * and the embedder, and kept under .carrel/eval. Never open it: work on a copy (`copyProfile`).
 */
export async function indexedProfile(name: string, folder: string, { rebuild, reuse, say }: ProfileOptions): Promise<IndexedProfile> {
  const newest = reuse ? (await cachedFor(name))[0] : undefined;
  const cached = newest ?? join(cacheFolder, `${name}-${await keyOf(folder)}`);
  const reportPath = join(cached, 'report.json');
  if (!rebuild && existsSync(reportPath)) return { folder: join(cached, 'profile'), report: JSON.parse(await readFile(reportPath, 'utf8')) as IndexReport, wasCached: true };
  await rm(cached, { recursive: true, force: true });
  await mkdir(join(cached, 'profile'), { recursive: true });
  const report = await buildProfile(join(cached, 'profile'), folder, (line) => { say(`${name}: ${line}`); });
  await writeFile(reportPath, JSON.stringify(report));
  await dropOld(name, cached);
  return { folder: join(cached, 'profile'), report, wasCached: false };
}

/** A copy to ask and change at will; `dispose` deletes it. */
export async function copyProfile(profile: string, label: string): Promise<{ readonly folder: string; dispose(): Promise<void> }> {
  const folder = join(cacheFolder, 'work', `${String(process.pid)}-${label}`);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(profile, folder, { recursive: true });
  return { folder, dispose: () => rm(folder, { recursive: true, force: true }) };
}

async function buildProfile(profile: string, folder: string, say: (line: string) => void): Promise<IndexReport> {
  const engine = startEngine(profile);
  try {
    let saidAt = 0;
    for await (const event of engine.client.index({ paths: [folder], wait: 'indexed' })) {
      if (event.type === 'report') return event.report;
      if (event.type === 'searchable') say(`searchable after ${event.seconds.toFixed(1)} s`);
      else if (Date.now() - saidAt > 5_000) {
        saidAt = Date.now();
        const { phase, pagesDone, passagesEmbedded, passagesTotal } = event.activity;
        say(`${phase}, ${String(pagesDone)} pages, ${String(passagesEmbedded)} of ${String(passagesTotal)} passages embedded`);
      }
    }
    throw new Error('indexing ended without a report');
  } finally {
    await engine.close();
  }
}

async function keyOf(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const path of deciding) {
    for (const file of await filesOf(join(repositoryRoot, path))) hash.update(relative(repositoryRoot, file)).update(await readFile(file));
  }
  for (const file of await filesOf(folder)) hash.update(relative(folder, file)).update(String((await stat(file)).size));
  return hash.digest('hex').slice(0, 16);
}

async function filesOf(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
}

async function dropOld(name: string, newest: string): Promise<void> {
  const others = (await cachedFor(name)).filter((path) => path !== newest);
  for (const path of others.slice(keptPerName - 1)) await rm(path, { recursive: true, force: true });
}

/** Finished indexes of this name, newest first. */
async function cachedFor(name: string): Promise<string[]> {
  if (!existsSync(cacheFolder)) return [];
  const pattern = new RegExp(`^${name}-[0-9a-f]{16}$`);
  const found = (await readdir(cacheFolder)).filter((entry) => pattern.test(entry)).map((entry) => join(cacheFolder, entry, 'report.json')).filter((path) => existsSync(path));
  const dated = await Promise.all(found.map(async (path) => ({ path: dirname(path), at: (await stat(path)).mtimeMs })));
  return dated.sort((a, b) => b.at - a.at).map(({ path }) => path);
}
