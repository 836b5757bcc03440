import { AppError } from '../../shared/AppError.ts';
import type { ArchiveReader } from '../ReadContext.ts';

/** An OpenDocument spreadsheet. Errors: format-unsupported. */
export const readOds: ArchiveReader = () => {
  throw new AppError('format-unsupported', { format: 'OpenDocument spreadsheet' });
};
