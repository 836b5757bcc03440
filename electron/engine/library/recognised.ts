import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { ocrVersion, type RecognisedPage, type RecognisedWord } from '../../shared/ocrContract.ts';
import type { ExtractedPage } from '../../shared/readerContract.ts';
import type { Connection } from './Connection.ts';
import { parseLocator } from './pages.ts';

export type Recognised = ReturnType<typeof createRecognised>;

/** A page of what is live whose picture is still to be recognised. */
export type PictureToRecognise = { readonly contentId: number; readonly sha256: string; readonly page: number; readonly locator: ExtractedPage['locator'] } & NonNullable<ExtractedPage['picture']>;

/** What was recognised on a page; `failure` is the code of what went wrong where nothing could be. */
export type RecognisedText = { readonly text: string; readonly language: string; readonly failure: string | null };
export type RecognisedBoxes = Pick<RecognisedPage, 'text' | 'words' | 'width' | 'height'>;

/**
 * Text recognised in pictures, by the bytes of the document and the number of the page. Documents are read without it first and with it
 * again once there is enough of it (`putBack`).
 */
export function createRecognised(connection: Connection) {
  const pending = `
    FROM pages g JOIN revisions r ON r.id = g.revision_id JOIN contents c ON c.live_revision = r.id
    LEFT JOIN recognised k ON k.sha256 = c.sha256 AND k.page = g.number
    WHERE g.picture IS NOT NULL AND g.recognised = 0 AND c.removed = 0`;
  const next = connection.prepare<[number], { contentId: number; sha256: string; page: number; locator: string; picture: string }>(`
    SELECT c.id AS contentId, c.sha256, g.number AS page, g.locator, g.picture ${pending} AND k.sha256 IS NULL ORDER BY g.revision_id, g.number LIMIT ?`);
  const counts = connection.prepare<[], { waiting: number; unused: number }>(`SELECT count(*) - count(k.sha256) AS waiting, count(k.sha256) AS unused ${pending}`);
  const ofContent = connection.prepare<[number], { waiting: number; unused: number }>(`SELECT count(*) - count(k.sha256) AS waiting, count(k.sha256) AS unused ${pending} AND c.id = ?`);
  const complete = connection.prepare<[], { contentId: number }>(`SELECT c.id AS contentId ${pending} GROUP BY c.id HAVING count(*) = count(k.sha256)`);
  const insert = connection.prepare<[string, number, number, string, Uint8Array, number, number, number, string, string | null]>(`
    INSERT INTO recognised (sha256, page, ocr_version, text, words, width, height, confidence, language, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (sha256, page) DO UPDATE SET ocr_version = excluded.ocr_version, text = excluded.text, words = excluded.words, width = excluded.width,
      height = excluded.height, confidence = excluded.confidence, language = excluded.language, failure = excluded.failure`);
  const one = connection.prepare<[string, number], { text: string; language: string; failure: string | null }>('SELECT text, language, failure FROM recognised WHERE sha256 = ? AND page = ?');
  const boxes = connection.prepare<[number, number], { text: string; words: Uint8Array; width: number; height: number }>(`
    SELECT k.text, k.words, k.width, k.height FROM contents c JOIN pages g ON g.revision_id = c.live_revision JOIN recognised k ON k.sha256 = c.sha256 AND k.page = g.number
    WHERE c.id = ? AND g.number = ? AND g.recognised = 1 AND k.failure IS NULL`);
  const putBack = connection.prepare<[number]>(`UPDATE locations SET state = 'waiting' WHERE content_id = ? AND missing = 0 AND state NOT IN ('waiting', 'reading')`);
  const forgetOutdated = connection.prepare<[number]>('DELETE FROM recognised WHERE ocr_version < ?');
  const redo = connection.prepare<[]>(`
    UPDATE pages SET recognised = 0 WHERE picture IS NOT NULL AND recognised = 1 AND NOT EXISTS (
      SELECT 1 FROM revisions r JOIN contents c ON c.id = r.content_id JOIN recognised k ON k.sha256 = c.sha256 WHERE r.id = pages.revision_id AND k.page = pages.number)`);
  const store = (sha256: string, page: number, { text, words, width, height, meanConfidence, language }: Omit<RecognisedPage, 'rotation'>, failure: string | null): void => {
    insert.run(sha256, page, ocrVersion, text.toWellFormed(), packWords(words), width, height, meanConfidence, language, failure);
  };

  return {
    /** Pages to recognise, documents that came first first. */
    next(limit: number): PictureToRecognise[] {
      return next.all(limit).map(({ locator, picture, ...row }) => ({ ...row, locator: parseLocator(locator), ...(JSON.parse(picture) as NonNullable<ExtractedPage['picture']>) }));
    },
    /** `waiting`: pages to recognise; `unused`: pages recognised since their document was last read. */
    counts(): { readonly waiting: number; readonly unused: number } {
      return counts.get() ?? { waiting: 0, unused: 0 };
    },
    countsOf(contentId: number): { readonly waiting: number; readonly unused: number } {
      return ofContent.get(contentId) ?? { waiting: 0, unused: 0 };
    },
    /** Contents all of whose pictures are recognised but which were not read with them yet. */
    complete(): number[] {
      return complete.all().map(({ contentId }) => contentId);
    },
    store(sha256: string, page: number, recognised: RecognisedPage): void {
      store(sha256, page, recognised, null);
    },
    /** This page is not tried again by this version. */
    storeFailure(sha256: string, page: number, code: string): void {
      store(sha256, page, { text: '', words: [], width: 0, height: 0, meanConfidence: 0, language: '' }, code);
    },
    /** Null while the page is not recognised. */
    get(sha256: string, page: number): RecognisedText | null {
      return one.get(sha256, page) ?? null;
    },
    /** Where the words of a live page stand whose text ends in recognised text; null for others. */
    boxes(contentId: number, page: number): RecognisedBoxes | null {
      const row = boxes.get(contentId, page);
      return row === undefined ? null : { ...row, words: unpackWords(row.words) };
    },
    /** Every place of a content waits to be read again; until then it stays searchable as it is. Gives how many there are. */
    putBack(contentId: number): number {
      return putBack.run(contentId).changes;
    },
    /** What an older version recognised is to be recognised again. */
    forgetOutdated(version: number = ocrVersion): void {
      connection.transaction(() => {
        if (forgetOutdated.run(version).changes > 0) redo.run();
      });
    },
  };
}

/** Seven numbers a word, lengths in hundredths; starts are differences from the end before. */
function packWords(words: readonly RecognisedWord[]): Uint8Array {
  let end = 0;
  const numbers = words.flatMap((word) => {
    const row = [word.start - end, word.end - word.start, ...[word.x, word.y, word.width, word.height].map((length) => Math.round(length * 100)), Math.round(word.confidence)];
    end = word.end;
    return row;
  });
  return deflateRawSync(JSON.stringify(numbers));
}

function unpackWords(packed: Uint8Array): RecognisedWord[] {
  const numbers = JSON.parse(inflateRawSync(packed).toString('utf8')) as number[];
  const words: RecognisedWord[] = [];
  for (let at = 0, end = 0; at < numbers.length; at += 7) {
    const [gap = 0, length = 0, x = 0, y = 0, width = 0, height = 0, confidence = 0] = numbers.slice(at, at + 7);
    const start = end + gap;
    end = start + length;
    words.push({ start, end, x: x / 100, y: y / 100, width: width / 100, height: height / 100, confidence });
  }
  return words;
}
