import { createCipheriv, createDecipheriv, createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';
import { AppError } from '../../shared/AppError.ts';
import { deriveKey } from './deriveKey.ts';
import { PassphraseCost, derivePassphraseKey } from './passphraseKey.ts';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

/** The data key, AES-256-GCM under a key derived from another of 32 random bytes. */
const KeyWrap = z.strictObject({ nonce: hex(12), wrapped: hex(48) });
export type KeyWrap = z.infer<typeof KeyWrap>;

/** Keys that open a locked library beside its passphrase: the one that is printed, and the one that a key store of the system keeps. */
export const otherKeys = { recovery: 'recovery-key-wrong', keyStore: 'kept-key-wrong' } as const;
export type OtherKey = keyof typeof otherKeys;

const Protection = z.discriminatedUnion('kind', [
  /** The data key lies in a file beside: not locked. */
  z.strictObject({ kind: z.literal('file') }),
  /** The data key, AES-256-GCM under the passphrase's key; everything else in the descriptor is authenticated with it. */
  z.strictObject({ kind: z.literal('passphrase'), cost: PassphraseCost, salt: hex(16), nonce: hex(12), wrapped: hex(48), recovery: KeyWrap.optional(), keyStore: KeyWrap.optional() }),
]);
type Protection = z.infer<typeof Protection>;

const Facts = z.strictObject({ format: z.literal(1), id: z.string().min(1), name: z.string().min(1), createdMs: z.int() });
export type VaultFacts = z.infer<typeof Facts>;

/** `mac` binds all of it to the data key; `checksum` tells damage from a wrong passphrase before any key is known. */
const Descriptor = Facts.extend({ protection: Protection, mac: hex(32), checksum: hex(32) });
export type Descriptor = z.infer<typeof Descriptor>;

/** Describes a data key kept in a file. */
export function describeOpenKey(facts: VaultFacts, dataKey: Uint8Array): Descriptor {
  return seal(facts, { kind: 'file' }, dataKey);
}

/** Describes a data key wrapped by a passphrase, and by other keys where there are any. */
export async function describeWrappedKey(
  facts: VaultFacts, dataKey: Uint8Array, { passphrase, cost, recovery }: { readonly passphrase: Uint8Array; readonly cost: PassphraseCost; readonly recovery?: KeyWrap | undefined },
): Promise<Descriptor> {
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const key = await derivePassphraseKey(passphrase, salt, PassphraseCost.parse(cost));
  try {
    const wrapped = encrypt(dataKey, key, nonce, wrapContext(facts, cost, salt.toString('hex')));
    const protection: Protection = { kind: 'passphrase', cost, salt: salt.toString('hex'), nonce: nonce.toString('hex'), wrapped: wrapped.toString('hex') };
    return seal(facts, recovery === undefined ? protection : { ...protection, recovery }, dataKey);
  } finally {
    key.fill(0);
  }
}

/** Opens a wrapped data key. Errors: passphrase-wrong. */
export async function unwrapKey(descriptor: Descriptor, passphrase: Uint8Array): Promise<Buffer> {
  const { protection } = descriptor;
  if (protection.kind !== 'passphrase') throw new AppError('internal', { message: 'this data key is not wrapped' });
  const key = await derivePassphraseKey(passphrase, Buffer.from(protection.salt, 'hex'), protection.cost);
  try {
    return decrypt(protection, key, wrapContext(descriptor, protection.cost, protection.salt));
  } catch (error) {
    throw new AppError('passphrase-wrong', {}, { cause: error });
  } finally {
    key.fill(0);
  }
}

/** The same descriptor, opened by the key a key store keeps as well; null: by none any more. `dataKey`: the one that made it. */
export function describeKeptKey(descriptor: Descriptor, dataKey: Uint8Array, keyStore: KeyWrap | null): Descriptor {
  const { protection } = descriptor;
  if (protection.kind !== 'passphrase') throw new AppError('passphrase-missing');
  const { keyStore: _before, ...rest } = protection;
  return seal(descriptor, keyStore === null ? rest : { ...rest, keyStore }, dataKey);
}

/** Wraps a data key for another key of 32 random bytes, which needs no stretching. */
export function wrapFor(which: OtherKey, facts: VaultFacts, dataKey: Uint8Array, otherKey: Uint8Array): KeyWrap {
  const key = deriveKey(otherKey, purposes[which]);
  const nonce = randomBytes(12);
  try {
    return { nonce: nonce.toString('hex'), wrapped: encrypt(dataKey, key, nonce, otherContext(which, facts)).toString('hex') };
  } finally {
    key.fill(0);
  }
}

/** Opens a data key with another key. Errors: recovery-key-wrong, kept-key-wrong, also where there is none for this library. */
export function unwrapWith(which: OtherKey, descriptor: Descriptor, otherKey: Uint8Array): Buffer {
  const { protection } = descriptor;
  const wrap = protection.kind === 'passphrase' ? protection[which] : undefined;
  if (wrap === undefined) throw new AppError(otherKeys[which], { detail: 'this library has none' });
  const key = deriveKey(otherKey, purposes[which]);
  try {
    return decrypt(wrap, key, otherContext(which, descriptor));
  } catch (error) {
    throw new AppError(otherKeys[which], {}, { cause: error });
  } finally {
    key.fill(0);
  }
}

/** Whether this data key made the descriptor. */
export function isMadeBy(descriptor: Descriptor, dataKey: Uint8Array): boolean {
  return timingSafeEqual(Buffer.from(descriptor.mac, 'hex'), makeMac(descriptor, descriptor.protection, dataKey));
}

/** Reads a descriptor's text. Errors: vault-damaged, also for passphrase costs outside their bounds. */
export function parseDescriptor(text: string, path: string): Descriptor {
  let parsed: Descriptor;
  try {
    parsed = Descriptor.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError('vault-damaged', { path }, { cause: error });
  }
  if (parsed.checksum !== makeChecksum(parsed, parsed.protection, parsed.mac)) throw new AppError('vault-damaged', { path });
  return parsed;
}

function seal(facts: VaultFacts, protection: Protection, dataKey: Uint8Array): Descriptor {
  const mac = makeMac(facts, protection, dataKey).toString('hex');
  return { ...factsOf(facts), protection, mac, checksum: makeChecksum(facts, protection, mac) };
}

function makeMac(facts: VaultFacts, protection: Protection, dataKey: Uint8Array): Buffer {
  const key = deriveKey(dataKey, 'descriptor');
  try {
    return createHmac('sha256', key).update(JSON.stringify([factsOf(facts), listOf(protection)])).digest();
  } finally {
    key.fill(0);
  }
}

function makeChecksum(facts: VaultFacts, protection: Protection, mac: string): string {
  return hash('sha256', JSON.stringify([factsOf(facts), listOf(protection), mac]));
}

/** The data key encrypted (32 bytes), then the tag (16). */
function encrypt(dataKey: Uint8Array, key: Uint8Array, nonce: Uint8Array, context: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(context));
  return Buffer.concat([cipher.update(dataKey), cipher.final(), cipher.getAuthTag()]);
}

