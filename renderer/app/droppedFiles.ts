import { AppError } from '../../electron/shared/AppError.ts';
import type { Granted } from '../../electron/shared/granted.ts';

declare global {
  interface Window { readonly carrelFiles?: { grantFor(file: File): Promise<Granted | null> } }
}

/** What was dropped on the window, without what is no file or folder of this computer. To be called while the drop is handled. Errors: file-not-readable where nothing else was dropped. */
export async function droppedFiles(data: DataTransfer): Promise<readonly Granted[]> {
  const files = [...data.files];
  const granted = (await Promise.all(files.map((file) => window.carrelFiles?.grantFor(file) ?? null))).filter((one) => one !== null);
  const [first] = files;
  if (first !== undefined && granted.length === 0) throw new AppError('file-not-readable', { path: first.name, detail: 'no-file' });
  return granted;
}
