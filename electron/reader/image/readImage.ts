import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** A picture. Errors: format-unsupported. */
export const readImage: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'picture' });
};
