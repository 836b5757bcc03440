import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import * as z from 'zod';
import { AppError } from '../../shared/AppError.ts';
import { parsePolicy, Policy, PolicySettings } from '../../shared/policy.ts';
import { printable } from '../../shared/printable.ts';
import type { Command, CommandContext } from '../Command.ts';

export const showPolicy: Command = {
  name: 'policy',
  usage: 'policy [schema|check FILE]',
  summary: 'What the administrator of this machine has settled, with the reasons',
  help: [
    'schema        the JSON Schema of a policy file',
    'check FILE    whether a file is a policy, before it is put in its place',
    'The file must belong to the administrator and be writable by nobody else. A broken one keeps Carrel from starting.',
  ],
  options: {},
  arity: { min: 0, max: 2 },
  needsLibrary: false,
  async run({ positionals: [action, file] }, context) {
    const { terminal, json } = context;
    if (action === undefined) return await show(context);
    if (action === 'schema' && file === undefined) return terminal.line(JSON.stringify(z.toJSONSchema(Policy), null, 2));
    if (action !== 'check' || file === undefined) throw new AppError('input-invalid', { problem: 'usage is carrel policy [schema|check FILE]' });
    const path = resolve(file);
    const policy = parsePolicy(await readFile(path, 'utf8').catch((cause: unknown) => { throw new AppError('file-not-found', { path }, { cause }); }), path);
    if (json) terminal.json(policy);
    else terminal.line(`A policy: it settles ${Object.keys(policy.settings).join(', ') || 'nothing'}.`);
  },
};

async function show({ engine, terminal, json, signal }: CommandContext): Promise<void> {
  const policy = await engine.policy({}, { signal });
  if (json) return terminal.json(policy);
  if (policy.sha256 === null) return terminal.line(`There is no policy on this machine (${printable(policy.path)}).`);
  terminal.line(`Policy ${printable(policy.path)}, SHA-256 ${policy.sha256}`);
  for (const name of Object.keys(PolicySettings.shape) as (keyof PolicySettings)[]) {
    const setting = policy.settings[name];
    if (setting === undefined) continue;
    terminal.line(`  ${name}: ${printable(JSON.stringify(setting.value))}`);
    terminal.line(`      ${printable(setting.reason)}`);
  }
  if (policy.contact !== null) terminal.line(`Questions about it: ${printable(policy.contact)}`);
}
