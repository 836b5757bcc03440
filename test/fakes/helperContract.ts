import * as z from 'zod';
import { call, stream } from '../../electron/shared/operation.ts';

const Nothing = z.object({});
const Bytes = z.object({ bytes: z.instanceof(Uint8Array), floats: z.instanceof(Float32Array) });

/** What the fake helper can do: everything a real one does to its caller, good and bad. */
export const helperContract = {
  add: call(z.object({ a: z.number(), b: z.number().default(1) }), z.number()),
  echoBytes: call(Bytes, Bytes),
  pid: call(Nothing, z.int()),
  fail: call(z.object({ code: z.enum(['file-damaged', 'unknown-kind']) }), Nothing),
  lie: call(Nothing, z.string()),
  hang: call(Nothing, Nothing),
  /** How many `hang` and `count` have been cancelled. */
  cancelled: call(Nothing, z.int()),
  count: stream(z.object({ to: z.int(), failAt: z.int().optional() }), z.object({ n: z.int() })),
  /** How many events `count` has made so far, over all streams. */
  made: call(Nothing, z.int()),
  lieInStream: stream(Nothing, z.object({ n: z.int() })),
  allocate: call(z.object({ megabytes: z.int() }), Nothing),
  environment: call(Nothing, z.record(z.string(), z.string())),
  /** The error code each way of reaching out ends in, by its name. */
  reachOut: call(z.object({ socketPath: z.string(), port: z.int() }), z.record(z.string(), z.string())),
  exit: call(z.object({ code: z.int() }), Nothing),
} as const;
export type HelperContract = typeof helperContract;
