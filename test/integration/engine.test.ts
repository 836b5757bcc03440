import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEngine, type RunningEngine } from '../../electron/cli/startEngine.ts';
import { spawnHelper } from '../../electron/engine/spawnHelper.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { engineContract } from '../../electron/shared/engineContract.ts';
import { connect } from '../../electron/shared/rpc/connect.ts';
import { childPort } from '../../electron/shared/rpc/processPort.ts';
import { openSessions } from '../../electron/shared/rpc/sessions.ts';
import type { Document, Status } from '../../electron/shared/schemas.ts';
import { noModels } from './runCarrel.ts';
import { smallFolderCounts, writeSmallFolder } from './smallFolder.ts';

// The engine's process through its contract, without models (documents then stay searchable by words): what the window relies on beyond what the command shows.
const root = mkdtempSync(join(tmpdir(), 'carrel-engine-'));
const folder = writeSmallFolder(join(root, 'docs'));
const fixture = (name: string): string => fileURLToPath(new URL(`../fixtures/files/${name}`, import.meta.url));
let engine: RunningEngine;

beforeAll(async () => {
  vi.stubEnv('CARREL_MODELS', noModels);
  engine = startEngine({ profile: join(root, 'profile'), calledAs: 'test' });
  for await (const event of engine.client.index({ paths: [folder], wait: 'indexed' })) if (event.type === 'report') expect(event.report.documents.indexed).toBe(smallFolderCounts.indexed);
});
afterAll(async () => {
  await engine.close();
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

async function codeOf(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(() => null, (reason: unknown) => reason);
  return error instanceof AppError ? error.code : `no AppError: ${String(error)}`;
}

async function document(name: string): Promise<Document> {
  const found = (await engine.client.documents({})).find(({ path }) => path.endsWith(name));
  if (found === undefined) throw new Error(`${name} is not in the library`);
  return found;
}

async function bytesOf(documentId: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of engine.client.readOriginal({ documentId })) pieces.push(piece);
  return Buffer.concat(pieces);
}

describe('watchStatus', () => {
  it('gives the status now and after changes, until it is left', async () => {
    const seen: Status[] = [];
    for await (const status of engine.client.watchStatus({})) {
      seen.push(status);
      if (seen.length === 1) {
        writeFileSync(join(folder, 'late.txt'), 'A late note about the loading bay and its green door.\n');
        await engine.client.rescanFolder({ folderId: status.folders[0]?.id ?? 0 });
      }
      if (status.documentsTotal === 9 && status.documents.searchable === smallFolderCounts.indexed + 1) break;
      expect(seen.length).toBeLessThan(100);
    }
    expect(seen[0]?.documentsTotal).toBe(8);
    expect((await engine.client.search({ query: 'green door' }))[0]?.path).toBe(join(folder, 'late.txt'));
  });

  it('goes on, as do all who ask for it, while a library is closed to be written anew or leaves its place to another', async () => {
    const leaving = new AbortController();
    const seen: Pick<Status, 'libraryId' | 'locked'>[] = [];
    const watching = (async () => { for await (const { libraryId, locked } of engine.client.watchStatus({}, { signal: leaving.signal })) seen.push({ libraryId, locked }); })();
    let [isOver, asked] = [false, 0];
    const asking = Array.from({ length: 4 }, async () => {
      for (; !isOver; asked += 1) await engine.client.status({});
    });
    for (let n = 0; n < 4; n += 1) await Array.fromAsync(engine.client.exportLibrary({ path: join(root, `out ${n}.carrel`), passphrase: new TextEncoder().encode('over the hills') }));
    const { madeMs } = await engine.client.backUp({});
    await engine.client.restoreBackup({ madeMs });
    const other = await engine.client.createLibrary({ name: 'Another' });
    await expect.poll(() => seen.at(-1)).toEqual({ libraryId: other.id, locked: false });
    await engine.client.openLibrary({ id: 'main' });
    await expect.poll(() => seen.at(-1)).toEqual({ libraryId: 'main', locked: false });
    isOver = true;
    await Promise.all(asking);
    expect(asked).toBeGreaterThan(10);
    expect(seen.filter(({ locked }) => locked)).toEqual([]);
    leaving.abort();
    expect(await codeOf(watching)).toBe('cancelled');
  });

  it('pausing shows, holds, and resuming goes on', async () => {
    await engine.client.pauseIndexing({});
    expect((await engine.client.status({})).activity.phase).toBe('paused');
    writeFileSync(join(folder, 'paused.txt'), 'The pallets are counted on the last Friday of the month.\n');
    await engine.client.rescanFolder({ folderId: (await engine.client.status({})).folders[0]?.id ?? 0 });
    expect(['waiting', undefined]).toContain((await engine.client.documents({})).find(({ path }) => path.endsWith('paused.txt'))?.state);
    await engine.client.resumeIndexing({});
    await expect.poll(async () => (await engine.client.documents({})).find(({ path }) => path.endsWith('paused.txt'))?.state, { timeout: 30_000 }).toBe('searchable');
  });
});

describe('originals', () => {
  it('come byte for byte, in pieces of 1 MB', async () => {
    const large = join(folder, 'large.txt');
    writeFileSync(large, 'Shelf number and weight, row after row.\n'.repeat(60_000));
    await engine.client.rescanFolder({ folderId: (await engine.client.status({})).folders[0]?.id ?? 0 });
    await expect.poll(async () => (await engine.client.documents({})).find(({ path }) => path === large)?.state, { timeout: 60_000 }).toBe('searchable');
    for (const name of ['large.txt', 'rental.txt', "it's signed.html"]) {
      const { id, path } = await document(name);
      expect((await bytesOf(id)).equals(readFileSync(path)), name).toBe(true);
    }
  });

  it('that changed or went since are errors, not other bytes', async () => {
    const { id, path } = await document('late.txt');
    writeFileSync(path, 'Something else by now, and longer than it was.\n'.repeat(3));
    expect(await codeOf(bytesOf(id))).toBe('file-changed');
    rmSync(path);
    expect(await codeOf(bytesOf(id))).toBe('file-not-found');
    expect(await codeOf(bytesOf(987_654))).toBe('document-unknown');
  });
});

describe('locate', () => {
  it('draws a hit where it stands on its page, and says so when the page is another by now', async () => {
    const path = join(folder, 'columns.pdf');
    copyFileSync(fixture('columns.pdf'), path);
    await engine.client.rescanFolder({ folderId: (await engine.client.status({})).folders[0]?.id ?? 0 });
    await expect.poll(async () => (await engine.client.documents({})).find((known) => known.path === path)?.state, { timeout: 30_000 }).toBe('searchable');
    const { id } = await document('columns.pdf');
    const { text } = await engine.client.page({ document: id, page: 1 });
    const range = { start: 0, end: text.indexOf(' ', 20) };
    const place = await engine.client.locate({ documentId: id, page: 1, ranges: [range] });
    expect(place.found).toBe('exact');
    expect(place.rectangles.length).toBeGreaterThan(0);
    for (const { x, y, width, height, range: index } of place.rectangles) {
      expect(index).toBe(0);
      expect([x, y, width, height].every((value) => value >= 0)).toBe(true);
      expect(x + width).toBeLessThanOrEqual(place.pageWidth + 1);
      expect(y + height).toBeLessThanOrEqual(place.pageHeight + 1);
    }
    copyFileSync(fixture('table.pdf'), path);
    expect((await engine.client.locate({ documentId: id, page: 1, ranges: [range] })).found).toBe('gone');
    expect(await codeOf(engine.client.locate({ documentId: id, page: 99, ranges: [range] }))).toBe('page-unknown');
  });
});

describe('conversations', () => {
  it('are kept with their questions and answers, renamed, deleted', async () => {
    const { client } = engine;
    for await (const event of client.ask({ question: 'What is the monthly rent of the warehouse?', conversationId: 'rent' })) if (event.type === 'answer-complete') expect(event.answer.conversationId).toBe('rent');
    expect(await client.renameConversation({ id: 'rent', title: 'The rent' })).toMatchObject({ id: 'rent', title: 'The rent', messages: 1 });
    const messages = await client.conversation({ id: 'rent' });
    expect(messages[0]?.answer?.answer).toContain('8,300');
    await client.deleteConversation({ id: 'rent' });
    expect(await client.conversations({})).toEqual([]);
    expect(await codeOf(client.conversation({ id: 'rent' }))).toBe('conversation-unknown');
  });

  it('a question whose answer is left in the middle is kept as cancelled', async () => {
    const left = new AbortController();
    const asking = engine.client.ask({ question: 'What does a late delivery cost?', conversationId: 'left' }, { signal: left.signal })[Symbol.asyncIterator]().next();
    left.abort();
    expect(await codeOf(asking)).toBe('cancelled');
    await expect.poll(async () => (await engine.client.conversation({ id: 'left' }))[0]).toMatchObject({ question: 'What does a late delivery cost?', answer: null, error: 'cancelled' });
  });
});

describe('several libraries', () => {
  it('know nothing of each other, and one is open at a time', async () => {
    const { client } = engine;
    const passphrase = () => new TextEncoder().encode('a long passphrase');
    const second = await client.createLibrary({ name: 'Second', passphrase: passphrase() });
    expect(second).toMatchObject({ name: 'Second', protection: 'passphrase', open: true });
    expect(await client.documents({})).toEqual([]);
    expect(await client.search({ query: 'warehouse' })).toEqual([]);
    await client.openLibrary({ id: 'main' });
    expect((await client.search({ query: 'warehouse rental notice' }))[0]?.path).toContain('rental.txt');
    expect((await client.libraries({})).map(({ id, open }) => [id, open])).toEqual(expect.arrayContaining([['main', true], [second.id, false]]));
    expect(await codeOf(client.openLibrary({ id: second.id }))).toBe('library-locked');
    expect(await codeOf(client.openLibrary({ id: second.id, passphrase: new TextEncoder().encode('wrong') }))).toBe('passphrase-wrong');
    expect(await codeOf(client.openLibrary({ id: '../../etc' }))).toBe('library-unknown');
    // What could not be opened leaves the other one open.
    expect((await client.status({})).libraryId).toBe('main');
    expect((await client.openLibrary({ id: second.id, passphrase: passphrase() })).open).toBe(true);
    await client.openLibrary({ id: 'main' });
  });
});

describe('the engine’s process', () => {
  it('serves several sessions on one channel, and shutdown ends it in good order', async () => {
    const child = spawnHelper(new URL('../../electron/engine/main.ts', import.meta.url), ['--profile', join(root, 'sessions-profile')]);
    const exited = new Promise<number | null>((resolve) => { child.once('exit', resolve); });
    const sessions = openSessions(childPort(child));
    const [first, second] = ['window-1', 'window-2'].map((name) => connect(engineContract, sessions.open(name)));
    const [a, b] = await Promise.all([first?.status({}), second?.status({})]);
    expect(a?.libraryId).toBe('main');
    expect(b).toEqual(a);
    expect(a?.refusedConnections).toBe(0);
    await second?.shutdown({});
    expect(await exited).toBe(0);
  });

  it('an unknown library named at the start fails every operation with that', async () => {
    const child = spawnHelper(new URL('../../electron/engine/main.ts', import.meta.url), ['--profile', join(root, 'sessions-profile'), '--library', 'nobody']);
    const port = childPort(child);
    expect(await codeOf(connect(engineContract, port).status({}))).toBe('library-unknown');
    const exited = new Promise<number | null>((resolve) => { child.once('exit', resolve); });
    port.close();
    expect(await exited).toBe(0);
  });
});

describe('languages', () => {
  it('are told of each document, and another embedder is advised where the one in use does not know them', async () => {
    expect((await engine.client.status({})).languageAdvice).toMatchObject({ documents: 1, languages: ['ja'] });
    writeFileSync(join(folder, 'vertrag.txt'), 'Die Kündigungsfrist des Mietvertrags beträgt drei Monate und ist für beide Seiten gleich. Sie muss schriftlich erklärt werden und ist an die Verwaltung zu richten.\n');
    writeFileSync(join(folder, 'facture.txt'), 'La facture est à payer dans les trente jours. Le montant total est de deux mille euros et les frais de port ne sont pas compris.\n');
    await engine.client.rescanFolder({ folderId: (await engine.client.status({})).folders[0]?.id ?? 0 });
    await expect.poll(async () => (await document('vertrag.txt')).language, { timeout: 20_000 }).toBe('de');
    for (const query of ['Frist', 'Welche Verträge gibt es?', 'Miete', 'Mietverträge', 'Kündigungen']) expect((await engine.client.search({ query, limit: 1 }))[0]?.path, query).toContain('vertrag.txt');
    await expect.poll(async () => (await document('facture.txt')).language, { timeout: 20_000 }).toBe('fr');
    await expect.poll(async () => (await engine.client.status({})).languageAdvice, { timeout: 20_000 }).toMatchObject({ documents: 3, languages: ['de', 'fr', 'ja'], embedder: 'multilingual-e5-small-q8' });
  });
});
