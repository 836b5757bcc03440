/** For `catch`: what is not there has nothing in it. Any other error is thrown again: "cannot be looked at" is not "empty". */
export function emptyWhenMissing(error: unknown): never[] {
  if (isMissing(error)) return [];
  throw error;
}

/** Nothing is there, as distinct from what is there and cannot be looked at. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
