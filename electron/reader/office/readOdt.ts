import { AppError } from '../../shared/AppError.ts';
import type { ArchiveReader } from '../ReadContext.ts';

/** An OpenDocument text. Errors: format-unsupported. */
export const readOdt: ArchiveReader = () => {
  throw new AppError('format-unsupported', { format: 'OpenDocument text' });
};
