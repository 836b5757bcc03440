import { reasonWords } from '../../shared/reasonWords.ts';
import { DocumentState } from '../../shared/schemas.ts';
import { AppError } from '../../shared/AppError.ts';
import type { Command } from '../Command.ts';
import { count } from '../describeActivity.ts';
import { printable } from '../../shared/printable.ts';

export const listDocuments: Command = {
  name: 'documents',
  usage: 'documents',
  summary: 'Every document with its state',
  help: [`--state S    only documents in this state: ${DocumentState.options.join(', ')}`],
  options: { state: { type: 'string' } },
  arity: { min: 0, max: 0 },
  needsLibrary: true,
  async run({ values }, { engine, terminal, json, signal }) {
    const wanted = values['state'] === undefined ? undefined : DocumentState.safeParse(values['state']);
    if (wanted?.success === false) throw new AppError('input-invalid', { problem: `there is no state “${String(values['state'])}”` });
    const documents = await engine.documents(wanted === undefined ? {} : { state: wanted.data }, { signal });
    if (json) return terminal.json(documents);
    for (const { id, path, state, reason, pages, hiddenText } of documents) {
      terminal.line(`${String(id).padStart(6)}  ${state.padEnd(14)}  ${printable(path)}  ${count(pages, 'page')}${hiddenText ? ', has hidden text' : ''}${reason === null ? '' : `  ${printable(reasonWords(reason, state !== 'failed' && state !== 'skipped').what)}`}`);
    }
    if (documents.length === 0) terminal.log('No documents.');
  },
};
