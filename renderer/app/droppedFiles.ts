import type { Granted } from '../../electron/shared/granted.ts';

declare global {
  interface Window { readonly carrelFiles?: { grantFor(file: File): Promise<Granted | null> } }
}

/** What was dropped on the window; empty for anything that is no file or folder of this computer. To be called while the drop is handled. */
export async function droppedFiles(data: DataTransfer): Promise<readonly Granted[]> {
  const granted = await Promise.all([...data.files].map((file) => window.carrelFiles?.grantFor(file) ?? null));
  return granted.filter((one) => one !== null);
}
