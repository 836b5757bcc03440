import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fakeReader, openIngest } from './openIngest.ts';

// Indexes into a small disk until that is full, is told so, then gets room and goes on, without being started again. Run where
// `folder` is a tmpfs that may be mounted anew.
const [, , folder = '', fill = '0'] = process.argv;
const documents = join(folder, '..', 'documents');
mkdirSync(documents, { recursive: true });
const count = 60;
for (let n = 0; n < count; n += 1) writeFileSync(join(documents, `f${n}.txt`), `Number ${n}. ${Array.from({ length: 1_500 }, (_, at) => `word${(n * 7_919 + at * 104_729) % 50_000}`).join(' ')}`);

const opened = await openIngest({ folder: join(folder, 'library'), reader: fakeReader, limits: { documents: 5, passages: 200, ms: 100 } });
// How much room is left when indexing begins says in which phase it ends.
const { bavail, bsize } = statfsSync(folder);
const ballast = join(folder, 'ballast');
writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - Number(fill))));
await opened.ingest.addFolder(documents);
const told = await opened.settle().then(() => null, (error: unknown) => (error as { code?: string }).code ?? String(error));
const before = opened.library.documents.byState();
rmSync(ballast);
spawnSync('mount', ['-o', 'remount,size=400m', folder]);
let after: string | null = 'not yet';
for (const end = Date.now() + 60_000; after !== null && Date.now() < end;) {
  await sleep(250);
  after = await opened.settle().then(() => null, (error: unknown) => (error as { code?: string }).code ?? String(error));
}
const ids = (await Array.fromAsync(opened.index.passageIds())).flat();
console.log(JSON.stringify({
  told, before, after, states: opened.library.documents.byState(), findings: await opened.library.check(), indexed: new Set(ids).size, passages: opened.library.passages.count(), doubled: ids.length - new Set(ids).size,
}));
await opened.close();
