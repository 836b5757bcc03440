import { resolve } from 'node:path';
import type { Command } from '../Command.ts';
import { count } from '../describeActivity.ts';

export const removePath: Command = {
  name: 'remove',
  usage: 'remove PATH',
  summary: 'Take a folder or document out of the library; files on disk stay',
  help: [],
  options: {},
  arity: { min: 1, max: 1 },
  needsLibrary: true,
  async run({ positionals: [path = ''] }, { engine, terminal, json, signal }) {
    const removed = await engine.remove({ path: resolve(path) }, { signal });
    if (json) terminal.json(removed);
    else terminal.line(`${count(removed.documents, 'document')} removed from the library. The files themselves are untouched.`);
  },
};
