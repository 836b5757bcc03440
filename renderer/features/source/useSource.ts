import { useEffect, useState } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Location, Page, Source } from '../../../electron/shared/schemas.ts';
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

/** Opens a page of the document of a source: its own page, or another one that was turned to. `version`: opened anew when it changes. */
export function useSource(engine: Client<EngineContract> | null, source: Source | null, shown: number, version: unknown): SourceState {
  const [state, setState] = useState<SourceState>({ opened: null, error: null });
  useEffect(() => {
    if (engine === null || source === null) return undefined;
    const controller = new AbortController();
    openSource(engine, source, shown, controller.signal).then(
      (opened) => { if (!controller.signal.aborted) setState({ opened, error: null }); },
      (error: unknown) => { if (!controller.signal.aborted && !isCancelled(error)) setState({ opened: null, error: toPlainError(error) }); },
    );
    return () => { controller.abort(); };
  }, [engine, source, shown, version]);
  return state;
}

async function openSource(engine: Client<EngineContract>, source: Source, shown: number, signal: AbortSignal): Promise<OpenedSource> {
  const { documentId } = source;
  const [document, hidden, page] = await Promise.all([
    engine.document({ documentId }, { signal }), engine.hiddenPages({ documentId }, { signal }),
    // Some documents have pages to look at and none to read.
    engine.page({ document: documentId, page: shown }, { signal }).catch((error: unknown) => { if (toPlainError(error).code === 'page-unknown') return null; throw error; }),
  ]);
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
