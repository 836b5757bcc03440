import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Connection } from '../../electron/engine/library/Connection.ts';
import { schemaVersion } from '../../electron/engine/library/migrations/migrate.ts';
import { Document, Hit } from '../../electron/shared/schemas.ts';
import { copyOldest } from '../fixtures/copyOldest.ts';
import { oldest } from '../fixtures/oldestLibrary.ts';
import { runCarrel, type CarrelRun } from './runCarrel.ts';

// The library of the first schema under the program a person runs: it came without an index, as a cache is never brought along.
const root = mkdtempSync(join(tmpdir(), 'carrel-oldest-'));
const profile = join(root, 'profile');
const library = join(profile, 'libraries', 'main');
let key: Buffer;
const run = (...args: string[]): Promise<CarrelRun> => runCarrel(args, { profile });

beforeAll(async () => { key = await copyOldest(library); });
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

describe('a library of the first schema, under the present program', () => {
  it('R12: lists its documents, finds and shows every page, and its log is whole', async () => {
    const documents = Document.array().parse((await run('documents', '--json')).json());
    // An older reader read them: they wait for their folder, which is not there, and stay found meanwhile.
    expect(documents.map(({ path }) => path).sort()).toEqual([
      ...[...oldest.documents, ...oldest.alsoIn].map(({ path }) => join(oldest.folder, path)), join(oldest.folder, oldest.unreadable),
    ].sort());
    for (const { path, pages } of oldest.documents) {
      for (const [at, text] of pages.entries()) {
        const found = Hit.array().parse((await run('search', text, '--json')).json());
        expect(found[0], text).toMatchObject({ path: join(oldest.folder, path), page: at + 1, text });
      }
    }
    expect((await run('audit', 'verify')).code).toBe(0);
    const exported = await run('export-conversation', oldest.asked.conversationId, join(root, 'asked.md'));
    expect(exported.code, exported.stderr).toBe(0);
    expect(readFileSync(join(root, 'asked.md'), 'utf8')).toContain('The notice for the boathouse is four months');
  });

  it('R12: once a newer program has written it, is refused in words and left byte for byte', async () => {
    const path = join(library, 'library.db');
    const connection = new Connection(path, key);
    connection.schemaVersion = schemaVersion + 1;
    connection.checkpoint();
    connection.close();
    const before = readFileSync(path);
    const refused = await run('documents', '--json');
    expect(refused.code).toBe(1);
    expect(z.object({ error: z.object({ code: z.string(), what: z.string(), next: z.string() }) }).parse(refused.json()).error).toMatchObject({ code: 'library-too-new', what: expect.stringContaining('newer') as string });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
