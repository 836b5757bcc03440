import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { printable } from '../../shared/printable.ts';
import type { Command, CommandContext } from '../Command.ts';
import { text } from '../readArguments.ts';

const marks = { ok: '✓', slow: '◐', missing: '✗' } as const;
const colours = { ok: 'green', slow: 'yellow', missing: 'red' } as const;

export const runDoctor: Command = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'Whether this machine has what Carrel needs, and what to do where it has not; for auditors, a full report',
  help: [
    '--report         everything an auditor asks, as JSON: versions, hashes of binaries and models, bill of materials, licences, sockets,',
    '                 encryption, backups, checks made now, policy in force, figures of health. It names no document.',
    '--sbom           the bill of materials alone (CycloneDX)',
    '--output FILE    writes either into a new file',
  ],
  options: { report: { type: 'boolean' }, sbom: { type: 'boolean' }, output: { type: 'string' } },
  arity: { min: 0, max: 0 },
  needsLibrary: false,
  async run({ values }, context) {
    const { engine, terminal, json, signal } = context;
    if (values['report'] === true || values['sbom'] === true) return await report(values['sbom'] === true, text(values['output']), context);
    const checks = await engine.doctor({}, { signal });
    if (json) return terminal.json(checks);
    for (const { name, level, finding, advice } of checks) {
      terminal.line(`${terminal.style(colours[level], marks[level])} ${printable(name)}: ${printable(finding)}`);
      if (advice !== null) terminal.line(`    ${printable(advice)}`);
    }
  },
};

async function report(sbomAlone: boolean, output: string | null, { engine, terminal, signal }: CommandContext): Promise<void> {
  terminal.progress('Hashing what is installed and checking the library');
  const made = await engine.report({}, { signal });
  const wanted = sbomAlone ? made.sbom : made;
  if (output === null) return terminal.line(JSON.stringify(wanted, null, 2));
  const path = resolve(output);
  await writeFile(path, `${JSON.stringify(wanted, null, 2)}\n`, { mode: 0o600, flag: 'wx' }).catch((cause: unknown) => { throw new AppError('file-not-readable', { path }, { cause }); });
  terminal.line(`${printable(path)} written.`);
}
