import { AppError } from '../shared/AppError.ts';
import type { EngineContract } from '../shared/engineContract.ts';
import type { Client } from '../shared/operation.ts';
import { readPassphrase } from './readPassphrase.ts';

/** Opens the library asked for (by id or name), or the profile's usual one, asking for its passphrase where it has one. */
export async function openLibrary(engine: Client<EngineContract>, wanted: string | null, passphraseFd: number | null, signal: AbortSignal): Promise<void> {
  const libraries = await engine.libraries({}, { signal });
  const library = wanted === null
    ? libraries.find(({ open }) => open) ?? libraries[0]
    : libraries.find(({ id }) => id === wanted) ?? libraries.find(({ name }) => name === wanted);
  if (library === undefined) throw new AppError('library-unknown', wanted === null ? {} : { id: wanted });
  if (library.open) return;
  if (library.protection === 'none') {
    await engine.openLibrary({ id: library.id }, { signal });
    return;
  }
  const passphrase = await readPassphrase(passphraseFd, `Passphrase of “${library.name}”: `, signal);
  try {
    await engine.openLibrary({ id: library.id, passphrase }, { signal });
  } finally {
    passphrase.fill(0);
  }
}
