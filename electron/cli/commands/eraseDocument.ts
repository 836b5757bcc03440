import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { EraseCertificate } from '../../shared/securityContract.ts';
import type { Command, CommandContext } from '../Command.ts';
import { eraseSteps, printCertificate } from '../printCertificate.ts';

export const eraseDocument: Command = {
  name: 'erase',
  usage: 'erase PATH',
  summary: 'Erase a document or folder from the library for good, with a certificate; files on disk stay',
  help: [
    '--conversations    also answers that quote it, with their questions',
    '--verify           print every place that was looked at, with what was found there before and after',
    '--certificates     print the certificates of earlier erasures instead (no PATH)',
    'What was taken out of the library before and stands in backups alone is erased as well.',
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
    if (event.type === 'step') terminal.progress(eraseSteps[event.step]);
    else certificates.push(event.certificate);
  }
  const own = certificates.findLast((certificate) => certificate.path === path);
  if (own === undefined) throw new AppError('output-invalid', { operation: 'erase', problem: 'no certificate' });
  return own;
}
