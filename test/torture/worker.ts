import { writeSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Library } from '../../electron/engine/library/Library.ts';
import { catchUp } from './catchUp.ts';
import { embedderFor, type EmbedderKind } from './embedders.ts';
import type { Acknowledged, Mark } from './phases.ts';

// Indexes a folder, with --asks asks questions meanwhile, and says what it is at. Whoever started it kills it, or it ends when nothing is left to do.
const { values } = parseArgs({ options: { library: { type: 'string' }, documents: { type: 'string' }, embedder: { type: 'string', default: 'fake' }, asks: { type: 'boolean', default: false } }, strict: true });
const { library: folder, documents } = values;
if (folder === undefined || documents === undefined) throw new Error('--library and --documents are needed');

const say = (mark: Mark): void => { writeSync(1, `${JSON.stringify(mark)}\n`); };
const known = { searchable: new Set<string>(), embedded: new Set<string>() };
const acknowledge = (library: Library, type: 'searchable' | 'embedded'): void => {
  const states = type === 'searchable' ? ['searchable', 'indexed', 'indexed-partly'] : ['indexed', 'indexed-partly'];
  const fresh: Acknowledged[] = library.documents.all().filter(({ state }) => states.includes(state)).map(({ path, sizeBytes, modifiedMs }) => ({ path, sizeBytes, modifiedMs }));
  const news = fresh.filter((document) => !known[type].has(JSON.stringify(document)));
  for (const document of news) known[type].add(JSON.stringify(document));
  if (news.length > 0) say({ type, documents: news });
};

/** A question, and how it ended, each on the disk before it is told of. */
const ask = ({ conversations }: Library): void => {
  const { id: conversation } = conversations.create({ id: 'torture', title: 'Asked meanwhile' });
  const question = `What of ${Date.now()}?`;
  const id = conversations.appendQuestion(conversation, question);
  say({ type: 'asked', id, question, error: null });
  conversations.saveError(id, 'cancelled');
  say({ type: 'asked', id, question, error: 'cancelled' });
};

const embedder = embedderFor(values.embedder as EmbedderKind);
let optimizing: NodeJS.Timeout | undefined;
let opened: Library | null = null;
const asker = setInterval(() => { if (values.asks && opened !== null) ask(opened); }, 40).unref();
await catchUp({
  library: folder, documents, embedder,
  onPhase(phase, library) {
    opened = library;
    say({ type: 'phase', phase });
    if (phase === 'group-live') acknowledge(library, 'searchable');
    if (phase === 'vectors-live') acknowledge(library, 'embedded');
    clearTimeout(optimizing);
    if (phase === 'optimizing') optimizing = setTimeout(() => { say({ type: 'phase', phase: 'optimize-running' }); }, 15);
  },
  onSettled() {
    clearInterval(asker);
    say({ type: 'settled' });
  },
});
await embedder.close();
