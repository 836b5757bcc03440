import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** A Word document of before 2007. Errors: format-unsupported. */
export const readDoc: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'Word 97-2003 document' });
};
