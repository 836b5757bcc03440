import { AppError } from '../../shared/AppError.ts';
import type { ArchiveReader } from '../ReadContext.ts';

/** An Excel workbook (XLSX, XLSM). Errors: format-unsupported. */
export const readXlsx: ArchiveReader = () => {
  throw new AppError('format-unsupported', { format: 'Excel workbook' });
};
