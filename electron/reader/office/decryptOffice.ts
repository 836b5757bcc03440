import { AppError } from '../../shared/AppError.ts';
import { openCompound } from '../compound.ts';
import { inMemory, readAll, type Input } from '../Input.ts';
import { maxArchiveBytes } from '../limits.ts';
import { xmlText } from '../xml.ts';
import { decryptAgile } from './decryptAgile.ts';
import { decryptStandard } from './decryptStandard.ts';

/** Excel locks workbooks that are only to be protected from changes with this; whoever opens them is not asked. */
const unasked = 'VelvetSweatshop';

/**
 * The archive inside of an encrypted Office file (MS-OFFCRYPTO, agile and standard encryption), under the same name. Errors: password-needed (with
 * the detail that the password is wrong where one was given), file-too-large, file-damaged, limit-exceeded, format-unsupported for other ciphers.
 */
export async function decryptOffice(input: Input, password: string | null): Promise<Input> {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  const file = openCompound(await readAll(input));
  const info = file.read('EncryptionInfo');
  const content = file.read('EncryptedPackage');
  if (info === null || content === null || info.length < 12 || content.length < 8) throw new AppError('file-damaged');
  const archive = decrypted(info, content, password ?? unasked);
  if (archive === null) throw password === null ? new AppError('password-needed') : new AppError('password-needed', { why: 'wrong password' });
  if (archive.toString('latin1', 0, 2) !== 'PK') throw new AppError('file-damaged');
  return inMemory(input.path, archive);
}

/** Null where the password is wrong. The content begins with its length in eight bytes. */
function decrypted(info: Buffer, content: Buffer, password: string): Buffer | null {
  const isAgile = info.readUInt16LE(0) === 4 && info.readUInt16LE(2) === 4;
  const sizeBytes = Math.min(Number(content.readBigUInt64LE(0)), content.length - 8);
  try {
    const plain = isAgile ? decryptAgile(xmlText(info.subarray(8)), content.subarray(8), password) : decryptStandard(info, content.subarray(8), password);
    return plain?.subarray(0, sizeBytes) ?? null;
  } catch (error) {
    // Keys and lengths that do not fit their cipher.
    throw error instanceof AppError ? error : new AppError('file-damaged', {}, { cause: error });
  }
}
