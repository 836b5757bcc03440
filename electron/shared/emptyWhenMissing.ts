/** For `catch`: what is not there has nothing in it. Any other error is thrown again: "cannot be looked at" is not "empty". */
export function emptyWhenMissing(error: unknown): never[] {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
  throw error;
}
