import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Library } from '../../electron/engine/library/Library.ts';
import { openIngest } from '../fakes/openIngest.ts';
import { embedderFor, type EmbedderKind } from './embedders.ts';
import type { Acknowledged, Mark } from './phases.ts';

// Indexes a folder and says what it is at. Whoever started it kills it, or it ends when nothing is left to do.
const { values } = parseArgs({ options: { library: { type: 'string' }, documents: { type: 'string' }, embedder: { type: 'string', default: 'fake' } }, strict: true });
const { library: libraryFolder, documents } = values;
if (libraryFolder === undefined || documents === undefined) throw new Error('--library and --documents are needed');

const say = (mark: Mark): void => { writeSync(1, `${JSON.stringify(mark)}\n`); };
const known = { searchable: new Set<string>(), embedded: new Set<string>() };
const acknowledge = (library: Library, type: 'searchable' | 'embedded'): void => {
  const states = type === 'searchable' ? ['searchable', 'indexed', 'indexed-partly'] : ['indexed', 'indexed-partly'];
  const fresh: Acknowledged[] = library.documents.all().filter(({ state }) => states.includes(state)).map(({ path, sizeBytes, modifiedMs }) => ({ path, sizeBytes, modifiedMs }));
  const news = fresh.filter((document) => !known[type].has(JSON.stringify(document)));
  for (const document of news) known[type].add(JSON.stringify(document));
  if (news.length > 0) say({ type, documents: news });
};

const embedder = embedderFor(values.embedder as EmbedderKind);
let optimizing: NodeJS.Timeout | undefined;
const opened = await openIngest({
  folder: libraryFolder, client: embedder.client, spec: embedder.spec, start: false,
  // Small groups, so that there are many of each phase.
  limits: { documents: 3, passages: 40, ms: 60 },
  onPhase(phase) {
    say({ type: 'phase', phase });
    if (phase === 'group-live') acknowledge(opened.library, 'searchable');
    if (phase === 'vectors-live') acknowledge(opened.library, 'embedded');
    clearTimeout(optimizing);
    if (phase === 'optimizing') optimizing = setTimeout(() => { say({ type: 'phase', phase: 'optimize-running' }); }, 15);
  },
});
await opened.ingest.start();
const folder = opened.library.folders.byPath(documents);
if (folder === null) await opened.ingest.addFolder(documents);
await opened.settle();
say({ type: 'settled' });
await opened.close();
await embedder.close();
