import { readFileSync } from 'node:fs';
import { AppError } from '../shared/AppError.ts';

/** The lines of a file descriptor that hold anything: what must not stand in arguments or in the environment. Errors: input-invalid. */
export function readLines(fd: number): string[] {
  try {
    return readFileSync(fd, 'utf8').split(/\r?\n/).filter((line) => line !== '');
  } catch (cause) {
    throw new AppError('input-invalid', { problem: `cannot read from file descriptor ${fd}` }, { cause });
  }
}
