import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { ModelState, Status } from '../../shared/schemas.ts';
import { refusedConnections } from '../../offline/refusals.ts';
import type { ModelFiles } from '../../models/ModelFiles.ts';
import { adviseOnLanguages } from '../adviseOnLanguages.ts';
import type { Libraries } from '../Libraries.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { shownFolder } from './indexHandlers.ts';
import { chatInUse } from './modelHandlers.ts';

const watchEveryMs = 250;
/** Sizes on disk are walked for and languages counted, so not with every change. */
const slowEveryMs = 5_000;

export function statusHandlers(libraries: Libraries, modelFiles: ModelFiles): Pick<Handlers<EngineContract>, 'status' | 'watchStatus'> {
  const slow = new SlowFacts();
  const status = async (): Promise<Status> => {
    for (;;) {
      // A library that is being written anew is closed for a while, and not locked.
      if (libraries.opened === null) await libraries.settled();
      const open = libraries.opened;
      if (open === null) return lockedStatus(libraries, modelFiles);
      try {
        const facts = await slow.of(open);
        // Closed while it was looked at: what is open then is asked instead.
        if (libraries.opened === open) return statusOf(open, facts);
      } catch (error) {
        if (libraries.opened === open) throw error;
      }
    }
  };
  return {
    status,
    watchStatus: (_input, { signal }) => libraries.changes.sample(status, { everyMs: watchEveryMs, signal }),
  };
}

/** What of a status takes time to find out. */
class SlowFacts {
  #known: { readonly open: OpenLibrary; readonly atMs: number; readonly facts: Pick<Status, 'sizes' | 'languageAdvice'> } | null = null;

  async of(open: OpenLibrary): Promise<Pick<Status, 'sizes' | 'languageAdvice'>> {
    if (this.#known?.open === open && performance.now() - this.#known.atMs < slowEveryMs) return this.#known.facts;
    const models = await open.modelFiles.list();
    const sizes = {
      libraryBytes: await open.library.sizeBytes(), indexBytes: await open.index.sizeBytes(),
      modelsBytes: models.reduce((sum, { state, sizeBytes }) => sum + (state === 'ready' ? sizeBytes : 0), 0),
    };
    const embedder = open.library.settings.get('nextEmbedder') ?? open.library.settings.get('embedder') ?? open.modelFiles.defaultEmbedder();
    const languageAdvice = adviseOnLanguages(open.library.documents.byLanguage(), open.modelFiles.languagesOf(embedder), open.modelFiles.multilingualEmbedder());
    const facts = languageAdvice === null ? { sizes } : { sizes, languageAdvice };
    this.#known = { open, atMs: performance.now(), facts };
    return facts;
  }
}

function statusOf(open: OpenLibrary, slow: Pick<Status, 'sizes' | 'languageAdvice'>): Status {
  const { library, ingest, summary } = open;
  const embedder = library.settings.get('embedder');
  const totals = library.documents.totals(null);
  return {
    libraryId: summary.id, libraryName: summary.name, locked: false, protection: summary.protection,
    folders: library.folders.list().map((folder) => shownFolder(open, folder)), documents: library.documents.byState(), documentsTotal: totals.documentsTotal,
    pages: totals.pages, passages: library.passages.count(), unseenUnreadable: unseenUnreadable(library), vectorsShare: library.vectorsShare(embedder),
    embedder: embedderState(open), model: chatState(open), activity: ingest.activity(),
    ...nextEmbedder(open), ...slow, removals: ingest.removals.list(), refusedConnections: refusedConnections(),
  };
}

function unseenUnreadable({ documents, settings }: OpenLibrary['library']): number {
  const ids = documents.unreadableIds();
  if (ids.length === 0) return 0;
  const seen = new Set(settings.get('seenUnreadable'));
  return ids.filter((id) => !seen.has(id)).length;
}

function nextEmbedder({ library }: OpenLibrary): Pick<Status, 'switchingTo' | 'onTrial'> {
  const id = library.settings.get('nextEmbedder');
  if (id === null || !library.settings.get('embedderOnTrial')) return { switchingTo: id, onTrial: null };
  return { switchingTo: null, onTrial: { id, share: library.vectorsShare(id) } };
}

function embedderState({ library, modelFiles, models }: OpenLibrary): ModelState {
  const id = library.settings.get('embedder') ?? modelFiles.defaultEmbedder();
  return modelFiles.embedderSpec(id) === null
    ? { id, state: 'missing', message: unreadableNote(modelFiles) ?? 'Search by keywords only. Bring the file with “carrel models import FILE” or name a folder that has it in CARREL_MODELS.' }
    : models.stateOf('embedder', id) ?? { id, state: 'ready', message: null };
}

function unreadableNote({ unreadable: [folder] }: ModelFiles): string | null {
  return folder === undefined ? null : `The folder ${folder} may not be read by this user; the model may be in it.`;
}

function chatState(open: OpenLibrary): ModelState {
  const id = chatInUse(open);
  if (id === 'none') return { id: null, state: 'none', message: 'Answers are quotes.' };
  return open.modelFiles.chatSpec(id) === null
    ? { id, state: 'missing', message: unreadableNote(open.modelFiles) ?? 'Answers are quotes. Bring a model with “carrel models import FILE” or name a folder that has it in CARREL_MODELS.' }
    : open.models.stateOf('chat', id) ?? { id, state: 'ready', message: null };
}

function lockedStatus(libraries: Libraries, modelFiles: ModelFiles): Status {
  const { id, name, protection } = libraries.usual;
  const nothing: ModelState = { id: null, state: 'none', message: null };
  return {
    libraryId: id, libraryName: name, locked: true, protection, folders: [], documents: {}, documentsTotal: 0, pages: 0, passages: 0, unseenUnreadable: 0, vectorsShare: 0,
    embedder: { ...nothing, id: modelFiles.defaultEmbedder() }, model: nothing,
    activity: { phase: 'idle', filesDone: 0, filesTotal: 0, pagesDone: 0, pagesPerSecond: 0, passagesEmbedded: 0, passagesTotal: 0, secondsLeft: null, current: null },
    switchingTo: null, onTrial: null, sizes: { libraryBytes: 0, indexBytes: 0, modelsBytes: 0 }, removals: [], refusedConnections: refusedConnections(),
  };
}
