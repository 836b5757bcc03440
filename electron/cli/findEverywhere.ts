import { AppError } from '../shared/AppError.ts';
import type { EngineContract } from '../shared/engineContract.ts';
import type { Client } from '../shared/operation.ts';
import type { FindEvent, FoundPassage } from '../shared/schemas.ts';
import type { CommandContext } from './Command.ts';
import { count, number } from './describeActivity.ts';
import { csvHead, csvRows } from '../shared/foundAsCsv.ts';
import { describePlace } from '../shared/describePlace.ts';
import { sectionOf } from '../shared/sectionOf.ts';
import { printable } from '../shared/printable.ts';

type Found = Parameters<Client<EngineContract>['findAll']>[0];
type Complete = Extract<FindEvent, { readonly type: 'complete' }>;

/** Prints every passage that fits an expression as it is found: as text, as CSV, or as one JSON value with the exact counts. */
export async function findEverywhere(input: Found, form: 'text' | 'csv', context: CommandContext): Promise<void> {
  const { engine, terminal, json, signal } = context;
  const passages: FoundPassage[] = [];
  let corrections: Extract<FindEvent, { readonly type: 'understood' }>['corrections'] = [];
  if (!json && form === 'csv') terminal.line(csvHead);
  for await (const event of engine.findAll(input, { signal })) {
    switch (event.type) {
      case 'understood':
        corrections = event.corrections;
        for (const { typed, instead } of corrections) terminal.log(`“${printable(typed)}” stands nowhere; looking for ${instead.map((word) => `“${printable(word)}”`).join(' or ')} instead.`);
        break;
      case 'progress': terminal.progress(`Looking at page ${number(event.pagesDone)} of ${number(event.pagesTotal)}`); break;
      case 'found':
        if (json) passages.push(...event.passages);
        else for (const passage of event.passages) printPassage(passage, form, context);
        break;
      case 'complete':
        if (json) terminal.json({ query: input.query, corrections, ...countsOf(event), hits: passages });
        else terminal.log(`${count(event.passages, 'passage')} in ${count(event.documents, 'document')} (${count(event.matches, 'place')} on ${count(event.pages, 'page')}). All that is in the library was gone through.`);
        return;
    }
  }
  throw new AppError('output-invalid', { operation: 'findAll', problem: 'no end' });
}

function countsOf({ documents, pages, passages, matches }: Complete): Omit<Complete, 'type' | 'pagesRead'> {
  return { documents, pages, passages, matches };
}

function printPassage(passage: FoundPassage, form: 'text' | 'csv', { terminal }: CommandContext): void {
  if (form === 'csv') {
    for (const row of csvRows(passage)) terminal.line(row);
    return;
  }
  const { start, end, text } = passage;
  const others = passage.alsoIn.map(({ path }) => path);
  terminal.line(`${terminal.style('bold', describePlace({ ...passage, section: sectionOf(passage.headingPath) }))}  ${terminal.style('dim', `${start}–${end}`)}`);
  terminal.line(`   ${printable(text)}`);
  if (others.length > 0) terminal.line(terminal.style('dim', `   also in ${others.map(printable).join('; ')}`));
}
