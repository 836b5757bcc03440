import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { Libraries } from '../Libraries.ts';

/** Choosing among the libraries of the profile. Passphrases are wiped once used. */
export function libraryHandlers(libraries: Libraries): Pick<Handlers<EngineContract>, 'libraries' | 'openLibrary' | 'createLibrary'> {
  return {
    libraries: () => libraries.list(),
    openLibrary: async ({ id, passphrase }) => await libraries.open(id, { passphrase }).finally(() => passphrase?.fill(0)),
    createLibrary: async ({ name, passphrase }) => await libraries.create(name, { passphrase }).finally(() => passphrase?.fill(0)),
  };
}
