import { AppError } from '../../shared/AppError.ts';
import { SearchMode } from '../../shared/schemas.ts';
import type { Command } from '../Command.ts';
import { scopeFrom, wholeNumber } from '../readArguments.ts';
import { describePlace } from '../describePlace.ts';
import { printable } from '../Terminal.ts';

export const searchPassages: Command = {
  name: 'search',
  usage: 'search QUERY',
  summary: 'Passages that fit words or meaning, best first',
  help: [
    '--limit N      how many, 1 to 1000 (default 10)',
    '--scope PATH   only in this folder or document; may be given more than once',
    '--mode MODE    hybrid (default), keyword or vector',
    '--hidden       also text that does not show to who looks at the document; no answer ever uses it',
  ],
  options: { limit: { type: 'string' }, scope: { type: 'string', multiple: true }, mode: { type: 'string' }, hidden: { type: 'boolean' } },
  arity: { min: 1, max: 1_000 },
  needsLibrary: true,
  async run({ positionals, values }, { engine, terminal, json, signal }) {
    const mode = SearchMode.safeParse(values['mode'] ?? 'hybrid');
    if (!mode.success) throw new AppError('input-invalid', { problem: `there is no search mode “${String(values['mode'])}”` });
    const limit = wholeNumber(values['limit'], '--limit', 1, 1_000) ?? 10;
    const hits = await engine.search({ query: positionals.join(' '), limit, mode: mode.data, includeHidden: values['hidden'] === true, ...scopeFrom(values['scope']) }, { signal });
    if (json) return terminal.json(hits);
    for (const hit of hits) {
      terminal.line(`${terminal.style('bold', `${hit.rank}. ${describePlace(hit)}`)}  ${terminal.style('dim', hit.score.toFixed(3))}${hit.hidden === undefined ? '' : terminal.style('yellow', `  hidden: ${hit.hidden}`)}`);
      terminal.line(`   ${printable(hit.text)}`);
      if (hit.alsoIn.length > 0) terminal.line(terminal.style('dim', `   also in ${hit.alsoIn.map(({ path, page }) => `${printable(path)}, page ${page}`).join('; ')}`));
    }
    if (hits.length === 0) terminal.log('Nothing found.');
  },
};
