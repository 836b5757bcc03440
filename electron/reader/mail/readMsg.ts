import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** A mail of Outlook (MSG). Errors: format-unsupported. */
export const readMsg: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'Outlook message' });
};