function decrypt({ nonce, wrapped }: KeyWrap, key: Uint8Array, context: string): Buffer {
  const bytes = Buffer.from(wrapped, 'hex');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'hex'));
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(bytes.subarray(32));
  return Buffer.concat([decipher.update(bytes.subarray(0, 32)), decipher.final()]);
}

const purposes = { recovery: 'recovery', keyStore: 'key-store' } as const;

/** Not of the passphrase: the printed key stays good when that changes. */
function otherContext(which: OtherKey, facts: VaultFacts): string {
  return JSON.stringify([factsOf(facts), purposes[which]]);
}

function wrapContext(facts: VaultFacts, cost: PassphraseCost, salt: string): string {
  return JSON.stringify([factsOf(facts), cost.memoryKiB, cost.passes, cost.lanes, salt]);
}

/** In a fixed order, whatever order the file has them in. */
function factsOf({ format, id, name, createdMs }: VaultFacts): VaultFacts {
  return { format, id, name, createdMs };
}

function listOf(protection: Protection): readonly unknown[] {
  if (protection.kind === 'file') return [protection.kind];
  const { kind, cost, salt, nonce, wrapped, recovery, keyStore } = protection;
  return [kind, cost.memoryKiB, cost.passes, cost.lanes, salt, nonce, wrapped, ...(recovery === undefined ? [] : [recovery.nonce, recovery.wrapped]), ...(keyStore === undefined ? [] : ['key-store', keyStore.nonce, keyStore.wrapped])];
}
