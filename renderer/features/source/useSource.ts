import { useEffect, useReducer, useRef, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Location, Page, Source } from '../../../electron/shared/schemas.ts';
import { useCalmed } from '../../hooks/useCalmed.ts';
import { isUnderWay } from '../document/describeDocument.ts';
import { columnNames } from './columnNames.ts';
import { neighbours } from './neighbours.ts';
import { openOriginal, type Away, type Original } from './openOriginal.ts';

export type HiddenPage = Awaited<ReturnType<Client<EngineContract>['hiddenPages']>>[number];

/**
 * What the source pane shows. `page`: the text that was read, null where there is none. `original`: the page as it looks, null for formats
 * shown as text and where it cannot be opened (`away`). `doubts`: where on it words are to be doubted. `previous` and `next`: the pages to
 * turn to; of hidden text, the hidden ones.
 */
export type OpenedSource = {
  readonly source: Source; readonly shown: number; readonly document: Document; readonly hidden: readonly HiddenPage[]; readonly page: Page | null;
  readonly previous: number | null; readonly next: number | null; readonly pages: number;
  /** What names the columns of a table that began on an earlier page. */ readonly names: string | null;
  readonly original: Original | null; readonly location: Location | null; readonly doubts: Location | null; readonly away: Away;
};
export type SourceState = { readonly opened: OpenedSource | null; readonly error: PlainError | null };

/** What changes in the library is looked at so often at most, ms. */
const lookEveryMs = 1_000;

/**
 * Opens a page of the document of a source: its own page, or another one that was turned to. Opened anew when `asked` changes, and as the library goes on
 * (`library` changes) where that changed what is shown.
 */
export function useSource(engine: Client<EngineContract> | null, source: Source | null, shown: number, version: { readonly asked: unknown; readonly library: unknown }): SourceState {
  const [state, setState] = useState<SourceState>({ opened: null, error: null });
  const [changes, change] = useReducer((before: number) => before + 1, 0);
  const library = useCalmed(version.library, lookEveryMs);
  const seen = useRef(state);
  seen.current = state;
  useEffect(() => {
    const { opened, error } = seen.current;
    // What was removed may be back.
    if (error !== null) change();
    if (engine === null || opened === null) return undefined;
    const controller = new AbortController();
    readPage(engine, opened, controller.signal).then(
      (now) => { if (!controller.signal.aborted && looksOf(now) !== looksOf(opened)) change(); },
      () => { if (!controller.signal.aborted) change(); },
    );
    return () => { controller.abort(); };
  }, [engine, library]);
  useEffect(() => {
    if (engine === null || source === null) return undefined;
    const controller = new AbortController();
    openSource(engine, source, shown, controller.signal).then(
      (opened) => { if (!controller.signal.aborted) setState({ opened, error: null }); },
      (error: unknown) => { if (!controller.signal.aborted && !isCancelled(error)) setState({ opened: null, error: toPlainError(error) }); },
    );
    return () => { controller.abort(); };
  }, [engine, source, shown, version.asked, changes]);
  return state;
}

type ReadPage = Pick<OpenedSource, 'document' | 'hidden' | 'page'>;

async function readPage(engine: Client<EngineContract>, { source: { documentId }, shown }: Pick<OpenedSource, 'source' | 'shown'>, signal: AbortSignal): Promise<ReadPage> {
  const [document, hidden, page] = await Promise.all([
    engine.document({ documentId }, { signal }), engine.hiddenPages({ documentId }, { signal }),
    // Some documents have pages to look at and none to read.
    engine.page({ document: documentId, page: shown }, { signal }).catch((error: unknown) => { if (toPlainError(error).code === 'page-unknown') return null; throw error; }),
  ]);
  return { document, hidden, page };
}

/** What of a page can be told apart by who looks at it; how far the library has got with it is not. */
function looksOf({ document, hidden, page }: ReadPage): string {
  return JSON.stringify([{ ...document, state: isUnderWay(document) }, hidden, page]);
}

async function openSource(engine: Client<EngineContract>, source: Source, shown: number, signal: AbortSignal): Promise<OpenedSource> {
  const { documentId } = source;
  const { document, hidden, page } = await readPage(engine, { source, shown }, signal);
  const isHidden = page?.hidden !== undefined;
  const tried = isHidden || (page?.locator.part !== undefined) ? { original: null, away: null } : await openOriginal(engine, document, shown, page !== null, signal);
  const { original } = tried;
  const pages = Math.max(document.pages, original?.kind === 'pdf' ? original.pdf.numPages : 0);
  const isQuoted = shown === source.page && source.end > source.start;
  const locate = async (ranges: readonly { readonly start: number; readonly end: number }[]): Promise<Location | null> =>
    (original === null || ranges.length === 0 ? null : engine.locate({ documentId, page: shown, ranges: ranges.slice(0, 1_000) }, { signal }));
  const [names, location, doubts] = await Promise.all([page === null ? null : columnNames(engine, page, signal), locate(isQuoted ? [{ start: source.start, end: source.end }] : []), locate(page?.doubtful ?? [])]);
  return { source, shown, document, hidden, page, pages, names, ...tried, location, doubts, ...neighbours(shown, pages, hidden, isHidden) };
}
