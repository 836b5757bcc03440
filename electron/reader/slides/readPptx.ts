import { AppError } from '../../shared/AppError.ts';
import type { ArchiveReader } from '../ReadContext.ts';

/** A PowerPoint presentation. Errors: format-unsupported. */
export const readPptx: ArchiveReader = () => {
  throw new AppError('format-unsupported', { format: 'PowerPoint presentation' });
};
