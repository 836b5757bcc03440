import { AppError } from '../../shared/AppError.ts';
import { SearchMode } from '../../shared/schemas.ts';
import type { Command } from '../Command.ts';
import { scopeFrom, wholeNumber } from '../readArguments.ts';
import { describePlace } from '../../shared/describePlace.ts';
import { sectionOf } from '../../shared/sectionOf.ts';
import { findEverywhere } from '../findEverywhere.ts';
import { printable } from '../../shared/printable.ts';

export const searchPassages: Command = {
  name: 'search',
  usage: 'search QUERY',
  summary: 'Passages that fit words or meaning, best first',
  help: [
    '--limit N      how many, 1 to 1000 (default 10)',
    '--scope PATH   only in this folder or document; may be given more than once',
    '--mode MODE    hybrid (default), keyword or vector',
    '--all          every passage whose page fits an expression: words, * and ?, "phrases", NEAR/5, AND, OR, NOT, ( );',
    '               case, accents and the plural make no difference; the counts are exact',
    '--csv          with --all: a line for each place found',
    '--hidden       also text that does not show to who looks at the document; no answer ever uses it',
  ],
  options: { limit: { type: 'string' }, scope: { type: 'string', multiple: true }, mode: { type: 'string' }, hidden: { type: 'boolean' }, all: { type: 'boolean' }, csv: { type: 'boolean' } },
  arity: { min: 1, max: 1_000 },
  needsLibrary: true,
  async run({ positionals, values }, context) {
    const { engine, terminal, json, signal } = context;
    const isCsv = values['csv'] === true;
    if (values['all'] === true) {
      if (values['limit'] !== undefined || values['mode'] !== undefined || values['hidden'] === true) throw new AppError('input-invalid', { problem: '--all goes through everything that shows, by words: it takes no --limit, --mode or --hidden' });
      return findEverywhere({ query: positionals.join(' '), ...scopeFrom(values['scope']) }, isCsv ? 'csv' : 'text', context);
    }
    if (isCsv) throw new AppError('input-invalid', { problem: '--csv goes with --all' });
    const mode = SearchMode.safeParse(values['mode'] ?? 'hybrid');
    if (!mode.success) throw new AppError('input-invalid', { problem: `there is no search mode “${String(values['mode'])}”` });
    const limit = wholeNumber(values['limit'], '--limit', 1, 1_000) ?? 10;
    const hits = await engine.search({ query: positionals.join(' '), limit, mode: mode.data, includeHidden: values['hidden'] === true, ...scopeFrom(values['scope']) }, { signal });
    if (json) return terminal.json(hits);
    for (const hit of hits) {
      terminal.line(`${terminal.style('bold', `${hit.rank}. ${describePlace({ ...hit, section: sectionOf(hit.headingPath) })}`)}  ${terminal.style('dim', hit.score.toFixed(3))}${hit.hidden === undefined ? '' : terminal.style('yellow', `  hidden: ${hit.hidden}`)}`);
      terminal.line(`   ${printable(hit.text)}`);
      if (hit.alsoIn.length > 0) terminal.line(terminal.style('dim', `   also in ${hit.alsoIn.map(({ path, page }) => `${printable(path)}, page ${page}`).join('; ')}`));
    }
    if (hits.length === 0) terminal.log('Nothing found.');
  },
};
