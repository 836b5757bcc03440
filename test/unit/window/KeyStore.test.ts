import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyStoreHandlers } from '../../../electron/main/keepKey.ts';
import { KeyStore, type SafeStorage } from '../../../electron/main/KeyStore.ts';
import { AppError } from '../../../electron/shared/AppError.ts';

let folder = '';
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'carrel-key-store-')); });
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

/** Seals by turning bits: enough to see that nothing else than what it gave is kept. */
function fakeStorage({ backend, available = true }: { readonly backend?: string; readonly available?: boolean } = {}): SafeStorage {
  const turn = (bytes: Buffer): Buffer => Buffer.from(bytes.map((byte) => byte ^ 0xa5));
  return {
    isEncryptionAvailable: () => available, encryptString: (text) => turn(Buffer.from(`sealed ${text}`)),
    decryptString: (sealed) => {
      const text = turn(sealed).toString();
      if (!text.startsWith('sealed ')) throw new Error('Error while decrypting the ciphertext');
      return text.slice('sealed '.length);
    },
    ...(backend === undefined ? {} : { getSelectedStorageBackend: () => backend }),
  };
}

const storeOf = (platform: NodeJS.Platform, safeStorage: SafeStorage): KeyStore => new KeyStore({ safeStorage, platform, folder: join(folder, 'kept-keys') });
const real = (): KeyStore => storeOf('linux', fakeStorage({ backend: 'gnome_libsecret' }));
const library = '/home/ada/Carrel/libraries/Secret Merger';

describe('the key store of the system', () => {
  it.each([
    ['linux', 'basic_text', true, false], ['linux', 'unknown', true, false], ['linux', undefined, true, false], ['linux', 'gnome_libsecret', false, false],
    ['linux', 'gnome_libsecret', true, true], ['linux', 'kwallet6', true, true], ['win32', undefined, true, true], ['win32', undefined, false, false], ['darwin', undefined, true, true], ['darwin', undefined, false, false],
  ] as const)('D8: on %s with %s, encryption %s: is there %s', (platform, backend, available, isThere) => {
    const store = storeOf(platform, fakeStorage({ available, ...(backend === undefined ? {} : { backend }) }));
    expect(store.isThere).toBe(isThere);
    if (isThere) return;
    for (const use of [() => { store.keep(library, randomBytes(32)); }, () => store.take(library)]) expect(use).toThrow(expect.objectContaining({ code: 'key-store-missing' }));
    expect(readdirSync(folder)).toEqual([]);
  });

  it('D1, D12: keeps a key sealed, in a file of its owner’s that names neither library nor key', () => {
    const [store, key] = [real(), randomBytes(32)];
    store.keep(library, key);
    const [name = '', ...others] = readdirSync(join(folder, 'kept-keys'));
    expect(others).toEqual([]);
    expect(name).toMatch(/^[0-9a-f]{32}\.key$/);
    const bytes = readFileSync(join(folder, 'kept-keys', name));
    for (const form of [key, Buffer.from(key.toString('base64')), Buffer.from(key.toString('hex')), Buffer.from('Merger')]) expect(bytes.includes(form)).toBe(false);
    if (process.platform !== 'win32') expect(statSync(join(folder, 'kept-keys', name)).mode & 0o777).toBe(0o600);
    expect(Buffer.from(store.take(library)).equals(key)).toBe(true);
    expect(store.holds('/home/ada/Carrel/libraries/other')).toBe(false);
    store.forget(library);
    expect(store.holds(library)).toBe(false);
    expect(() => store.take(library)).toThrow(expect.objectContaining({ code: 'kept-key-wrong' }));
  });

  it('D9: what the system can no longer open is told as such: another machine, another person, a store that was emptied', () => {
    const store = real();
    store.keep(library, randomBytes(32));
    const [name = ''] = readdirSync(join(folder, 'kept-keys'));
    writeFileSync(join(folder, 'kept-keys', name), 'of another machine');
    expect(() => store.take(library)).toThrow(expect.objectContaining({ code: 'kept-key-wrong' }));
  });
});

