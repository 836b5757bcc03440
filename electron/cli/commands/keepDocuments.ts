import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { printable } from '../../shared/printable.ts';
import type { EraseCertificate, SecurityState } from '../../shared/securityContract.ts';
import type { Command, CommandContext } from '../Command.ts';
import { eraseSteps, printCertificate } from '../printCertificate.ts';
import { wholeNumber } from '../readArguments.ts';

export const keepDocuments: Command = {
  name: 'retention',
  usage: 'retention [set PATH|due|apply]',
  summary: 'How long the documents of a folder are kept, and when they are due to be erased for good',
  help: [
    'without a word     the rules there are',
    'set PATH           --keep DAYS: nothing there is erased or removed before; --erase-after DAYS: due to be erased then; neither: no rule',
    'due                what is due to be erased',
    'apply              erases all that is due at once, with one certificate; --conversations: also answers that quote it',
    'Days are counted from the last change of the file. Nothing is erased by the clock alone: a clock can be wrong. A legal hold goes before every rule.',
  ],
  options: { 'keep': { type: 'string' }, 'erase-after': { type: 'string' }, 'conversations': { type: 'boolean' } },
  arity: { min: 0, max: 2 },
  needsLibrary: true,
  async run({ positionals: [action, path], values }, context) {
    const { engine, terminal, json, signal } = context;
    if (action === undefined) return print((await engine.security({}, { signal })).retention, context);
    if (action === 'set' && path !== undefined) {
      const rule = { path: resolve(path), keepDays: wholeNumber(values['keep'], '--keep', 1, 36_500), eraseAfterDays: wholeNumber(values['erase-after'], '--erase-after', 1, 36_500) };
      return print((await engine.setRetention(rule, { signal })).retention, context);
    }
    if ((action !== 'due' && action !== 'apply') || path !== undefined) throw new AppError('input-invalid', { problem: 'usage is carrel retention [set PATH|due|apply]' });
    if (action === 'due') {
      const due = await engine.dueErasures({}, { signal });
      if (json) return terminal.json(due);
      for (const { path: document, sinceMs } of due) terminal.line(`${new Date(sinceMs).toISOString().slice(0, 10)}  ${printable(document)}`);
      if (due.length === 0) terminal.log('Nothing is due to be erased.');
      return;
    }
    const certificates: EraseCertificate[] = [];
    for await (const event of engine.eraseDue({ conversations: values['conversations'] === true }, { signal })) {
      if (event.type === 'step') terminal.progress(eraseSteps[event.step]);
      else certificates.push(event.certificate);
    }
    if (json) return terminal.json(certificates);
    for (const certificate of certificates) printCertificate(certificate, false, terminal);
    if (certificates.length === 0) terminal.log('Nothing is due to be erased.');
  },
};

function print(rules: SecurityState['retention'], { terminal, json }: CommandContext): void {
  if (json) return terminal.json(rules);
  for (const { path, keepDays, eraseAfterDays, settled } of rules) {
    const parts = [...(keepDays === null ? [] : [`kept for ${keepDays} days`]), ...(eraseAfterDays === null ? [] : [`due to be erased after ${eraseAfterDays} days`])];
    terminal.line(`${path === null ? 'Everything' : printable(path)}: ${parts.join(', ')}${settled ? ' (policy of this machine)' : ''}`);
  }
  if (rules.length === 0) terminal.log('There are no rules: documents are kept until someone removes or erases them.');
}
