import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { EraseCertificate, EraseEvent } from '../../shared/securityContract.ts';
import type { Command, CommandContext } from '../Command.ts';
import { count, number } from '../describeActivity.ts';
import { printable } from '../../shared/printable.ts';
import type { Terminal } from '../Terminal.ts';

const steps: Readonly<Record<Extract<EraseEvent, { type: 'step' }>['step'], string>> = {
  'looking-before': 'Looking for every trace of it', 'removing': 'Removing it', 'rewriting-library': 'Writing the library anew', 'rewriting-index': 'Writing the search index anew',
  'rewriting-backups': 'Replacing backups', 'looking-after': 'Looking for traces that are left',
};

export const eraseDocument: Command = {
  name: 'erase',
  usage: 'erase PATH',
  summary: 'Erase a document or folder from the library for good, with a certificate; files on disk stay',
  help: [
    '--conversations    also answers that quote it, with their questions',
    '--verify           print every place that was looked at, with what was found there before and after',
    '--certificates     print the certificates of earlier erasures instead (no PATH)',
    'Stopped at any moment it ends by itself when Carrel next starts. The verifier always runs: no certificate without it.',
  ],
  options: { conversations: { type: 'boolean' }, verify: { type: 'boolean' }, certificates: { type: 'boolean' } },
  arity: { min: 0, max: 1 },
  needsLibrary: true,
  async run({ positionals: [path], values }, context) {
    const { engine, terminal, json, signal } = context;
    if (values['certificates'] === true) {
      const certificates = await engine.erasures({}, { signal });
      if (json) return terminal.json(certificates);
      for (const certificate of certificates) printCertificate(certificate, values['verify'] === true, terminal);
      if (certificates.length === 0) terminal.log('Nothing was erased yet.');
      return;
    }
    if (path === undefined) throw new AppError('input-invalid', { problem: 'usage is carrel erase PATH' });
    const certificate = await erase(resolve(path), values['conversations'] === true, context);
    if (json) terminal.json(certificate);
    else printCertificate(certificate, values['verify'] === true, terminal);
  },
};

async function erase(path: string, conversations: boolean, { engine, terminal, signal }: CommandContext): Promise<EraseCertificate> {
  const certificates: EraseCertificate[] = [];
  for await (const event of engine.erase({ path, conversations }, { signal })) {
    if (event.type === 'step') terminal.progress(steps[event.step]);
    else certificates.push(event.certificate);
  }
  const own = certificates.findLast((certificate) => certificate.path === path);
  if (own === undefined) throw new AppError('output-invalid', { operation: 'erase', problem: 'no certificate' });
  return own;
}

function printCertificate(certificate: EraseCertificate, isFull: boolean, terminal: Terminal): void {
  const { path, pathDigest, library, documents, pages, passages, messagesRemoved, places, files, kept, limits, begunMs, endedMs } = certificate;
  const before = places.reduce((sum, place) => sum + place.before, 0);
  terminal.line(terminal.style('bold', 'Certificate of erasure'));
  terminal.line(`  Library:   ${printable(library.name)} (${library.id})`);
  terminal.line(`  Erased:    ${path === null ? `path with the digest ${pathDigest}` : printable(path)}`);
  terminal.line(`             ${count(documents, 'document')}, ${count(pages, 'page')}, ${count(passages, 'passage')}${messagesRemoved > 0 ? `, ${count(messagesRemoved, 'question')} with its answer` : ''}`);
  terminal.line(`  Begun:     ${new Date(begunMs).toISOString()}, ended ${new Date(endedMs).toISOString()}${certificate.resumed ? ' (after an interruption)' : ''}`);
  terminal.line(`  Verified:  ${number(before)} traces in ${count(places.length, 'place')} before; ${number(places.reduce((sum, place) => sum + place.after, 0))} after${kept.length > 0 ? ', all of them named below' : ''}`);
  terminal.line(`  Files:     ${count(files.looked, 'file')} of the library, none that holds documents older than the erasure`);
  for (const line of kept) terminal.line(`  Stays:     ${printable(line)}`);
  for (const line of limits) terminal.line(terminal.style('dim', `  Not known: ${line}`));
  if (isFull) for (const { place, what, before: found, after } of places) terminal.line(`    ${place}, ${what}: ${number(found)} before, ${number(after)} after`);
}
