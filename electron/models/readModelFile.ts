import { open, type FileHandle } from 'node:fs/promises';
import { AppError } from '../shared/AppError.ts';
import { HeaderProblem } from './BoundedReader.ts';

/** Opens a model's file to be checked, and closes it. Errors: `model-missing`; `model-damaged`, for whatever problem `read` throws. */
export async function readModelFile<Facts>(path: string, read: (file: FileHandle, size: number) => Promise<Facts>): Promise<Facts> {
  const file = await open(path, 'r').catch((cause: unknown) => {
    throw new AppError('model-missing', { path }, { cause });
  });
  try {
    const facts = await file.stat();
    if (!facts.isFile()) throw new HeaderProblem('it is no regular file');
    return await read(file, facts.size);
  } catch (error) {
    if (error instanceof HeaderProblem) throw new AppError('model-damaged', { path, detail: error.message }, { cause: error });
    throw error;
  } finally {
    await file.close();
  }
}
