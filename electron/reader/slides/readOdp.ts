import { AppError } from '../../shared/AppError.ts';
import type { ArchiveReader } from '../ReadContext.ts';

/** An OpenDocument presentation. Errors: format-unsupported. */
export const readOdp: ArchiveReader = () => {
  throw new AppError('format-unsupported', { format: 'OpenDocument presentation' });
};
