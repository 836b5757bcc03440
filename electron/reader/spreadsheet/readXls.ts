import { AppError } from '../../shared/AppError.ts';
import type { FormatReader } from '../ReadContext.ts';

/** An Excel workbook of before 2007. Errors: format-unsupported. */
export const readXls: FormatReader = () => {
  throw new AppError('format-unsupported', { format: 'Excel 97-2003 workbook' });
};
