import type { IngestPhase } from '../../electron/engine/ingest/IngestOptions.ts';
import type { Library } from '../../electron/engine/library/Library.ts';
import { openIngest } from '../fakes/openIngest.ts';
import type { UsedEmbedder } from './embedders.ts';

export type CatchUpOptions = {
  readonly library: string; readonly documents: string; readonly embedder: Pick<UsedEmbedder, 'client' | 'spec'>;
  readonly onPhase?: (phase: IngestPhase, library: Library) => void;
  /** Everything is done, nothing is closed yet. */
  readonly onSettled?: () => void;
};

/** Brings a library in step with a folder, whatever was left over from before, and closes it. */
export async function catchUp({ library: folder, documents, embedder, onPhase, onSettled }: CatchUpOptions): Promise<void> {
  const opened = await openIngest({
    folder, client: embedder.client, spec: embedder.spec, start: false,
    // Small groups, so that there are many of each phase.
    limits: { documents: 3, passages: 40, ms: 60 },
    onPhase: (phase) => { onPhase?.(phase, opened.library); },
  });
  try {
    await opened.ingest.start();
    if (opened.library.folders.byPath(documents) === null) await opened.ingest.addFolder(documents);
    await opened.settle();
    onSettled?.();
  } finally {
    await opened.close();
  }
}
