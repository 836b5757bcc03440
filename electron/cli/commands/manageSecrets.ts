import { AppError } from '../../shared/AppError.ts';
import type { Command, CommandContext } from '../Command.ts';
import { readPassphrase } from '../readPassphrase.ts';
import { wholeNumber } from '../readArguments.ts';
import { printable } from '../../shared/printable.ts';

type Fds = { readonly current: number | null; readonly next: number | null; readonly recovery: number | null };

export const managePassphrase: Command = {
  name: 'passphrase',
  usage: 'passphrase set|change|remove',
  summary: 'Lock the library with a passphrase, change it, or take it off',
  help: [
    'set                      asks for a passphrase and prints a recovery key, once; the library gets a new key, as the old one lay open (--keep-key: not)',
    'change                   asks for the old one (or --recovery-key) and for a new one',
    'remove                   lays the key open again',
    '--new-passphrase-fd N    read the new passphrase from this file descriptor (without: asked for at the terminal, twice)',
    '--recovery-key-fd N      read the recovery key there, in place of the passphrase now in use',
    '--recovery-key           ask for the recovery key in place of the passphrase now in use',
    '--new-recovery-key       with change: print another recovery key; the one before opens no more',
    '--keep-key               with set: keep the data key; quicker, but whoever copied it before can still read',
  ],
  options: {
    'new-passphrase-fd': { type: 'string' }, 'recovery-key-fd': { type: 'string' }, 'recovery-key': { type: 'boolean' }, 'new-recovery-key': { type: 'boolean' }, 'keep-key': { type: 'boolean' },
  },
  arity: { min: 1, max: 1 },
  needsLibrary: false,
  async run({ positionals: [action = ''], values }, context) {
    const fds: Fds = {
      current: wholeNumber(values['passphrase-fd'], '--passphrase-fd', 0, 1_000), next: wholeNumber(values['new-passphrase-fd'], '--new-passphrase-fd', 0, 1_000),
      recovery: wholeNumber(values['recovery-key-fd'], '--recovery-key-fd', 0, 1_000),
    };
    const { engine, signal } = context;
    const usesRecovery = fds.recovery !== null || values['recovery-key'] === true;
    switch (action) {
      case 'set': {
        await openUnlocked(context);
        const passphrase = await readNew(fds.next ?? fds.current, context);
        context.terminal.progress('Writing the library under its new key');
        return await tell('locked', await engine.setPassphrase({ passphrase, newKey: values['keep-key'] !== true }, { signal }), context);
      }
      case 'change': {
        const secret = await readCurrent(usesRecovery, fds, context);
        await unlock(secret, context);
        const next = await readNew(fds.next, context);
        return await tell('changed', await engine.changePassphrase({ ...asCurrent(secret), next, newRecoveryKey: values['new-recovery-key'] === true }, { signal }), context);
      }
      case 'remove': {
        const secret = await readCurrent(usesRecovery, fds, context);
        await unlock(secret, context);
        const library = await engine.removePassphrase(asCurrent(secret), { signal });
        return await tell('removed', { library, recoveryKey: null }, context);
      }
      default: throw new AppError('input-invalid', { problem: 'usage is passphrase set|change|remove' });
    }
  },
};

export const unlockLibrary: Command = {
  name: 'unlock',
  usage: 'unlock',
  summary: 'Whether a passphrase or recovery key opens the library; the library is open while a command runs',
  help: ['--recovery-key        ask for the recovery key in place of the passphrase', '--recovery-key-fd N   read it there'],
  options: { 'recovery-key-fd': { type: 'string' }, 'recovery-key': { type: 'boolean' } },
  arity: { min: 0, max: 0 },
  needsLibrary: false,
  async run({ values }, context) {
    const fds: Fds = {
      current: wholeNumber(values['passphrase-fd'], '--passphrase-fd', 0, 1_000), next: null, recovery: wholeNumber(values['recovery-key-fd'], '--recovery-key-fd', 0, 1_000),
    };
    const library = await unlock(await readCurrent(fds.recovery !== null || values['recovery-key'] === true, fds, context), context);
    if (context.json) context.terminal.json(library);
    else context.terminal.line(`That opens “${printable(library.name)}”. Nothing stays open once a command has ended.`);
  },
};

type Secret = { readonly passphrase: Uint8Array<ArrayBuffer> } | { readonly recoveryKey: Uint8Array<ArrayBuffer> };

/** Errors: input-invalid for a library that is locked already. */
async function openUnlocked({ engine, signal }: CommandContext): Promise<void> {
  const { protection } = await engine.status({}, { signal });
  if (protection === 'passphrase') throw new AppError('input-invalid', { problem: 'the library has a passphrase already; use passphrase change' });
}

async function readCurrent(usesRecovery: boolean, fds: Fds, { engine, signal }: CommandContext): Promise<Secret> {
  if ((await engine.status({}, { signal })).protection === 'none') throw new AppError('passphrase-missing');
  return usesRecovery
    ? { recoveryKey: await readPassphrase(fds.recovery, 'Recovery key: ', signal) }
    : { passphrase: await readPassphrase(fds.current, 'Passphrase: ', signal) };
}

async function unlock(secret: Secret, { engine, signal }: CommandContext): ReturnType<CommandContext['engine']['unlockLibrary']> {
  return await engine.unlockLibrary(secret, { signal });
}

function asCurrent(secret: Secret): { current?: Uint8Array<ArrayBuffer>; recoveryKey?: Uint8Array<ArrayBuffer> } {
  return 'passphrase' in secret ? { current: secret.passphrase } : secret;
}

/** Twice at a terminal, where a slip of the finger would lock the person out. Errors: input-invalid. */
async function readNew(fd: number | null, { signal }: CommandContext): Promise<Uint8Array<ArrayBuffer>> {
  const first = await readPassphrase(fd, 'New passphrase: ', signal);
  if (first.length === 0) throw new AppError('input-invalid', { problem: 'the new passphrase is empty' });
  if (fd !== null) return first;
  const second = await readPassphrase(null, 'Once more: ', signal);
  if (Buffer.compare(first, second) !== 0) throw new AppError('input-invalid', { problem: 'the two passphrases differ' });
  second.fill(0);
  return first;
}

async function tell(what: 'locked' | 'changed' | 'removed', guarded: { library: { name: string; id: string }; recoveryKey: string | null }, context: CommandContext): Promise<void> {
  if (context.json) context.terminal.json(guarded);
  else print(what, guarded, context);
  // It stands where it was asked for.
  if (guarded.recoveryKey !== null) await context.engine.noteRecoveryKey({ kept: true }, { signal: context.signal });
}

function print(what: 'locked' | 'changed' | 'removed', { library, recoveryKey }: { library: { name: string; id: string }; recoveryKey: string | null }, { terminal }: CommandContext): void {
  const name = `“${printable(library.name)}”`;
  terminal.line(what === 'removed' ? `${name} has no passphrase any more: its key lies beside it.` : what === 'changed' ? `The passphrase of ${name} is changed.` : `${name} is locked with the passphrase whenever it is closed.`);
  if (recoveryKey === null) return;
  terminal.line();
  terminal.line(`Recovery key: ${recoveryKey}`);
  terminal.line('Write it down and keep it away from this machine. It opens the library when the passphrase is forgotten, and it is not shown again.');
}
