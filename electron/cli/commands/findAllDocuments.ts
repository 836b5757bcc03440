import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { GoThroughEvent, GoThroughResult } from '../../shared/goThroughContract.ts';
import type { Command, CommandContext } from '../Command.ts';
import { count, describeSeconds, number } from '../describeActivity.ts';
import { describePlace } from '../../shared/describePlace.ts';
import { scopeFrom, text } from '../readArguments.ts';
import { printable } from '../../shared/printable.ts';
import { formatOf, languageOf } from './exportFiles.ts';

type Complete = Extract<GoThroughEvent, { readonly type: 'complete' }>;

const marks = { 'yes': '✓', 'no': '–', 'unclear': '?', 'unread': '✗' } as const;
const words: Readonly<Record<GoThroughResult['why'], string>> = {
  'says': 'says it', 'contrary': 'says the contrary', 'other-party': 'says it of the other side', 'definition': 'only defines the term', 'near': 'comes near it',
  'both': 'says it and the contrary', 'nothing': 'says nothing of it', 'partly-read': 'could be read in part only', 'not-read': 'could not be read',
};

export const findAllDocuments: Command = {
  name: 'find-all',
  usage: 'find-all CRITERION',
  summary: 'Go through every document and say of each whether it fits, with the words it rests on',
  help: [
    'CRITERION is a question about each document: "which contracts have an indemnity for third-party claims?"',
    '--scope PATH   only in this folder or document; may be given more than once',
    '--export FILE  the list as .csv, .xlsx or .docx as well; --language en|de of its words (default en)',
    '--anew         judge all again; without it the same question goes on where it was stopped, and judges only what is new or changed',
    'Marks: ✓ yes, – no, ? unclear, ✗ could not be read. The four add up to the documents the library holds.',
  ],
  options: { scope: { type: 'string', multiple: true }, anew: { type: 'boolean' }, export: { type: 'string' }, language: { type: 'string' } },
  arity: { min: 1, max: 1_000 },
  needsLibrary: true,
  async run({ positionals, values }, context) {
    const { terminal, json } = context;
    const criterion = positionals.join(' ');
    const file = text(values['export']);
    const format = file === null ? null : formatOf(file, { '.csv': 'csv', '.xlsx': 'xlsx', '.docx': 'docx' });
    const language = languageOf(text(values['language']) ?? undefined);
    const { results, complete } = await goThrough({ criterion, anew: values['anew'] === true, ...scopeFrom(values['scope']) }, context);
    const { engine, signal } = context;
    if (file !== null && format !== null) terminal.log(`${printable((await engine.exportGoThrough({ runId: complete.runId, format, path: resolve(file), language }, { signal })).path)} written.`);
    if (json) return terminal.json({ criterion, run: complete.runId, account: complete.account, judgedNow: complete.judgedNow, results });
    const { documents, yes, no, unclear, unread } = complete.account;
    terminal.line(terminal.style('bold', `${count(documents, 'document')}: ${number(yes)} yes, ${number(no)} no, ${number(unclear)} unclear, ${number(unread)} could not be read.`));
  },
};

async function goThrough(input: Parameters<CommandContext['engine']['goThrough']>[0], { engine, terminal, json, signal }: CommandContext): Promise<{ readonly results: readonly GoThroughResult[]; readonly complete: Complete }> {
  const results = new Map<number, GoThroughResult>();
  for await (const event of engine.goThrough(input, { signal })) {
    switch (event.type) {
      case 'started':
        if (event.kept > 0) terminal.log(`${number(event.kept)} of ${count(event.documents, 'document')} were judged before and say what they said.`);
        break;
      case 'judged':
        for (const result of event.results) {
          results.set(result.documentId, result);
          if (!json) print(result, terminal);
        }
        break;
      case 'progress': terminal.progress(`Document ${number(event.done)} of ${number(event.total)}${event.secondsLeft === null || event.secondsLeft < 2 ? '' : `, ${describeSeconds(event.secondsLeft)} left`}`); break;
      case 'complete': return { results: [...results.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), complete: event };
    }
  }
  throw new AppError('output-invalid', { operation: 'goThrough', problem: 'no end' });
}

function print({ path, verdict, why, quotes }: GoThroughResult, terminal: CommandContext['terminal']): void {
  terminal.line(`${marks[verdict]} ${terminal.style('bold', printable(path))}  ${terminal.style('dim', words[why])}`);
  for (const quote of quotes) terminal.line(`    “${printable(quote.quote)}”  ${terminal.style('dim', describePlace(quote))}`);
}
