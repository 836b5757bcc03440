import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** A mailbox (MBOX). Errors: format-unsupported. */
export const readMbox: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'mailbox' });
};
