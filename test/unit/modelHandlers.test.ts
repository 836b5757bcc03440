import { describe, expect, it } from 'vitest';
import { modelHandlers } from '../../electron/engine/handlers/modelHandlers.ts';
import type { Libraries } from '../../electron/engine/Libraries.ts';
import type { ModelFiles } from '../../electron/models/ModelFiles.ts';
import type { ModelInfo, ModelState } from '../../electron/shared/schemas.ts';
import type { Handlers } from '../../electron/shared/operation.ts';
import type { EngineContract } from '../../electron/shared/engineContract.ts';

const facts = { state: 'ready', inUse: false, listed: true, licence: 'MIT', licenceNote: '', sizeBytes: 1, sha256: null, answerMode: null, warning: null } as const;
const known: readonly ModelInfo[] = [
  { ...facts, id: 'order', name: 'Order', role: 'reranker' }, { ...facts, id: 'other-order', name: 'Other order', role: 'reranker' },
  { ...facts, id: 'check', name: 'Check', role: 'entailment' }, { ...facts, id: 'vectors', name: 'Vectors', role: 'embedding' }, { ...facts, id: 'away', name: 'Away', role: 'entailment', state: 'missing' },
];

function open(): { readonly handlers: Pick<Handlers<EngineContract>, 'models' | 'useModel' | 'dropModel'>; readonly unloaded: string[]; fail(id: string): void } {
  const settings = new Map<string, unknown>([['embedder', 'vectors'], ['chatModel', null], ['reranker', null], ['entailment', null]]);
  const failed = new Map<string, ModelState>();
  const unloaded: string[] = [];
  const opened = {
    library: { settings: { get: (key: string) => settings.get(key), set: (key: string, value: unknown) => { settings.set(key, value); } } },
    models: { stateOf: (_role: string, id: string) => failed.get(id) ?? null, client: { unloadCrossEncoder: ({ id }: { readonly id: string }) => { unloaded.push(id); return Promise.resolve({}); } } },
  };
  const libraries = { opened, current: () => opened, changes: { tell: () => undefined } } as unknown as Libraries;
  const files = { list: () => Promise.resolve(known), checkAllowed: () => undefined, crossEncoderSpec: (id: string) => (id === 'away' ? null : { id }), defaultChat: () => 'starter' } as unknown as ModelFiles;
  return { handlers: modelHandlers(libraries, files, { of: () => null }, ''), unloaded, fail: (id) => { failed.set(id, { id, state: 'failed', message: 'damaged' }); } };
}
const call = { signal: new AbortController().signal };
const inUse = async ({ handlers }: ReturnType<typeof open>): Promise<readonly string[]> => (await handlers.models({}, call)).filter((model) => model.inUse).map(({ id }) => id);

describe('models nobody needs', () => {
  it('are used once chosen, one of a kind, beside those that are needed', async () => {
    const engine = open();
    expect(await inUse(engine)).toEqual(['vectors']);
    expect(await engine.handlers.useModel({ id: 'order', onTrial: false }, call)).toMatchObject({ inUse: true });
    await engine.handlers.useModel({ id: 'check', onTrial: false }, call);
    expect(await inUse(engine)).toEqual(['order', 'check', 'vectors']);
    await engine.handlers.useModel({ id: 'other-order', onTrial: false }, call);
    expect(await inUse(engine)).toEqual(['other-order', 'check', 'vectors']);
  });

  it('can be done without again, and give back their memory; those that are needed cannot', async () => {
    const engine = open();
    await engine.handlers.useModel({ id: 'order', onTrial: false }, call);
    expect(await engine.handlers.dropModel({ id: 'order' }, call)).toMatchObject({ inUse: false });
    expect([await inUse(engine), engine.unloaded]).toEqual([['vectors'], ['order']]);
    await expect(Promise.resolve(engine.handlers.dropModel({ id: 'vectors' }, call))).rejects.toMatchObject({ code: 'model-wrong-kind' });
    await expect(Promise.resolve(engine.handlers.dropModel({ id: 'nobody' }, call))).rejects.toMatchObject({ code: 'model-unknown' });
  });

  it('are refused where their files are not here, and say so where they could not be loaded', async () => {
    const engine = open();
    await expect(Promise.resolve(engine.handlers.useModel({ id: 'away', onTrial: false }, call))).rejects.toMatchObject({ code: 'model-missing' });
    await engine.handlers.useModel({ id: 'order', onTrial: false }, call);
    engine.fail('order');
    expect((await engine.handlers.models({}, call)).map(({ warning }) => warning)).toEqual(['It could not be loaded; answers are made without it.', null, null, null, null]);
  });
});
