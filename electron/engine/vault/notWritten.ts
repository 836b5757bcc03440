import { AppError } from '../../shared/AppError.ts';

/** The error for what kept a file from being written: disk-full, or file-not-writable. */
export function notWritten(cause: unknown, path: string): AppError {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return new AppError(code === 'ENOSPC' || code === 'EDQUOT' ? 'disk-full' : 'file-not-writable', { path, ...(code === 'EEXIST' ? { detail: 'there is one of this name' } : {}) }, { cause });
}
