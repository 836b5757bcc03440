import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import lock from '../../resources/models.lock.json' with { type: 'json' };

const store = fileURLToPath(new URL('../../.carrel/models/', import.meta.url));

/** Names (`model/file`) of the lock's files that are not in .carrel/models; set-up has checked the hashes of those that are. */
export function missingStarterModels(): readonly string[] {
  return lock.files
    .filter((file) => {
      const path = `${store}${file.sha256}/${file.name}`;
      return !existsSync(path) || statSync(path).size !== file.bytes;
    })
    .map((file) => `${file.model}/${file.name}`);
}
