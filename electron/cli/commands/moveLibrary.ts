import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { Command } from '../Command.ts';
import { describeBytes } from '../describeActivity.ts';
import { readPassphrase } from '../readPassphrase.ts';
import { text, wholeNumber } from '../readArguments.ts';
import { printable } from '../../shared/printable.ts';

const fdOption = 'export-passphrase-fd';
const fdHelp = '--export-passphrase-fd N   read the passphrase of the file there; without, it is asked for at the terminal';

export const exportLibrary: Command = {
  name: 'export',
  usage: 'export FILE',
  summary: 'The whole library with its search index in one file, locked with a passphrase of its own',
  help: [fdHelp, 'The file holds the text of all documents. Whoever has it and its passphrase can read them.'],
  options: { [fdOption]: { type: 'string' } },
  arity: { min: 1, max: 1 },
  needsLibrary: true,
  async run({ positionals: [file = ''], values }, { engine, terminal, json, signal }) {
    terminal.log('The file will hold the text of all documents of the library, locked with the passphrase you give.');
    const passphrase = await readPassphrase(wholeNumber(values[fdOption], `--${fdOption}`, 0, 1_000), 'Passphrase for the file: ', signal);
    if (passphrase.length === 0) throw new AppError('input-invalid', { problem: 'the passphrase of the file is empty' });
    for await (const { done, total, written } of engine.exportLibrary({ path: resolve(file), passphrase }, { signal })) {
      if (written === null) terminal.progress(`Writing ${describeBytes(done)} of ${describeBytes(total)}`);
      else if (json) terminal.json(written);
      else terminal.line(`${printable(written.path)} written: ${describeBytes(written.bytes)}.`);
    }
    passphrase.fill(0);
  },
};

export const importLibrary: Command = {
  name: 'import',
  usage: 'import FILE',
  summary: 'Make a library from an exported file; nothing is read or embedded again',
  help: [fdHelp, '--name NAME                what to call it (default: as it was called)'],
  options: { [fdOption]: { type: 'string' }, name: { type: 'string' } },
  arity: { min: 1, max: 1 },
  needsLibrary: false,
  async run({ positionals: [file = ''], values }, { engine, terminal, json, signal }) {
    const passphrase = await readPassphrase(wholeNumber(values[fdOption], `--${fdOption}`, 0, 1_000), 'Passphrase of the file: ', signal);
    const name = text(values['name']);
    for await (const { done, total, library } of engine.importLibrary({ path: resolve(file), passphrase, ...(name === null ? {} : { name }) }, { signal })) {
      if (library === null) terminal.progress(`Reading ${describeBytes(done)} of ${describeBytes(total)}`);
      else if (json) terminal.json(library);
      else terminal.line(`Library “${printable(library.name)}” made: use it with --library ${library.id}. It has no passphrase yet: “carrel passphrase set --library ${library.id}”.`);
    }
    passphrase.fill(0);
  },
};
