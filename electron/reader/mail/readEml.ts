import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** A mail as it was sent (EML). Errors: format-unsupported. */
export const readEml: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'e-mail' });
};
