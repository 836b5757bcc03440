import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import type { ScopeFilter } from '../../electron/engine/library/records.ts';
import { gateFeatures, phraseDepth, type GateFeatures } from '../../electron/engine/gate.ts';
import type { OpenLibrary } from '../../electron/engine/OpenLibrary.ts';
import { askedPhrase } from '../../electron/engine/question/askedPhrase.ts';
import { matchPhrase } from '../../electron/engine/question/matchPhrase.ts';
import { weighQuestion } from '../../electron/engine/question/terms.ts';
import { search } from '../../electron/engine/search.ts';
import { understand } from '../../electron/engine/understand.ts';
import { copyProfile, indexedProfile, type ProfileOptions } from './indexedProfile.ts';
import { makeStated, makeThings } from './metricQuestions.ts';
import { openProfileHere } from './openProfileHere.ts';
import { fileStem, readGoldQuestions, repositoryRoot, secFolder, sharedData, type Half } from './questions.ts';
import { readRetrievalSet, writeDocuments, type Language } from './retrievalSets.ts';
import { makeUnanswerable } from './unanswerable.ts';

export const gateSets = ['sec', 'xquad-en', 'cookbook', 'xquad-de', 'xquad-es', 'squad-es'] as const;
export type GateSet = (typeof gateSets)[number];

/** A question asked of a library that can or cannot answer it, with what the gate saw of it. */
export type GateExample = {
  readonly set: GateSet; readonly half: Half; readonly id: string; readonly kind: string; readonly isAnswerable: boolean;
  readonly hybrid: GateFeatures; readonly keyword: GateFeatures;
};
type Asked = Pick<GateExample, 'half' | 'id' | 'kind' | 'isAnswerable'> & { readonly question: string; readonly without?: readonly string[] };
type Corpus = { readonly folder: string; readonly asked: readonly Asked[] };

const hitsLimit = 48;
const identityLength = 4_000;
const signal = new AbortController().signal;
/** Paragraphs of one article that go into a library: enough for look-alikes, few enough to index in seconds. */
const squadParagraphs = 12;

/** Indexes a set, asks all its questions and gives what the gate sees of each. Questions about whole documents are left out: they pass no gate. */
export async function gateExamples(set: GateSet, options: ProfileOptions): Promise<GateExample[]> {
  const { folder, asked } = corpusOf(set);
  const profile = await indexedProfile(set === 'sec' ? 'sec' : `gate-${set}`, folder, options);
  const copy = await copyProfile(profile.folder, `gate-${set}`);
  const { open, close } = await openProfileHere(copy.folder);
  try {
    const examples: GateExample[] = [];
    for (const question of asked) {
      const { about, searchedFor, names, language } = understand({ question: question.question, earlier: [] });
      if (about !== null) continue;
      const filter = without(open, question.without ?? []);
      const weighed = weighQuestion(searchedFor, names, language, open.library.vocabulary);
      const featuresOf = async (mode: 'hybrid' | 'keyword'): Promise<GateFeatures> => {
        const deps = { library: open.library, index: open.index, embedQuery: open.embedQuery, embedderId: mode === 'hybrid' ? open.embedder?.id ?? null : null };
        const { hits } = await search({ query: searchedFor, limit: hitsLimit, filter, mode }, deps, signal);
        const identities = new Map(hits.slice(0, phraseDepth).map(({ contentId }) => [contentId, open.library.pages.first(contentId, 1)[0]?.text.slice(0, identityLength) ?? '']));
        const phrase = askedPhrase(weighed);
        const { embedder } = open;
        const embed = mode === 'keyword' || embedder === null ? null : (texts: readonly string[], kind: 'query' | 'passage') => open.embedTexts(embedder, texts, kind, signal);
        return gateFeatures(weighed, hits, identities, phrase === null ? null : await matchPhrase(phrase, hits.slice(0, phraseDepth), embed, signal));
      };
      const { half, id, kind, isAnswerable } = question;
      examples.push({ set, half, id, kind, isAnswerable, hybrid: await featuresOf('hybrid'), keyword: await featuresOf('keyword') });
    }
    options.say(`${set}: ${String(examples.length)} questions`);
    return examples;
  } finally {
    await close();
    await copy.dispose();
  }
}

/** Documents are taken out by scope, not removed: words they hold still count as known, which makes the question harder than it would be. */
function without({ library }: OpenLibrary, stems: readonly string[]): ScopeFilter {
  if (stems.length === 0) return null;
  const kept = library.documents.all().filter(({ path }) => !stems.includes(fileStem(path)));
  return { folderIds: [], contentIds: kept.flatMap(({ contentId }) => contentId ?? []), documentIds: kept.map(({ documentId }) => documentId) };
}

function corpusOf(set: GateSet): Corpus {
  switch (set) {
    case 'sec': return secCorpus();
    case 'cookbook': return cookbookCorpus();
    case 'squad-es': return squadCorpus();
    case 'xquad-en': return xquadCorpus('en');
    case 'xquad-de': return xquadCorpus('de');
    case 'xquad-es': return xquadCorpus('es');
  }
}

