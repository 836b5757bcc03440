import { AppError } from '../../shared/AppError.ts';
import type { ArchiveReader } from '../ReadContext.ts';

/** An EPUB book. Errors: format-unsupported. */
export const readEpub: ArchiveReader = () => {
  throw new AppError('format-unsupported', { format: 'EPUB book' });
};
