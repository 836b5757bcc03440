import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** A text in Rich Text Format. Errors: format-unsupported. */
export const readRtf: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'Rich Text (RTF)' });
};
