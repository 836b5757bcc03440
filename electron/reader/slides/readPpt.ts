import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** A PowerPoint presentation of before 2007. Errors: format-unsupported. */
export const readPpt: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'PowerPoint 97-2003 presentation' });
};
