import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { AuditEntry, AuditVerdict } from '../../shared/securityContract.ts';
import type { Command, CommandContext } from '../Command.ts';
import { number } from '../describeActivity.ts';
import { printable } from '../../shared/printable.ts';
import { text, wholeNumber } from '../readArguments.ts';

const problems: Readonly<Record<NonNullable<AuditVerdict['broken']>['problem'], string>> = {
  'changed': 'was changed', 'out-of-chain': 'does not follow the one before it', 'missing': 'is missing', 'head-missing': 'or one before it is gone: the seal asked for is nowhere',
};

export const auditLibrary: Command = {
  name: 'audit',
  usage: 'audit verify|list|export FILE|replay ID|erase-words ID|all',
  summary: 'The audit log: is it whole, what does it say',
  help: [
    'verify         goes through the whole chain and names the first entry that does not hold',
    'list           the newest entries, oldest first (--limit N, default 100)',
    'export FILE    all entries as JSON lines, the last of which holds the head: keep it elsewhere',
    'erase-words ID|all   erases the words the policy has kept of a question and its answer, or of all; the entries stay',
    'replay ID      asks the question of an entry again: are passages, gate and verdicts the same',
    '--content      with list and export: the words too that the policy has kept of questions and answers',
    '--head SEAL    with verify: the seal of an export, which must still be there',
  ],
  options: { limit: { type: 'string' }, head: { type: 'string' }, content: { type: 'boolean' } },
  arity: { min: 1, max: 2 },
  needsLibrary: true,
  async run({ positionals: [action = '', file], values }, context) {
    const { engine, terminal, json, signal } = context;
    if (['export', 'replay', 'erase-words'].includes(action) !== (file !== undefined)) throw new AppError('input-invalid', { problem: 'usage is carrel audit verify|list|export FILE|replay ID|erase-words ID|all' });
    const content = values['content'] === true;
    switch (action) {
      case 'verify': return verify(text(values['head']), context);
      case 'list': {
        const entries = await engine.auditEntries({ limit: wholeNumber(values['limit'], '--limit', 1, 100_000) ?? 100, content }, { signal });
        if (json) return terminal.json(entries);
        for (const { id, atMs, kind, detail, content: words } of entries) {
          terminal.line(`${String(id).padStart(6)}  ${new Date(atMs).toISOString()}  ${kind.padEnd(18)}  ${Object.entries(detail).map(([key, value]) => `${key}=${String(value)}`).join(' ')}`);
          if (words) for (const line of [words.question, words.answer]) terminal.line(`        ${printable(line)}`);
        }
        return;
      }
      case 'export': {
        const entries = await allEntries(engine, signal, { content });
        const head = entries.at(-1);
        await writeFile(resolve(file ?? ''), [...entries, { head: head === undefined ? null : { id: head.id, hash: head.hash } }].map((entry) => `${JSON.stringify(entry)}\n`).join(''), { mode: 0o600, flag: 'wx' })
          .catch((cause: unknown) => { throw new AppError('file-not-readable', { path: resolve(file ?? '') }, { cause }); });
        if (json) return terminal.json({ path: resolve(file ?? ''), entries: entries.length, head: head?.hash ?? null });
        terminal.line(`${describeEntries(entries.length)} written. Head: ${head?.hash ?? 'none'}`);
        return;
      }
      case 'erase-words': {
        const { erased } = await engine.auditEraseContent(file === 'all' ? {} : { id: wholeNumber(file, 'ID', 1, Number.MAX_SAFE_INTEGER) ?? 0 }, { signal });
        return json ? terminal.json({ erased }) : terminal.line(`Words of ${describeEntries(erased)} erased.`);
      }
      case 'replay': return replay(wholeNumber(file, 'ID', 1, Number.MAX_SAFE_INTEGER) ?? 0, context);
      default: throw new AppError('input-invalid', { problem: `there is no “audit ${action}”` });
    }
  },
};

/** The whole log, oldest first, however long it is. */
export async function allEntries(engine: Pick<CommandContext['engine'], 'auditEntries'>, signal: AbortSignal, { limit = 10_000, content = false } = {}): Promise<AuditEntry[]> {
  const pages: AuditEntry[][] = [];
  for (let before: number | undefined; ; ) {
    const page = await engine.auditEntries({ limit, content, ...(before === undefined ? {} : { before }) }, { signal });
    pages.unshift(page);
    before = page[0]?.id;
    if (page.length < limit || before === undefined || before <= 1) return pages.flat();
  }
}

async function verify(head: string | null, { engine, terminal, json, signal }: CommandContext): Promise<void> {
  const verdict = await engine.auditVerify(head === null ? {} : { head }, { signal });
  if (json) terminal.json(verdict);
  else if (verdict.broken === null) terminal.line(`The audit log is whole: ${describeEntries(verdict.entries)}. Head: ${verdict.head?.hash ?? 'none'}`);
  else terminal.line(`The audit log is broken: entry ${verdict.broken.id} ${problems[verdict.broken.problem]}.`);
  if (verdict.broken !== null) throw new AppError('audit-broken', { id: verdict.broken.id, problem: verdict.broken.problem });
}

async function replay(id: number, { engine, terminal, json, signal }: CommandContext): Promise<void> {
  const result = await engine.auditReplay({ id }, { signal });
  if (json) return terminal.json(result);
  const { passages, verdict, support, documentsChanged, model, promptChanged } = result;
  terminal.line(`Entry ${id} of ${new Date(result.atMs).toISOString()}, asked again: ${result.same ? 'the same' : 'not the same'}.`);
  for (const [what, { then, now, same }] of [['Passages', passages], ['Verdict', verdict], ['Sentences', support]] as const) {
    terminal.line(`${what}: ${same ? 'the same' : `then ${String(then) || 'none'}, now ${String(now) || 'none'}`}`);
  }
  if (documentsChanged.length > 0) terminal.line(`Documents changed or gone since: ${documentsChanged.join(', ')}`);
  if (model.missing) terminal.line(`The model of then (${printable(model.then)}) is not here as it was: asked without it.`);
  if (promptChanged) terminal.line('What this program tells a model has changed since.');
}

function describeEntries(entries: number): string {
  return entries === 1 ? '1 entry' : `${number(entries)} entries`;
}
