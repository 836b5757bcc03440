import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** A web page with its pictures in one file (MHTML). Errors: format-unsupported. */
export const readMhtml: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'web archive' });
};
