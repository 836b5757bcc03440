import { resolve } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import type { ModelInfo } from '../../shared/schemas.ts';
import type { Command, CommandContext } from '../Command.ts';
import { describeBytes } from '../describeActivity.ts';
import { printable } from '../../shared/printable.ts';
import type { Terminal } from '../Terminal.ts';

export const manageModels: Command = {
  name: 'models',
  usage: 'models [list|verify|import FILE|use ID|drop ID]',
  summary: 'The models on this machine; check, import or choose one',
  help: [
    'list           what is known and what is here (also without a word)',
    'verify         hash every model file again',
    'import FILE    copy a model file (a chat model as .gguf) into the model folder after checking it',
    'use ID         answer with this chat model, search by meaning with this embedder, order passages or check sentences with a model for that',
    'drop ID        go on without a model that orders passages or checks sentences',
    '--trial        of an embedder: build its vectors, but go on with the one in use; “carrel eval FILE --embedder ID” checks it, “models use ID” takes it',
  ],
  options: { trial: { type: 'boolean' } },
  arity: { min: 0, max: 2 },
  needsLibrary: false,
  async run({ positionals: [action = 'list', what], values }, context) {
    const needed = action === 'import' ? 'FILE' : action === 'use' || action === 'drop' ? 'ID' : null;
    if (needed === null ? what !== undefined : what === undefined) {
      throw new AppError('input-invalid', { problem: needed === null ? `“models ${action}” takes nothing more` : `“models ${action}” needs ${needed}` });
    }
    switch (action) {
      case 'list': return list(context);
      case 'verify': return verify(context);
      case 'import': return importFile(resolve(what ?? ''), context);
      case 'use': return use({ id: what ?? '', onTrial: values['trial'] === true }, context);
      case 'drop': return drop(what ?? '', context);
      default: throw new AppError('input-invalid', { problem: `there is no “models ${action}”` });
    }
  },
};

async function list({ engine, terminal, json, signal }: CommandContext): Promise<void> {
  const models = await engine.models({}, { signal });
  if (json) return terminal.json(models);
  for (const model of models) printModel(model, terminal);
  if (!models.some(({ state }) => state === 'ready')) terminal.log('No model is here. Bring one with “carrel models import FILE”, or name a folder of models in CARREL_MODELS.');
}

async function verify({ engine, terminal, json, signal }: CommandContext): Promise<void> {
  const checked: ModelInfo[] = [];
  for await (const model of engine.verifyModels({}, { signal })) {
    checked.push(model);
    if (!json) printModel(model, terminal);
  }
  if (json) terminal.json(checked);
  const damaged = checked.filter(({ state }) => state === 'damaged');
  if (damaged.length > 0) throw new AppError('model-damaged', { id: damaged.map(({ id }) => id).join(', ') });
}

async function importFile(path: string, { engine, terminal, json, signal }: CommandContext): Promise<void> {
  for await (const { done, total, model } of engine.importModel({ path }, { signal })) {
    if (model === null) {
      terminal.progress(`Copying ${describeBytes(done)} of ${describeBytes(total)}`);
      continue;
    }
    if (json) return terminal.json(model);
    printModel(model, terminal);
    terminal.line(`Choose it with “carrel models use ${model.id}”.`);
    return;
  }
  throw new AppError('output-invalid', { operation: 'importModel', problem: 'no model' });
}

async function use(choice: { readonly id: string; readonly onTrial: boolean }, { engine, terminal, json, signal }: CommandContext): Promise<void> {
  const model = await engine.useModel(choice, { signal });
  if (json) return terminal.json(model);
  terminal.line(model.role === 'reranker' ? `What is found is now put in order by ${printable(model.name)}.`
    : model.role === 'entailment' ? `Written sentences are now also checked by ${printable(model.name)}.`
    : model.role === 'chat'
    ? `Answers now come from ${printable(model.name)}${model.answerMode === 'quotes' ? ', as quotes' : ''}.`
    : model.inUse ? `Meaning search goes on with ${printable(model.name)}.`
      : choice.onTrial ? `The vectors of ${printable(model.name)} are built beside those in use, which stay: “carrel status”.`
        : `Meaning search changes over to ${printable(model.name)} once its vectors are built: “carrel status”.`);
  if (model.warning !== null) terminal.log(printable(model.warning));
}

async function drop(id: string, { engine, terminal, json, signal }: CommandContext): Promise<void> {
  const model = await engine.dropModel({ id }, { signal });
  if (json) return terminal.json(model);
  terminal.line(`${printable(model.name)} is no longer used.`);
}

const does = { chat: 'answers', embedding: 'meaning search', reranker: 'order of what is found', entailment: 'checking of sentences' } as const;
const fits = { 'fits': 'fits this machine', 'slow': 'may be slow here', 'too-large': 'too large for the memory of this machine' } as const;

function printModel({ id, name, role, state, inUse, sizeBytes, licence, licenceNote, warning, fit, tokensPerSecond }: ModelInfo, terminal: Terminal): void {
  const mark = inUse ? '*' : ' ';
  terminal.line(`${mark} ${terminal.style('bold', id)}  ${printable(name)}: ${does[role]}, ${describeBytes(sizeBytes)}, ${state === 'ready' ? 'here' : state}${fit === undefined ? '' : `, ${fits[fit]}`}${typeof tokensPerSecond === 'number' ? `, ${tokensPerSecond.toFixed(1)} tokens/s measured` : ''}`);
  terminal.line(`    licence: ${printable(licence)}${licenceNote === '' ? '' : ` (${printable(licenceNote)})`}`);
  if (warning !== null) terminal.line(terminal.style('yellow', `    ${printable(warning)}`));
}
