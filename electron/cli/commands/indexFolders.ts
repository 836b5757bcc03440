import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { reasonWords } from '../../shared/reasonWords.ts';
import type { IndexReport } from '../../shared/schemas.ts';
import type { Command, CommandContext } from '../Command.ts';
import { readLines } from '../readLines.ts';
import { texts, wholeNumber } from '../readArguments.ts';
import { count, describeActivity, describeSeconds, number } from '../describeActivity.ts';
import { printable } from '../../shared/printable.ts';
import type { Terminal } from '../Terminal.ts';

const problemsShown = 20;

export const indexFolders: Command = {
  name: 'index',
  usage: 'index [FOLDER...]',
  summary: 'Add folders (or files), read them and build the search index',
  help: [
    '--ignore GLOB   leave out what fits, in the words of .gitignore; may be given more than once; "" leaves out nothing more',
    '                (a file .carrelignore in a folder says the same of that folder)',
    '--first PATH    read what lies there before all else; may be given more than once',
    '--retry         read again what was skipped or failed, after it was mended; without a folder: all of it',
    '--passwords-fd N   try the passwords read there, one a line, on documents that need one',
    '--no-wait       end as soon as everything can be searched by words; meaning search is built by later commands',
    'Stopping with Ctrl-C loses nothing: the next command goes on where this one stopped.',
  ],
  options: { 'no-wait': { type: 'boolean' }, 'retry': { type: 'boolean' }, 'passwords-fd': { type: 'string' }, 'ignore': { type: 'string', multiple: true }, 'first': { type: 'string', multiple: true } },
  arity: { min: 0, max: 1_000 },
  needsLibrary: true,
  async run({ positionals, values }, context) {
    const wait = values['no-wait'] === true ? 'searchable' : 'indexed';
    const isRetry = values['retry'] === true;
    const fd = wholeNumber(values['passwords-fd'], '--passwords-fd', 0, 1_000);
    if (positionals.length === 0 && !isRetry) throw new AppError('input-invalid', { problem: 'usage is carrel index FOLDER..., or carrel index --retry' });
    const { engine, signal } = context;
    const paths = positionals.length > 0 ? positionals : (await engine.status({}, { signal })).folders.map(({ path }) => path);
    if (paths.length === 0) throw new AppError('input-invalid', { problem: 'there is no folder in the library yet' });
    if (isRetry) await engine.retryDocuments({}, { signal });
    const report = await indexPaths(paths, wait, context, { ignore: texts(values['ignore']), passwords: fd === null ? null : readLines(fd), first: texts(values['first']) });
    if (context.json) context.terminal.json(report);
    else printReport(report, context.terminal);
  },
};

/** Null is as before. */
type IndexOptions = { readonly ignore?: readonly string[] | null; readonly passwords?: readonly string[] | null; readonly first?: readonly string[] | null };

/** Indexes with progress on standard error; gives the report. */
export async function indexPaths(
  paths: readonly string[], wait: 'searchable' | 'indexed', { engine, terminal, signal }: CommandContext, given: IndexOptions = {},
): Promise<IndexReport> {
  const { ignore = null, passwords = null, first = null } = given;
  const options = { ...(ignore === null ? {} : { ignore: [...ignore] }), ...(passwords === null ? {} : { passwords: [...passwords] }), ...(first === null ? {} : { first: first.map((path) => resolve(path)) }) };
  for await (const event of engine.index({ paths: paths.map((path) => resolve(path)), wait, ...options }, { signal })) {
    switch (event.type) {
      case 'progress': terminal.progress(describeActivity(event.activity)); break;
      case 'searchable': terminal.log(`All can be searched by words after ${describeSeconds(event.seconds)}.`); break;
      case 'report': return event.report;
    }
  }
  throw new AppError('output-invalid', { operation: 'index', problem: 'no report' });
}

function printReport({ documents, pages, passages, seconds, problems }: IndexReport, terminal: Terminal): void {
  const { indexed, indexedPartly, skipped, failed } = documents;
  terminal.line(`${count(indexed + indexedPartly, 'document')} indexed${indexedPartly > 0 ? ` (${number(indexedPartly)} of them in part)` : ''}, ${number(skipped)} skipped, ${number(failed)} failed.`);
  terminal.line(`${count(pages, 'page')}, ${count(passages, 'passage')}.`);
  terminal.line(`Searchable by words after ${describeSeconds(seconds.searchable)}${seconds.indexed === null ? '; meaning search is not built, or not wholly: see “carrel status”' : `, by meaning after ${describeSeconds(seconds.indexed)}`}.`);
  if (problems.length === 0) return;
  terminal.line();
  terminal.line('Not, or not wholly, read:');
  for (const { path, state, reason } of problems.slice(0, problemsShown)) {
    const words = reason === null ? null : reasonWords(reason, state !== 'failed' && state !== 'skipped');
    terminal.line(`  ${printable(path)}: ${words === null ? state : printable(`${words.what} ${words.next}`)}`);
  }
  if (problems.length > problemsShown) terminal.line(`  … and ${number(problems.length - problemsShown)} more: “carrel documents --state failed”, “--state skipped”, “--state indexed-partly”.`);
}
