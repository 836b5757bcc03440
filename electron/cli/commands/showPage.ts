import { resolve } from 'node:path';
import type { Command } from '../Command.ts';
import { describePlace } from '../../shared/describePlace.ts';
import { wholeNumber } from '../readArguments.ts';
import { printableLines } from '../Terminal.ts';

export const showPage: Command = {
  name: 'page',
  usage: 'page DOCUMENT PAGE',
  summary: 'The text of one page exactly as it is indexed (DOCUMENT: id or path)',
  help: [],
  options: {},
  arity: { min: 2, max: 2 },
  needsLibrary: true,
  async run({ positionals: [document = '', number = ''] }, { engine, terminal, json, signal }) {
    const page = wholeNumber(number, 'PAGE', 1, 1_000_000) ?? 1;
    const shown = await engine.page({ document: /^\d+$/.test(document) ? Number(document) : resolve(document), page }, { signal });
    if (json) return terminal.json(shown);
    terminal.log(`${describePlace(shown)}${shown.hidden === undefined ? '' : ` (does not show in the document: ${shown.hidden})`}`);
    terminal.line(printableLines(shown.text));
  },
};
