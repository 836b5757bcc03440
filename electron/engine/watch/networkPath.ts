import { readFile, realpath } from 'node:fs/promises';

/** File systems whose other users' changes nobody tells this machine of: across a network, or from a host to its guest. */
const remoteTypes = /^(?:nfs\d?|cifs|smb\d?|smbfs|9p|afs|ceph|glusterfs|lustre|beegfs|ncpfs|davfs|vboxsf|virtiofs|prl_fs|vmhgfs|fuse\..*|autofs)$/;
/** Disks of this machine that a program in user space reads. */
const localFuse = /^fuse\.(?:ntfs-3g|exfat|ext2|apfs|lowntfs-3g|encfs|gocryptfs|cryfs|vmware-vmblock|fuse-overlayfs)$/;

/**
 * Whether a folder lies on another machine: changes there must be looked for, and looking must not be often. On Linux by the table of
 * mounts, on Windows by its true path (a mapped drive's begins with two backslashes); elsewhere it is not known, and false.
 */
export async function isNetworkPath(path: string): Promise<boolean> {
  if (process.platform === 'win32') return isUnc(await realpath(path).catch(() => path));
  if (process.platform !== 'linux') return false;
  const mounts = await readFile('/proc/self/mounts', 'utf8').catch(() => '');
  // First as it is written: a link is only followed from where following cannot hang.
  if (isRemoteType(mountTypeOf(path, mounts))) return true;
  return isRemoteType(mountTypeOf(await realpath(path).catch(() => path), mounts));
}

/** The type of the file system at a path; empty where the table has none around it. @see proc_pid_mounts(5) */
export function mountTypeOf(path: string, mounts: string): string {
  let best = { length: -1, type: '' };
  for (const line of mounts.split('\n')) {
    const [, place, type] = line.split(' ');
    if (place === undefined || type === undefined) continue;
    // Blanks and the like are written as three octal digits.
    const folder = place.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const isAround = folder === '/' || path === folder || path.startsWith(`${folder}/`);
    // Of two on the same place the later one is seen.
    if (isAround && folder.length >= best.length) best = { length: folder.length, type };
  }
  return best.type;
}

export function isRemoteType(type: string): boolean {
  return remoteTypes.test(type) && !localFuse.test(type);
}

/** `\\server\share`, but not `\\?\C:\` or `\\.\`, which are this machine's. */
export function isUnc(path: string): boolean {
  return /^\\\\(?:[^\\?.]|\?\\UNC\\)/i.test(path);
}
