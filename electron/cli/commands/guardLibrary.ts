import { AppError } from '../../shared/AppError.ts';
import type { Command } from '../Command.ts';
import { wholeNumber } from '../readArguments.ts';
import { printable } from '../../shared/printable.ts';

export const guardLibrary: Command = {
  name: 'security',
  usage: 'security',
  summary: 'How the library is guarded; set when it locks itself and what the audit log notes',
  help: [
    '--idle-lock MINUTES          a library with a passphrase locks itself after so long without a request (0: never)',
    '--audit-questions on|off     whether each question is noted in the audit log, as a digest',
  ],
  options: { 'idle-lock': { type: 'string' }, 'audit-questions': { type: 'string' } },
  arity: { min: 0, max: 0 },
  needsLibrary: true,
  async run({ values }, { engine, terminal, json, signal }) {
    const idleLockMinutes = wholeNumber(values['idle-lock'], '--idle-lock', 0, 1_440);
    const audit = values['audit-questions'];
    if (audit !== undefined && audit !== 'on' && audit !== 'off') throw new AppError('input-invalid', { problem: '--audit-questions takes on or off' });
    const changes = { ...(idleLockMinutes === null ? {} : { idleLockMinutes }), ...(audit === undefined ? {} : { auditQuestions: audit === 'on' }) };
    const state = Object.keys(changes).length === 0 ? await engine.security({}, { signal }) : await engine.setSecurity(changes, { signal });
    if (json) return terminal.json(state);
    terminal.line(state.protection === 'none' ? 'No passphrase: the key lies beside the library.' : `Locked with a passphrase${state.hasRecoveryKey ? '; a recovery key was printed' : ''}${state.hasKeptKey ? '; a key in the system’s key store opens it as well' : ''}.`);
    terminal.line(state.idleLockMinutes === 0 ? 'Does not lock itself.' : `Locks itself after ${state.idleLockMinutes} minutes without a request.`);
    terminal.line(`Questions are ${state.auditQuestions ? '' : 'not '}noted in the audit log.${state.auditContent ? ' The words of questions and answers are kept with it, as the policy says.' : ''}`);
    for (const path of state.holds) terminal.line(`Legal hold: ${printable(path)}`);
  },
};
