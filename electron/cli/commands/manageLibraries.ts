import { AppError } from '../../shared/AppError.ts';
import type { Command } from '../Command.ts';
import { readPassphrase } from '../readPassphrase.ts';
import { wholeNumber } from '../readArguments.ts';
import { printable } from '../../shared/printable.ts';

export const manageLibraries: Command = {
  name: 'libraries',
  usage: 'libraries [list|create NAME]',
  summary: 'The libraries of this profile; make another one',
  help: [
    'create NAME    make a library; with --passphrase-fd N it is locked with the passphrase read there',
    'Other commands use a library with --library, by id or name.',
  ],
  options: {},
  arity: { min: 0, max: 2 },
  needsLibrary: false,
  async run({ positionals: [action = 'list', name], values }, { engine, terminal, json, signal }) {
    if (action === 'list' && name === undefined) {
      const libraries = await engine.libraries({}, { signal });
      if (json) return terminal.json(libraries);
      for (const library of libraries) terminal.line(`${library.open ? '*' : ' '} ${library.id}  ${printable(library.name)}${library.protection === 'passphrase' ? '  (locked with a passphrase)' : ''}`);
      return;
    }
    if (action !== 'create' || name === undefined) throw new AppError('input-invalid', { problem: 'usage is libraries [list|create NAME]' });
    const fd = wholeNumber(values['passphrase-fd'], '--passphrase-fd', 0, 1_000);
    const passphrase = fd === null ? null : await readPassphrase(fd, '', signal);
    const library = await engine.createLibrary(passphrase === null ? { name } : { name, passphrase }, { signal });
    passphrase?.fill(0);
    if (json) terminal.json(library);
    else terminal.line(`Library “${printable(library.name)}” made: use it with --library ${library.id}`);
  },
};
