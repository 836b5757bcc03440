import { execFile } from 'node:child_process';
import { readFile, readdir, realpath, stat, statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import { emptyWhenMissing } from '../shared/emptyWhenMissing.ts';
import type { DoctorCheck } from '../shared/schemas.ts';

const run = promisify(execFile);
const enoughBytes = 5e9;

/** Space and encryption of the disk that holds the profile. */
export async function diskChecks(folder: string): Promise<DoctorCheck[]> {
  return [await spaceCheck(folder), await encryptionCheck(folder)];
}

async function spaceCheck(folder: string): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const isEnough = free >= enoughBytes;
  return {
    name: 'free space', level: isEnough ? 'ok' : 'slow', finding: `${(free / 1e9).toFixed(1)} GB free where Carrel keeps its data (${folder})`,
    advice: isEnough ? null : 'Free some space: 5 GB leave room for models and the index of a large folder.',
  };
}

async function encryptionCheck(folder: string): Promise<DoctorCheck> {
  const isEncrypted = await isDiskEncrypted(folder).catch(() => null);
  const name = 'disk encryption';
  if (isEncrypted === true) return { name, level: 'ok', finding: 'The disk is encrypted.', advice: null };
  const advice = 'The library itself is encrypted, but without a passphrase its key lies beside it, and the index resists casual reading only. Turn on the system’s disk encryption.';
  return isEncrypted === false
    ? { name, level: 'slow', finding: 'The disk is not encrypted.', advice }
    : { name, level: 'slow', finding: 'Whether the disk is encrypted cannot be told here.', advice };
}

/** Null where the system does not say. */
async function isDiskEncrypted(folder: string): Promise<boolean | null> {
  switch (process.platform) {
    case 'linux': return await isLinuxDiskEncrypted(folder);
    case 'darwin': return /FileVault is On/.test((await run('fdesetup', ['status'])).stdout);
    default: return null;
  }
}

/** dm-crypt devices name themselves `CRYPT-…`; the device under the folder may rest on one (LVM on LUKS). */
async function isLinuxDiskEncrypted(folder: string): Promise<boolean | null> {
  const { dev } = await stat(await realpath(folder));
  const [major, minor] = [(dev >> 8) & 0xfff, (dev & 0xff) | ((dev >> 12) & 0xfff00)];
  if (major === 0) return null;
  return await restsOnCrypt(await realpath(`/sys/dev/block/${major}:${minor}`));
}

async function restsOnCrypt(device: string): Promise<boolean> {
  const uuid = await readFile(`${device}/dm/uuid`, 'utf8').catch(emptyWhenMissing);
  if (String(uuid).startsWith('CRYPT-')) return true;
  const below = await readdir(`${device}/slaves`).catch(emptyWhenMissing);
  for (const name of below) if (await restsOnCrypt(await realpath(`/sys/class/block/${name}`))) return true;
  return false;
}
