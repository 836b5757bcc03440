import { stat } from 'node:fs/promises';
import { AppError } from '../shared/AppError.ts';

/** What tells that a file is still the one that was looked at: size, time, inode. Errors: `model-missing`. */
export async function fileMark({ id, modelPath }: { readonly id: string; readonly modelPath: string }): Promise<string> {
  const found = await stat(modelPath).catch((cause: unknown) => {
    throw new AppError('model-missing', { id, path: modelPath }, { cause });
  });
  return `${found.size} ${found.mtimeMs} ${found.ino}`;
}

/** Errors: `model-damaged` where the file is no longer the one of this mark: what was checked must be what was loaded. */
export async function requireMark(spec: { readonly id: string; readonly modelPath: string }, mark: string): Promise<void> {
  if (await fileMark(spec) !== mark) throw new AppError('model-damaged', { id: spec.id, detail: 'the file changed while it was loaded' });
}