/** As much of an engine as the key store has to do with: it makes one key and opens with that alone. */
function fakeEngine({ kept = randomBytes(32), isLocked = false } = {}) {
  const asked: string[] = [];
  const client = {
    places: () => Promise.resolve({ library }),
    keepKey: ({ current }: { readonly current?: Uint8Array }) => {
      asked.push(`keepKey ${Buffer.from(current ?? []).toString()}`);
      return Promise.resolve({ keptKey: Uint8Array.from(kept) });
    },
    unlockLibrary: ({ keptKey }: { readonly keptKey?: Uint8Array }) => {
      asked.push('unlockLibrary');
      return Buffer.from(keptKey ?? []).equals(kept) ? Promise.resolve({}) : Promise.reject(new AppError('kept-key-wrong'));
    },
    forgetKeptKey: () => {
      asked.push('forgetKeptKey');
      return isLocked ? Promise.reject(new AppError('library-locked')) : Promise.resolve({});
    },
  };
  return { asked, askEngine: ((ask: (engine: unknown) => Promise<unknown>) => ask(client)) as Parameters<typeof keyStoreHandlers>[0]['askEngine'] };
}

const context = { signal: new AbortController().signal };

describe('what the window asks about the key store', () => {
  it('the key goes between engine and store alone: kept, used at a press, taken back', async () => {
    const { asked, askEngine } = fakeEngine();
    const shell = keyStoreHandlers({ keyStore: real(), askEngine });
    expect(await shell.keyStore({}, context)).toEqual({ isThere: true, holdsKey: false });
    const current = new TextEncoder().encode('quercus');
    const answers = [await shell.keepKey({ current }, context), await shell.openWithKeptKey({}, context), await shell.forgetKey({}, context)];
    expect(answers).toEqual([{ isThere: true, holdsKey: true }, { isThere: true, holdsKey: true }, { isThere: true, holdsKey: false }]);
    expect(asked).toEqual(['keepKey quercus', 'unlockLibrary', 'forgetKeptKey']);
    expect(current.every((byte) => byte === 0)).toBe(true);
  });

  it('D8: nothing is asked of the engine where there is no store', async () => {
    const { asked, askEngine } = fakeEngine();
    const shell = keyStoreHandlers({ keyStore: storeOf('linux', fakeStorage({ backend: 'basic_text' })), askEngine });
    expect(await shell.keyStore({}, context)).toEqual({ isThere: false, holdsKey: false });
    for (const use of [shell.keepKey({}, context), shell.openWithKeptKey({}, context)]) await expect(use).rejects.toMatchObject({ code: 'key-store-missing' });
    expect(asked).toEqual([]);
  });

  it('a key that no longer fits is forgotten; one that could not be kept opens nothing; a locked library needs nobody to forget', async () => {
    const keyStore = real();
    keyStore.keep(library, randomBytes(32));
    const { askEngine } = fakeEngine({ isLocked: true });
    const shell = keyStoreHandlers({ keyStore, askEngine });
    await expect(shell.openWithKeptKey({}, context)).rejects.toMatchObject({ code: 'kept-key-wrong' });
    expect(keyStore.holds(library)).toBe(false);
    expect(await shell.forgetKey({}, context)).toEqual({ isThere: true, holdsKey: false });
    const full = fakeEngine();
    writeFileSync(join(folder, 'in the way'), '');
    const unwritable = new KeyStore({ safeStorage: fakeStorage(), platform: 'darwin', folder: join(folder, 'in the way') });
    await expect(keyStoreHandlers({ keyStore: unwritable, askEngine: full.askEngine }).keepKey({}, context)).rejects.toThrow();
    expect(full.asked).toEqual(['keepKey ', 'forgetKeptKey']);
  });
});
