import { createEngine } from '../../electron/engine/Engine.ts';
import { engineContract } from '../../electron/shared/engineContract.ts';
import { serveParent } from '../../electron/shared/rpc/serveParent.ts';

/** The engine's process with `fakeModels.ts` for its models process; the profile is the only argument. */
const { handlers } = await createEngine({ profile: process.argv[2] ?? '', calledAs: 'scale', modelsProgram: new URL('fakeModels.ts', import.meta.url) });
serveParent(engineContract, handlers, process);
