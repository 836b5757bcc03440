import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAll } from '../../electron/engine/findAll.ts';
import type { FindEvent, FoundPassage } from '../../electron/shared/schemas.ts';
import { fakeReader, openIngest, type OpenedIngest } from '../fakes/openIngest.ts';
import { runCarrel } from './runCarrel.ts';

const vocabulary = ['oak', 'oaks', 'board', 'boards', 'beech', 'larch', 'veneer', 'indemnify', 'indemnifies', 'indemnity', 'gross', 'negligence', 'rent', 'rental', 'notice', 'kiln'];
const root = mkdtempSync(join(tmpdir(), 'carrel-find-'));
const docs = join(root, 'docs');
let opened: OpenedIngest;
/** By path, its pages: words and nothing else, so that a second reading of them is simple. */
const texts = new Map<string, readonly string[]>();

const noise = (seed: number): string => vocabulary[(seed * 7_919) % vocabulary.length] ?? '';

beforeAll(async () => {
  mkdirSync(docs);
  for (let n = 0; n < 40; n += 1) {
    const pages = Array.from({ length: 1 + (n % 3) }, (_, page) => Array.from({ length: 5 + ((n * 37 + page * 91) % 400) }, (__, at) => noise(n * 131 + page * 17 + at * (1 + (n % 5)) + ((at * at) % 11))).join(' '));
    const path = join(docs, `d${n}.txt`);
    writeFileSync(path, pages.join('\f'));
    texts.set(path, pages);
  }
  // The same text in two places is two documents.
  writeFileSync(join(docs, 'copy.txt'), texts.get(join(docs, 'd3.txt'))?.join('\f') ?? '');
  texts.set(join(docs, 'copy.txt'), texts.get(join(docs, 'd3.txt')) ?? []);
  opened = await openIngest({ folder: join(root, 'library'), reader: fakeReader, client: null });
  await opened.ingest.addFolder(docs);
  await opened.settle();
});
afterAll(async () => {
  await opened.close();
  rmSync(root, { recursive: true, force: true });
});

type Result = { readonly passages: FoundPassage[]; readonly end: Extract<FindEvent, { type: 'complete' }>; readonly corrections: readonly { typed: string; instead: string[] }[] };

async function find(query: string, paths: readonly string[] = []): Promise<Result> {
  const passages: FoundPassage[] = [];
  let corrections: Result['corrections'] = [];
  const filter = opened.library.scope(paths.length === 0 ? undefined : { paths: [...paths], folderIds: [] });
  for await (const event of findAll({ query, filter }, opened, new AbortController().signal)) {
    if (event.type === 'understood') corrections = event.corrections;
    if (event.type === 'found') passages.push(...event.passages);
    if (event.type === 'complete') return { passages, end: event, corrections };
  }
  throw new Error('no end');
}

/** A second reading, as plain as can be. Singular: these words lose their s. */
type Simple = { readonly op: 'word' | 'phrase' | 'near' | 'and' | 'or' | 'not'; readonly words?: readonly string[]; readonly n?: number; readonly parts?: readonly Simple[] };

function singular(word: string): string {
  if (word.length < 4 || !word.endsWith('s') || /(?:ss|us|is)$/.test(word)) return word;
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
}
function fitsWord(pattern: string, word: string): boolean {
  if (!pattern.includes('*')) return singular(pattern) === singular(word);
  return [word, singular(word)].some((form) => (pattern.startsWith('*') ? form.endsWith(pattern.slice(1)) : form.startsWith(pattern.slice(0, -1))));
}
function spansOf({ op, words = [], n = 0, parts = [] }: Simple, page: readonly string[]): [number, number][] | null {
  const found = parts.map((part) => spansOf(part, page));
  switch (op) {
    case 'word': case 'phrase': {
      const spans = page.flatMap((_, at): [number, number][] => (at + words.length <= page.length && words.every((word, offset) => fitsWord(word, page[at + offset] ?? '')) ? [[at, at + words.length - 1]] : []));
      return spans.length > 0 ? spans : null;
    }
    case 'near': {
      const [left, right] = found;
      const spans = (left ?? []).flatMap(([a, b]) => (right ?? []).flatMap(([c, d]): [number, number][] => {
        const apart = c > b ? c - b : a > d ? a - d : 0;
        return apart >= 1 && apart <= n ? [[Math.min(a, c), Math.max(b, d)]] : [];
      }));
      return spans.length > 0 ? spans : null;
    }
    case 'and': return found.includes(null) ? null : found.flatMap((spans) => spans ?? []);
    case 'or': return found.every((spans) => spans === null) ? null : found.flatMap((spans) => spans ?? []);
    case 'not': return found[0] === null ? [] : null;
  }
}
function written({ op, words = [], n = 0, parts = [] }: Simple): string {
  const inside = parts.map(written);
  switch (op) {
    case 'word': return words.join('');
    case 'phrase': return `"${words.join(' ')}"`;
    case 'near': return `(${inside[0] ?? ''} NEAR/${n} ${inside[1] ?? ''})`;
    case 'and': return `(${inside.join(' AND ')})`;
    case 'or': return `(${inside.join(' OR ')})`;
    case 'not': return `NOT ${inside[0] ?? ''}`;
  }
}
const fitsNothing = ({ op, parts = [] }: Simple): boolean => (op === 'not' ? !fitsNothing(parts[0] ?? { op: 'word' }) : op === 'and' ? parts.every(fitsNothing) : op === 'or' ? parts.some(fitsNothing) : false);

