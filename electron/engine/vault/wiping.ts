/** Wipes bytes when the work is over, however it ends. */
export async function wiping<T>(secrets: readonly (Uint8Array | undefined)[], work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    for (const secret of secrets) secret?.fill(0);
  }
}
