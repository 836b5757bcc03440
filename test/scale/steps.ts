import * as z from 'zod';

/** What `buildPassages.ts` prints. Times are without making the passages and comparing them with the questions. */
export const Built = z.object({ seconds: z.number(), processorSeconds: z.number(), peakBytes: z.number(), realPassages: z.number() });
export type Built = z.infer<typeof Built>;
