import { AppError } from '../../shared/AppError.ts';
import type { ArchiveReader } from '../ReadContext.ts';

/** A zip archive, member by member. Errors: format-unsupported. */
export const readZip: ArchiveReader = () => {
  throw new AppError('format-unsupported', { format: 'zip archive' });
};
