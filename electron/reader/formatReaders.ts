import { AppError } from '../shared/AppError.ts';
import { readGzip, readTar } from './archive/readTar.ts';
import { readZip } from './archive/readZip.ts';
import type { DetectedFormat } from './detectFormat.ts';
import { readDocx } from './docx/readDocx.ts';
import { readImage } from './image/readImage.ts';
import { withPictures } from './image/withPictures.ts';
import { readAll } from './Input.ts';
import { maxArchiveBytes } from './limits.ts';
import { readEml } from './mail/readEml.ts';
import { readMbox } from './mail/readMbox.ts';
import { readMhtml } from './mail/readMhtml.ts';
import { readMsg } from './mail/readMsg.ts';
import { readDoc } from './office/readDoc.ts';
import { readEpub } from './office/readEpub.ts';
import { readOdt } from './office/readOdt.ts';
import { readRtf } from './office/readRtf.ts';
import { readPdf } from './pdf/readPdf.ts';
import type { ArchiveReader, FormatReader } from './ReadContext.ts';
import { readOdp } from './slides/readOdp.ts';
import { readPpt } from './slides/readPpt.ts';
import { readPptx } from './slides/readPptx.ts';
import { readOds } from './spreadsheet/readOds.ts';
import { readXls } from './spreadsheet/readXls.ts';
import { readXlsx } from './spreadsheet/readXlsx.ts';
import { ZipArchive } from './unzip.ts';
import { zipFormat, type ArchiveFormat } from './zipFormat.ts';

const archiveReaders: Readonly<Record<Exclude<ArchiveFormat['kind'], 'other'>, ArchiveReader>> = {
  docx: withPictures(readDocx), xlsx: withPictures(readXlsx), pptx: withPictures(readPptx), odt: withPictures(readOdt), ods: withPictures(readOds), odp: withPictures(readOdp), epub: readEpub, archive: readZip,
};

/** Office files of today are zip archives and told apart by their members. Errors: file-too-large, file-damaged, format-unsupported. */
const readArchive: FormatReader = async function* (input, context) {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const archive = new ZipArchive(await readAll(input), context.limits.parts, context.password);
  const format = zipFormat(archive);
  if (format.kind === 'other') throw new AppError('format-unsupported', { format: format.name });
  yield* archiveReaders[format.kind](archive, input.path, context);
};

/** Who reads what. Text of all kinds is told apart once it is decoded (`readDocument`). */
export const formatReaders: Readonly<Record<Exclude<DetectedFormat['kind'], 'text' | 'empty' | 'encrypted' | 'other'>, FormatReader>> = {
  pdf: readPdf, zip: readArchive, rtf: readRtf, doc: readDoc, xls: readXls, ppt: readPpt, msg: readMsg, eml: readEml, mbox: readMbox, mhtml: readMhtml, image: readImage, gzip: readGzip, tar: readTar,
};
