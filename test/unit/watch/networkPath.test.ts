import { describe, expect, it } from 'vitest';
import { isRemoteType, isUnc, mountTypeOf } from '../../../electron/engine/watch/networkPath.ts';

const mounts = [
  'overlay / overlay rw,relatime 0 0', 'nas:/export /mnt/nas nfs4 rw 0 0', '//server/share /mnt/my\\040share cifs rw 0 0',
  '/dev/sdb1 /media/stick fuseblk rw 0 0', 'user@host:/ /home/me/far fuse.sshfs rw 0 0', 'drvfs /mnt/c 9p rw 0 0',
  'tmpfs /mnt/nas/inside tmpfs rw 0 0',
].join('\n');

describe('isNetworkPath', () => {
  it.each([
    ['/home/me/docs', false], ['/mnt/nas/reports', true], ['/mnt/nas', true], ['/mnt/nasty', false], ['/mnt/my share/x', true], ['/media/stick/a', false],
    ['/home/me/far/away', true], ['/home/me/farther', false], ['/mnt/c/Users', true], ['/mnt/nas/inside/a', false],
  ])('%s: %s', (path, expected) => { expect(isRemoteType(mountTypeOf(path, mounts))).toBe(expected); });

  it.each([
    ['\\\\server\\share\\docs', true], ['\\\\?\\UNC\\server\\share', true], ['C:\\docs', false], ['\\\\?\\C:\\docs', false], ['\\\\.\\pipe\\x', false],
  ])('on Windows %s: %s', (path, expected) => { expect(isUnc(path)).toBe(expected); });
});
