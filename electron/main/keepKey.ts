import { AppError } from '../shared/AppError.ts';
import type { Handlers } from '../shared/operation.ts';
import type { ShellContract } from '../shared/shellContract.ts';
import type { AskEngine } from './askEngine.ts';
import type { KeyStore } from './KeyStore.ts';

type Deps = { readonly keyStore: KeyStore; readonly askEngine: AskEngine };

/** What the window may ask about the key store. The key itself goes between engine and store alone: the window never has it. */
export function keyStoreHandlers({ keyStore, askEngine }: Deps): Pick<Handlers<ShellContract>, 'keyStore' | 'keepKey' | 'openWithKeptKey' | 'forgetKey'> {
  const folder = async (): Promise<string> => (await askEngine((client) => client.places({}))).library;
  const state = async () => {
    const { isThere } = keyStore;
    return { isThere, holdsKey: isThere && keyStore.holds(await folder()) };
  };
  return {
    keyStore: state,
    async keepKey({ current, recoveryKey }) {
      if (!keyStore.isThere) throw new AppError('key-store-missing');
      const library = await folder();
      const { keptKey } = await askEngine((client) => client.keepKey({ current, recoveryKey }));
      try {
        keyStore.keep(library, keptKey);
      } catch (error) {
        await askEngine((client) => client.forgetKeptKey({}));
        throw error;
      } finally {
        for (const secret of [keptKey, current, recoveryKey]) secret?.fill(0);
      }
      return await state();
    },
    async openWithKeptKey() {
      const library = await folder();
      const keptKey = keyStore.take(library);
      try {
        await askEngine((client) => client.unlockLibrary({ keptKey }));
      } catch (error) {
        // The passphrase was changed, say: it will never open anything again.
        if (error instanceof AppError && error.code === 'kept-key-wrong') keyStore.forget(library);
        throw error;
      } finally {
        keptKey.fill(0);
      }
      return await state();
    },
    async forgetKey() {
      keyStore.forget(await folder());
      // Of a locked library there is nothing to forget any more: nobody has the key.
      await askEngine((client) => client.forgetKeptKey({})).catch((error: unknown) => {
        if (!(error instanceof AppError) || error.code !== 'library-locked') throw error;
      });
      return await state();
    },
  };
}
