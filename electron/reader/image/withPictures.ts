import { AppError } from '../../shared/AppError.ts';
import type { ExtractedPage, Outcome, ReadEvent } from '../../shared/readerContract.ts';
import { inMemory } from '../Input.ts';
import type { ArchiveReader } from '../ReadContext.ts';
import type { ZipArchive } from '../unzip.ts';
import { mayHoldTextIn } from './pictureFacts.ts';
import { recognitionPending } from './recognitionPending.ts';

const media = /^(?:(?:word|ppt|xl)\/media|Pictures|media)\/[^/]+\.(?:png|jpe?g|bmp|webp|tiff?)$/i;
const mostPictures = 500;

/** Reads an office document and adds a page, without text as yet, for each picture in it that may hold some. */
export function withPictures(read: ArchiveReader): ArchiveReader {
  return async function* (archive, path, context) {
    const members = await picturesIn(archive);
    let pages = 0;
    let outcome: Outcome = { state: 'skipped', reason: { code: 'no-text' } };
    try {
      for await (const event of read(archive, path, context)) {
        if (event.type === 'outcome') {
          outcome = event.outcome;
          continue;
        }
        if (event.type === 'pages') pages = event.pages.at(-1)?.number ?? pages;
        yield event;
      }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'no-text') throw error;
    }
    const isReadable = outcome.state !== 'failed' && (outcome.state !== 'skipped' || outcome.reason?.code === 'no-text');
    const added = isReadable ? members.slice(0, Math.max(0, context.limits.maxPages - pages)).map((member, index): ExtractedPage => (
      { number: pages + index + 1, text: '', locator: { kind: 'picture', picture: index + 1 }, headings: [], tables: [], picture: { member } })) : [];
    if (added.length > 0) yield { type: 'pages', pages: added } satisfies ReadEvent;
    const isWhole = outcome.reason === null || outcome.reason.code === 'no-text';
    yield { type: 'outcome', outcome: added.length > 0 && isWhole ? recognitionPending(added.map(({ number }) => number)) : outcome };
  };
}

/** Each picture once, however often the document shows it, in the order of their names. */
async function picturesIn(archive: ZipArchive): Promise<string[]> {
  const names = archive.entries.map(({ name }) => name).filter((name) => media.test(name)).sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const found: string[] = [];
  for (const name of names) {
    if (found.length >= mostPictures) break;
    if (await isLarge(archive, name)) found.push(name);
  }
  return found;
}

async function isLarge(archive: ZipArchive, name: string): Promise<boolean> {
  try {
    const bytes = archive.read(name);
    return bytes !== null && await mayHoldTextIn(inMemory(name, bytes));
  } catch (error) {
    // Nor does one that cannot be unpacked.
    if (error instanceof AppError) return false;
    throw error;
  }
}