function secCorpus(): Corpus {
  const gold = readGoldQuestions();
  const otherTopics = readRetrievalSet('xquad', 'en', 'en').queries.filter((_, index) => index % 7 === 0).map(({ text }) => text);
  return {
    folder: join(secFolder, 'docs'),
    asked: [
      ...gold.filter(({ notInDocument }) => notInDocument !== 'whole').map(({ id, half, question }) => ({ id, half, question, kind: 'answerable', isAnswerable: true })),
      ...makeStated(gold, { seed: 1, perHalf: 100 }).map((question) => ({ ...question, kind: 'stated', isAnswerable: true })),
      ...makeThings(gold, { seed: 1, each: 2 }).map(({ isStated, ...question }) => ({ ...question, kind: isStated ? 'stated thing' : 'absent thing', isAnswerable: isStated })),
      ...makeUnanswerable(gold, otherTopics, { seed: 1, perKind: 60 }).map(({ id, half, question, kind, without: taken }) => ({ id, half, question, kind, without: taken, isAnswerable: false })),
    ],
  };
}

/** Every second article, and of those four paragraphs in five: questions of the rest are about other things, or about what is missing. */
function xquadCorpus(language: Language): Corpus {
  const set = readRetrievalSet('xquad', language, language);
  const titles = [...new Set(set.documents.map(({ title }) => title))];
  const isKeptTitle = (title: string): boolean => titles.indexOf(title) % 2 === 0;
  const kept = set.documents.filter(({ title }, index) => isKeptTitle(title) && index % 5 !== 2);
  const ids = new Set(kept.map(({ id }) => id));
  const titleOf = new Map(set.documents.map(({ id, title }) => [id, title]));
  return {
    folder: corpusFolder(`xquad-${language}`, (folder) => writeDocuments({ ...set, documents: kept }, folder)),
    asked: set.queries.filter((_, index) => index % 3 === 0).map(({ id, text, relevant }, index) => {
      const isAnswerable = [...relevant].some((document) => ids.has(document));
      const isNear = [...relevant].some((document) => isKeptTitle(titleOf.get(document) ?? ''));
      return { id, question: text, half: index % 2 === 1 ? 'odd' : 'even', isAnswerable, kind: isAnswerable ? 'answerable' : isNear ? 'near' : 'other' };
    }),
  };
}

/** Every second section; questions some of whose sections are gone are left out. */
function cookbookCorpus(): Corpus {
  const set = readRetrievalSet('cookbook', 'en', 'en');
  const kept = set.documents.filter((_, index) => (index * 7) % 10 < 5);
  const ids = new Set(kept.map(({ id }) => id));
  return {
    folder: corpusFolder('cookbook', (folder) => writeDocuments({ ...set, documents: kept }, folder)),
    asked: set.queries.flatMap(({ id, text, relevant }, index) => {
      const found = [...relevant].filter((document) => ids.has(document)).length;
      if (found > 0 && found < relevant.size) return [];
      return [{ id, question: text, half: index % 2 === 1 ? 'odd' as const : 'even' as const, isAnswerable: found > 0, kind: found > 0 ? 'answerable' : 'removed' }];
    }),
  };
}

const Squad = z.object({ data: z.array(z.object({ title: z.string(), paragraphs: z.array(z.object({ context: z.string(), qas: z.array(z.object({ id: z.string(), question: z.string(), is_impossible: z.boolean() })) })) })) });

/** Every second article. Questions made to have no answer in their own paragraph are not for a gate over retrieval to tell, and left out. */
function squadCorpus(): Corpus {
  const { data } = Squad.parse(JSON.parse(readFileSync(join(sharedData, 'abstention', 'squad-es', 'dev-v2.0-es_small.json'), 'utf8')));
  const articles = data.map(({ title, paragraphs }) => ({ title: title.replaceAll('_', ' '), paragraphs: paragraphs.slice(0, squadParagraphs) }));
  const documents = articles.flatMap(({ title, paragraphs }, index) => index % 2 === 0 ? [{ id: title, title, text: paragraphs.map(({ context }) => context).join('\n\n') }] : []);
  const asked: Asked[] = [];
  articles.forEach(({ paragraphs }, article) => {
    for (const { id, question, is_impossible: isImpossible } of paragraphs.flatMap(({ qas }) => qas).filter((_, index) => index % 9 === 0)) {
      const isKept = article % 2 === 0;
      if (isKept && isImpossible) continue;
      asked.push({ id, question, half: asked.length % 2 === 1 ? 'odd' : 'even', isAnswerable: isKept, kind: isKept ? 'answerable' : 'other' });
    }
  });
  return { folder: corpusFolder('squad-es', (folder) => writeDocuments({ name: 'squad-es', documents, queries: [] }, folder)), asked };
}

function corpusFolder(name: string, write: (folder: string) => void): string {
  const folder = join(repositoryRoot, '.carrel', 'eval', 'corpora', `gate-${name}`);
  if (!existsSync(join(folder, '..', `gate-${name}.done`))) {
    mkdirSync(folder, { recursive: true });
    write(folder);
    writeFileSync(join(folder, '..', `gate-${name}.done`), '');
  }
  return folder;
}

