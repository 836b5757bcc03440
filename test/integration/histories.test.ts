import fc from 'fast-check';
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { fakeReader, openIngest, type OpenedIngest } from '../fakes/openIngest.ts';

// Any history of files on a disk, over the real scan, library and index: after each look the library says what the files say. 300 steps here; more by
// CARREL_HISTORY_STEPS=10000.
const stepsARun = 50;
const runs = Math.ceil(Number(process.env['CARREL_HISTORY_STEPS'] ?? 300) / stepsARun);
const seed = Number(process.env['CARREL_TEST_SEED'] ?? Date.now() % 1_000_000);
/** Versions of a table that upkeep leaves until the next time, and a few that came since. */
const mostVersions = 80;

const fruits = ['quince', 'medlar', 'damson', 'sorb'];
const paths = ['a.txt', "it's.txt", '100%.txt', '日本語.txt', 'sub/e.txt', 'sub/deep/f.txt'];
type Step = { readonly kind: 'write' | 'delete' | 'move' | 'look' | 'reopen'; readonly path: string; readonly to: string; readonly fruit: string; readonly pages: number };
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('write' as const, 'write' as const, 'write' as const, 'delete' as const, 'move' as const, 'move' as const, 'look' as const, 'look' as const, 'reopen' as const),
  path: fc.constantFrom(...paths), to: fc.constantFrom(...paths), fruit: fc.constantFrom(...fruits), pages: fc.integer({ min: 1, max: 3 }),
});

/** By name, the text of each file: what library and index are held against. */
type Model = Map<string, string>;
const textOf = ({ fruit, pages }: Step): string => Array.from({ length: pages }, (_, page) => `Leaf ${page + 1} speaks of the ${fruit} and of nothing else.`).join('\f');

async function expectSame({ library, index }: OpenedIngest, model: Model, docs: string): Promise<void> {
  const named = (path: string): string => path.slice(docs.length + 1).replaceAll('\\', '/');
  expect(library.documents.all().map(({ path, state }) => `${named(path)} ${state}`).sort()).toEqual([...model.keys()].map((name) => `${name} indexed`).sort());
  for (const [name, text] of model) {
    const contentId = library.documents.byPath(join(docs, name))?.contentId ?? 0;
    expect(text.split('\f').map((_, at) => library.pages.get(contentId, at + 1)?.text)).toEqual(text.split('\f'));
  }
  // Each text is stored once however many files hold it, a passage a page.
  const live = library.indexRows.liveIds(0, 10_000);
  expect(live.length).toBe([...new Set(model.values())].reduce((sum, text) => sum + text.split('\f').length, 0));
  expect((await Array.fromAsync(index.passageIds())).flat().sort((a, b) => a - b)).toEqual(live);
  expect([...new Set((await Array.fromAsync(index.vectorIds('fake-embedder'))).flat())].sort((a, b) => a - b)).toEqual(live);
  for (const fruit of fruits) {
    const hits = await index.searchTerms(analyseTerms(fruit), { limit: 100, filter: null });
    const found = library.passages.byIds(hits.map(({ id }) => id)).flatMap(({ path, alsoIn }) => [path, ...alsoIn.map((place) => place.path)]);
    expect([...new Set(found.map(named))].sort(), fruit).toEqual([...model].filter(([, text]) => text.includes(fruit)).map(([name]) => name).sort());
  }
}

describe('any history of a folder on a disk', () => {
  it(`R9: files written, changed, deleted and moved, looked at in between: library and index hold what the files say (seed ${seed})`, async () => {
    let looks = 0;
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: stepsARun, maxLength: stepsARun }), async (steps) => {
      const root = mkdtempSync(join(tmpdir(), 'carrel-histories-'));
      const docs = join(root, 'documents');
      mkdirSync(docs);
      const open = (): Promise<OpenedIngest> => openIngest({ folder: join(root, 'library'), reader: fakeReader });
      let opened = await open();
      const model: Model = new Map();
      const look = async (): Promise<void> => {
        await opened.ingest.rescan(1);
        await opened.settle();
        await expectSame(opened, model, docs);
        looks += 1;
      };
      try {
        // What stays, so that the folder is never suddenly empty: that is taken for a drive that is away.
        writeFileSync(join(docs, 'stays.txt'), 'Of no fruit.');
        model.set('stays.txt', 'Of no fruit.');
        await opened.ingest.addFolder(docs);
        for (const [at, action] of steps.entries()) {
          const [path, to] = [join(docs, action.path), join(docs, action.to)];
          const text = model.get(action.path);
          if (action.kind === 'write') {
            mkdirSync(dirname(path), { recursive: true });
            writeFileSync(path, textOf(action));
            // Two of the same size within a millisecond look the same to any scan.
            utimesSync(path, 1_700_000_000 + at, 1_700_000_000 + at);
            model.set(action.path, textOf(action));
          } else if (action.kind === 'delete' && text !== undefined) {
            rmSync(path);
            model.delete(action.path);
          } else if (action.kind === 'move' && text !== undefined && path !== to) {
            mkdirSync(dirname(to), { recursive: true });
            renameSync(path, to);
            model.delete(action.path);
            model.set(action.to, text);
          } else if (action.kind === 'look') {
            await look();
          } else if (action.kind === 'reopen') {
            await opened.close();
            opened = await open();
          }
        }
        await look();
        await opened.index.maintain({ atRest: true });
        for (const table of readdirSync(join(root, 'library', 'index')).filter((name) => name.endsWith('.lance'))) {
          expect(readdirSync(join(root, 'library', 'index', table, '_versions')).length, table).toBeLessThanOrEqual(mostVersions);
        }
      } finally {
        await opened.close();
        rmSync(root, { recursive: true, force: true });
      }
    }), { numRuns: runs, seed, endOnFailure: true, includeErrorInReport: true });
    expect(looks).toBeGreaterThan(runs * 2);
    console.log(`${runs * stepsARun} steps, looked at ${looks} times`);
  }, 180_000 + runs * 30_000);
});
