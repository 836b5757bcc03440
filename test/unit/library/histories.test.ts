import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Library } from '../../../electron/engine/library/Library.ts';
import { contentOf, file, makeLibrary, passageTexts, passagesOf, read, scan, shaOf, sweep } from './testLibrary.ts';

const paths = ['/docs/a', "/docs/it's", '/docs/100%', '/docs/日本語', '/docs/sub/e'];
const texts = ['Red. Green.', 'Green. Blue. Red.', 'Blue.', 'Same same. Same.'];

type Step =
  | { readonly kind: 'write'; readonly path: string; readonly text: string } | { readonly kind: 'delete'; readonly path: string }
  | { readonly kind: 'move'; readonly path: string; readonly to: string } | { readonly kind: 'scan' } | { readonly kind: 'sweep' };
type Disk = Map<string, { text: string; modifiedMs: number; inode: string }>;

const path = fc.constantFrom(...paths);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), path, text: fc.constantFrom(...texts) }),
  fc.record({ kind: fc.constant('delete' as const), path }),
  fc.record({ kind: fc.constant('move' as const), path, to: path }),
  fc.record({ kind: fc.constant('scan' as const) }),
  fc.record({ kind: fc.constant('sweep' as const) }),
);

async function update(library: Library, folderId: number, disk: Disk): Promise<void> {
  await scan(library, folderId, [...disk].map(([at, { text, ...stat }]) => file(at, text, stat)));
  for (const waiting of library.documents.waiting(100)) read(library, waiting.documentId, [disk.get(waiting.path)?.text ?? '']);
  library.documents.removeMissing(folderId);
}

/** What the library must hold of a disk: derived from the texts alone. */
function expectSame(library: Library, disk: Disk): void {
  const documents = library.documents.all();
  expect(documents.map((document) => document.path).sort()).toEqual([...disk.keys()].sort());
  for (const { documentId, path: at } of documents) {
    expect(passageTexts(library, documentId).join('')).toBe(disk.get(at)?.text);
    const places = library.documents.ofContent(contentOf(library, documentId)).map((document) => document.path);
    expect(places.sort()).toEqual([...disk].filter(([, other]) => other.text === disk.get(at)?.text).map(([other]) => other).sort());
  }
  const distinct = [...new Set([...disk.values()].map(({ text }) => text))];
  expect(library.passages.count()).toBe(distinct.reduce((sum, text) => sum + passagesOf([text], '').length, 0));
  sweep(library);
  const counts = new Map<string, number>();
  for (const passage of distinct.flatMap((text) => passagesOf([text], ''))) for (const term of new Set(passage.terms)) counts.set(term, (counts.get(term) ?? 0) + 1);
  expect(library.vocabulary.frequencies(library.vocabulary.withPrefix('', 100))).toEqual(counts);
}

describe('any history of a folder', () => {
  it('ends in the library its files alone would make', async () => {
    const { library } = await makeLibrary();
    await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      const folder = library.folders.add('/docs');
      const disk: Disk = new Map();
      let now = 1;
      for (const action of steps) {
        now += 1;
        if (action.kind === 'write') disk.set(action.path, { text: action.text, modifiedMs: now, inode: disk.get(action.path)?.inode ?? `1:${now}` });
        else if (action.kind === 'delete') disk.delete(action.path);
        else if (action.kind === 'scan') await update(library, folder.id, disk);
        else if (action.kind === 'sweep') sweep(library);
        else {
          const moved = disk.get(action.path);
          if (moved === undefined || action.path === action.to) continue;
          disk.delete(action.path);
          disk.set(action.to, moved);
        }
      }
      await update(library, folder.id, disk);
      expectSame(library, disk);
      library.folders.remove(folder.id);
      sweep(library);
      expect(library.vocabulary.withPrefix('', 10)).toEqual([]);
      expect(library.contents.bySha256(shaOf(['Blue.']))).toBeNull();
    }), { numRuns: 60 });
  });
});
