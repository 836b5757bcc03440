/**
 * A program with its arguments, started so that a crash of it or of what it starts leaves no image of memory on the disk, with all that was
 * decrypted in it. It keeps its process id. Windows makes no such image by itself.
 */
export function withoutCoreDumps(platform: string, program: string, args: readonly string[]): { readonly program: string; readonly args: string[] } {
  if (platform === 'win32') return { program, args: [...args] };
  return { program: '/bin/sh', args: ['-c', 'ulimit -c 0; exec "$0" "$@"', program, ...args] };
}