const word = fc.constantFrom(...vocabulary, 'indemnif*', 'ren*', '*er', 'o*', 'boar*', 'nowhereatall1');
const place: fc.Arbitrary<Simple> = fc.oneof(
  word.map((one): Simple => ({ op: 'word', words: [one] })),
  fc.array(word, { minLength: 2, maxLength: 3 }).map((words): Simple => ({ op: 'phrase', words })),
);
const near: fc.Arbitrary<Simple> = fc.tuple(place, place, fc.integer({ min: 1, max: 12 })).map(([a, b, n]): Simple => ({ op: 'near', n, parts: [a, b] }));
const { expression } = fc.letrec<{ expression: Simple }>((tie) => ({
  expression: fc.oneof({ maxDepth: 3 }, place, near,
    fc.tuple(fc.constantFrom('and', 'or'), fc.array(tie('expression'), { minLength: 2, maxLength: 3 })).map(([op, parts]): Simple => ({ op: op as 'and' | 'or', parts })),
    tie('expression').map((part): Simple => ({ op: 'not', parts: [part] }))),
}));

describe('every hit', () => {
  it('equals going through every page word by word', async () => {
    await fc.assert(fc.asyncProperty(expression.filter((one) => !fitsNothing(one)), async (simple) => {
      const fitting = [...texts].flatMap(([path, pages]) => pages.flatMap((text, at) => {
        const spans = spansOf(simple, text.split(' '));
        return spans === null ? [] : [{ path, page: at + 1, spans: new Set(spans.map(String)).size }];
      }));
      const { passages, end, corrections } = await find(written(simple));
      expect(corrections).toEqual([]);
      expect(end.documents).toBe(new Set(fitting.map(({ path }) => path)).size);
      // Pages and places are those of the text, once however many documents hold it.
      const distinct = fitting.filter(({ path }) => !path.endsWith('copy.txt'));
      expect(end.pages).toBe(distinct.length);
      expect(end.matches).toBe(distinct.reduce((sum, { spans }) => sum + Math.min(spans, 5_000), 0));
      expect(end.passages).toBe(passages.length);
      expect(new Set(passages.map(({ passageId }) => passageId)).size).toBe(passages.length);
      for (const { path, page, start, end: last, text, ranges } of passages) {
        expect(text).toBe(texts.get(path)?.[page - 1]?.slice(start, last));
        for (const range of ranges) expect(range.start >= start && range.end <= last && range.start < range.end).toBe(true);
      }
    }), { numRuns: 150 });
  });

  it('keeps to a scope, and counts both places of one text', async () => {
    const whole = await find('oak OR boards');
    const scoped = await find('oak OR boards', [join(docs, 'd3.txt'), join(docs, 'copy.txt')]);
    expect(scoped.end.documents).toBe(2);
    expect(scoped.passages[0]?.alsoIn.map(({ path }) => path)).toHaveLength(1);
    expect(whole.end.documents).toBeGreaterThan(2);
    expect((await find('oak OR boards', [join(docs, 'copy.txt')])).passages.every(({ path }) => path.endsWith('copy.txt'))).toBe(true);
  });

  it('says which word it looked for in place of one that is nowhere', async () => {
    const { corrections, end } = await find('neglignce AND gross');
    expect(corrections).toEqual([{ typed: 'neglignce', instead: ['negligence'] }]);
    expect(end.pages).toBe((await find('negligence AND gross')).end.pages);
    expect((await find('xyzzyplugh')).corrections).toEqual([]);
    expect((await find('"oka board"')).corrections).toEqual([]);
  });

  it('stops when it is left', async () => {
    const controller = new AbortController();
    const events = findAll({ query: 'oak OR beech', filter: null }, opened, controller.signal);
    expect((await events.next()).value).toMatchObject({ type: 'understood' });
    controller.abort();
    await expect(events.next()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('the command prints text, CSV and JSON with the same exact counts', async () => {
    const profile = join(root, 'profile');
    const few = join(root, 'few');
    mkdirSync(few);
    writeFileSync(join(few, 'a.txt'), 'The supplier shall indemnify the buyer against gross negligence, always.\n');
    writeFileSync(join(few, 'b.txt'), 'Nothing about that; gross weight only.\n');
    await runCarrel(['index', few], { profile });
    const query = 'indemnif* NEAR/5 "gross negligence"';
    const json = (await runCarrel(['search', '--all', query, '--json'], { profile })).json() as { documents: number; passages: number; hits: FoundPassage[] };
    expect(json).toMatchObject({ query, corrections: [], documents: 1, pages: 1, passages: 1, matches: 1 });
    const [hit] = json.hits;
    expect(hit?.ranges.map(({ start, end }) => hit.text.slice(start - hit.start, end - hit.start))).toEqual(['indemnify the buyer against gross negligence']);
    const csv = await runCarrel(['search', '--all', query, '--csv'], { profile });
    expect(csv.stdout.trim().split('\n')).toHaveLength(2);
    expect(csv.stdout).toContain('indemnify the buyer against gross negligence');
    const text = await runCarrel(['search', '--all', 'indemnfy'], { profile });
    expect(text.stderr).toContain('“indemnfy” stands nowhere; looking for “indemnify” instead.');
    expect(text.stderr).toContain('1 passage in 1 document');
    const wrong = await runCarrel(['search', '--all', 'gross NEAR/5'], { profile });
    expect(wrong.code).toBe(2);
  });
});
