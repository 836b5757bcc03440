import * as z from 'zod';
import { EmbedderSpec } from '../shared/modelsContract.ts';

/** What a worker is started with. */
export const WorkerSetup = z.object({ spec: EmbedderSpec, threads: z.int().min(1) });
export type WorkerSetup = z.infer<typeof WorkerSetup>;

/** Token numbers of one part, answered in order by one reply each; or the wish to end. */
export type WorkerRequest = readonly number[] | 'close';

export type WorkerReply =
  | { readonly type: 'ready' }
  | { readonly type: 'vector'; readonly vector: Float32Array<ArrayBuffer> }
  | { readonly type: 'problem'; readonly problem: string };
