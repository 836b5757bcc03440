import { useEffect, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Source } from '../../../electron/shared/schemas.ts';

/** Where something stands in one document, in the order of its pages; null while it is looked for, and where nothing is. */
export type FoundInDocument = { readonly places: readonly Source[] | null; readonly error: PlainError | null };

const afterMs = 250;
const nothing: FoundInDocument = { places: null, error: null };

/** Every place of words that follow each other in a document, as they are typed. */
export function useFindInDocument(engine: Client<EngineContract> | null, document: Pick<Document, 'id' | 'path'> | null, text: string): FoundInDocument {
  const [found, setFound] = useState<FoundInDocument>(nothing);
  const words = text.replace(/["“”„]/g, ' ').trim();
  const [id, path] = [document?.id, document?.path];
  useEffect(() => {
    setFound(nothing);
    if (engine === null || id === undefined || path === undefined || !/[\p{L}\p{N}]/u.test(words)) return undefined;
    const controller = new AbortController();
    const timer = setTimeout(() => {
      placesOf(engine, { id, path }, words, controller.signal).then(
        (places) => { setFound({ places, error: null }); },
        (error: unknown) => { if (!controller.signal.aborted && !isCancelled(error)) setFound({ places: null, error: toPlainError(error) }); },
      );
    }, afterMs);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [engine, id, path, words]);
  return found;
}

async function placesOf(engine: Client<EngineContract>, document: { readonly id: number; readonly path: string }, words: string, signal: AbortSignal): Promise<readonly Source[]> {
  const places = new Map<string, Source>();
  // The last word may not be typed to its end.
  const query = words.includes(' ') ? `"${words}"` : `${words}*`;
  for await (const event of engine.findAll({ query, scope: { paths: [document.path], folderIds: [] } }, { signal })) {
    if (event.type !== 'found') continue;
    for (const { title, page, locator, start, text, ranges } of event.passages) {
      for (const range of ranges) places.set(`${page}-${range.start}`, { n: 1, documentId: document.id, path: document.path, title, page, locator, start: range.start, end: range.end, quote: text.slice(range.start - start, range.end - start) });
    }
  }
  return [...places.values()].sort((one, other) => one.page - other.page || one.start - other.start);
}
