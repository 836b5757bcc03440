import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { Command } from '../Command.ts';
import { printable } from '../../shared/printable.ts';

export const holdPath: Command = {
  name: 'hold',
  usage: 'hold [PATH on|off]',
  summary: 'Legal hold: nothing beneath a path is erased or removed; without a path, which holds there are',
  help: ['What was read of a file beneath it stays in the library, marked, although the file is deleted; a file that is changed is read anew.'],
  options: {},
  arity: { min: 0, max: 2 },
  needsLibrary: true,
  async run({ positionals: [path, state] }, { engine, terminal, json, signal }) {
    if (path !== undefined && state !== 'on' && state !== 'off') throw new AppError('input-invalid', { problem: 'usage is carrel hold PATH on|off' });
    const { holds } = path === undefined ? await engine.security({}, { signal }) : await engine.setHold({ path: resolve(path), held: state === 'on' }, { signal });
    if (json) return terminal.json(holds);
    for (const held of holds) terminal.line(printable(held));
    if (holds.length === 0) terminal.log('Nothing is under a hold.');
  },
};
