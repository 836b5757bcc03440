import { AppError } from '../../shared/AppError.ts';
import type { Backup } from '../../shared/schemas.ts';
import type { Command, CommandContext } from '../Command.ts';
import { describeBytes } from '../describeActivity.ts';
import { readPassphrase } from '../readPassphrase.ts';
import { text, wholeNumber } from '../readArguments.ts';

export const makeBackup: Command = {
  name: 'backup',
  usage: 'backup',
  summary: 'Make a backup of the library now; the last three are kept beside it, encrypted',
  help: ['While Carrel is open and at rest, one is made by itself once a day.'],
  options: {},
  arity: { min: 0, max: 0 },
  needsLibrary: true,
  async run(_args, { engine, terminal, json, signal }) {
    const made = await engine.backUp({}, { signal });
    if (json) terminal.json(made);
    else terminal.line(`Backup made and checked: ${describe(made)}.`);
  },
};

export const restoreBackup: Command = {
  name: 'restore',
  usage: 'restore [list|latest|TIME]',
  summary: 'Put a backup in the place of the library, also of one that no longer opens',
  help: [
    'list      the backups there are (also without a word)',
    'latest    restore the newest; TIME: the one of this time, as “list” shows it',
    'What stood there before is kept as the newest backup. The search index is built again from the library.',
  ],
  options: {},
  arity: { min: 0, max: 1 },
  needsLibrary: false,
  opensNothing: true,
  async run({ positionals: [which = 'list'], values }, context) {
    const { engine, terminal, json, signal } = context;
    const library = await chosen(text(values['library']), context);
    const backups = await engine.backups({ id: library.id }, { signal });
    if (which === 'list') {
      if (json) return terminal.json(backups);
      for (const backup of backups) terminal.line(describe(backup));
      if (backups.length === 0) terminal.log('There is no backup of this library.');
      return;
    }
    const backup = which === 'latest' ? backups[0] : backups.find(({ madeMs }) => timeOf(madeMs) === which);
    if (backup === undefined) throw new AppError('input-invalid', { problem: `there is no backup “${which}”` });
    const fd = wholeNumber(values['passphrase-fd'], '--passphrase-fd', 0, 1_000);
    const passphrase = library.protection === 'none' ? null : await readPassphrase(fd, `Passphrase of “${library.name}”: `, signal);
    const restored = await engine.restoreBackup({ id: library.id, madeMs: backup.madeMs, ...(passphrase === null ? {} : { passphrase }) }, { signal });
    passphrase?.fill(0);
    if (json) terminal.json({ library: restored, backup });
    else terminal.line(`The library is as it was at ${timeOf(backup.madeMs)}. Files changed since then are read again.`);
  },
};

async function chosen(wanted: string | null, { engine, signal }: CommandContext): Promise<{ readonly id: string; readonly name: string; readonly protection: 'none' | 'passphrase' }> {
  const libraries = await engine.libraries({}, { signal });
  const library = wanted === null ? libraries.find(({ id }) => id === 'main') ?? libraries[0] : libraries.find(({ id, name }) => id === wanted || name === wanted);
  if (library === undefined) throw new AppError('library-unknown', wanted === null ? {} : { id: wanted });
  return library;
}

function describe({ madeMs, sizeBytes }: Backup): string {
  return `${timeOf(madeMs)}  ${describeBytes(sizeBytes)}`;
}

/** In UTC, exact: it names the backup. */
function timeOf(madeMs: number): string {
  return new Date(madeMs).toISOString();
}
