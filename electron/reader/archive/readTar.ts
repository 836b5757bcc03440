import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { AppError } from '../../shared/AppError.ts';
import { readAll, type Input } from '../Input.ts';
import { maxArchiveBytes, type PartBudget } from '../limits.ts';
import type { FormatReader, ReadContext } from '../ReadContext.ts';
import type { Outcome, ReadEvent } from '../../shared/readerContract.ts';
import { archiveLimits } from '../unzip.ts';
import { readMembers } from './readMembers.ts';
import { isTar, untar } from './untar.ts';

/** A tar archive; one that breaks off is read as far as it goes. Errors: file-too-large, file-damaged, limit-exceeded. */
export const readTar: FormatReader = async function* (input, context) {
  yield* membersOf(await wholeOf(input), input.path, context);
};

/** What gzip packed: one file, or a tar archive whose members are then read as if it were not packed. Errors: file-too-large, file-damaged, limit-exceeded. */
export const readGzip: FormatReader = async function* (input, context) {
  const packed = await wholeOf(input);
  const bytes = gunzip(packed, context.limits.parts);
  if (isTar(bytes)) yield* membersOf(bytes, input.path, context);
  else yield* readMembers([{ name: nameInside(input.path), bytes: () => bytes }], input.path, context);
};

async function* membersOf(bytes: Buffer, path: string, context: ReadContext): AsyncGenerator<ReadEvent> {
  const { members, isWhole } = untar(bytes);
  for await (const event of readMembers(members, path, context)) yield isWhole || event.type !== 'outcome' ? event : { type: 'outcome', outcome: brokenOff(event.outcome) };
}

/** How an archive ends that breaks off: what its members say counts where they say more. */
function brokenOff(outcome: Outcome): Outcome {
  const reason = { code: 'file-damaged' };
  if (outcome.state === 'indexed') return { state: 'indexed-partly', reason };
  return outcome.state === 'skipped' && outcome.reason?.code === 'no-text' ? { state: 'failed', reason } : outcome;
}

async function wholeOf(input: Input): Promise<Buffer> {
  if (input.sizeBytes > maxArchiveBytes) throw new AppError('file-too-large', { sizeBytes: input.sizeBytes });
  return await readAll(input);
}

function gunzip(packed: Buffer, budget: PartBudget | undefined): Buffer {
  const most = Math.min(archiveLimits.entryBytes, budget?.bytesLeft ?? Infinity, Math.max(archiveLimits.ratioFromBytes, packed.length * archiveLimits.ratio));
  try {
    const bytes = gunzipSync(packed, { maxOutputLength: Math.max(most, 1) });
    budget?.takeBytes(bytes.length);
    return bytes;
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE' ? 'limit-exceeded' : 'file-damaged', {}, { cause: error });
  }
}

/** `report.txt.gz` holds `report.txt`. */
function nameInside(path: string): string {
  const name = basename(path);
  return /^.+\.gz$/i.test(name) ? name.slice(0, -3) : name;
}
