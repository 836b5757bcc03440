import { argon2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import * as z from 'zod';

/**
 * How much work one try of a passphrase costs (argon2id, RFC 9106): memory in KiB, passes over it, lanes. The bounds refuse a
 * descriptor whose cost was lowered, or raised to stop the program; the lower ones are OWASP's minimum.
 */
export const PassphraseCost = z.strictObject({
  memoryKiB: z.int().min(19_456).max(4_194_304), passes: z.int().min(2).max(100), lanes: z.int().min(1).max(16),
});
export type PassphraseCost = z.infer<typeof PassphraseCost>;

/** The least a new passphrase gets on any machine. */
const usualCost: PassphraseCost = { memoryKiB: 65_536, passes: 3, lanes: 1 };
/** A fast machine raises the passes until one try takes at least this long; a pass more is at most a second. */
const targetMs = 550;
const maxPasses = 40;

const runArgon2 = promisify(argon2);

/** The key that wraps the data key: 32 bytes. `passphrase`: UTF-8 bytes, not changed. */
export async function derivePassphraseKey(passphrase: Uint8Array, salt: Uint8Array, cost: PassphraseCost): Promise<Buffer> {
  return runArgon2('argon2id', {
    message: passphrase, nonce: salt, memory: cost.memoryKiB, passes: cost.passes, parallelism: cost.lanes, tagLength: 32,
  });
}

/** The cost a new passphrase gets on this machine. */
export async function measurePassphraseCost(): Promise<PassphraseCost> {
  const start = performance.now();
  await derivePassphraseKey(randomBytes(16), randomBytes(16), usualCost);
  const msPerPass = (performance.now() - start) / usualCost.passes;
  return { ...usualCost, passes: passesFor(msPerPass) };
}

/** How many passes one try takes where each takes so long, ms: half a second to a second in all, on a slow machine longer. */
export function passesFor(msPerPass: number): number {
  return Math.min(maxPasses, Math.max(usualCost.passes, Math.ceil(targetMs / msPerPass)));
}
