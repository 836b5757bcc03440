import { AppError } from '../../shared/AppError.ts';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import type { EmbedderSpec } from '../../shared/modelsContract.ts';
import { placesIn } from '../../shared/placesIn.ts';
import type { Hit } from '../../shared/schemas.ts';
import { answer, type AnswerDeps } from '../answer.ts';
import { keepWorkings, noting, workingsOf } from '../AnswerWorkings.ts';
import { FoundPages } from '../find/FoundPages.ts';
import { findAll, passagesOn, type FindInput, type FindSource } from '../findAll.ts';
import type { Library } from '../library/Library.ts';
import { locatorWithin } from '../library/locatorWithin.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { embedOnce } from '../search/embedOnce.ts';
import type { ScorePairs } from '../search/rerank.ts';
import { searchHidden, type HiddenHit } from '../search/searchHidden.ts';
import { findAddressedAi } from '../text/addressesAi.ts';
import { search, type ScoredPassage, type SearchInput, type SearchResult } from '../search.ts';
import { chatInUse } from './modelHandlers.ts';

/** Searching and asking. */
export function questionHandlers(current: () => OpenLibrary): Pick<Handlers<EngineContract>, 'search' | 'findAll' | 'foundPassages' | 'ask' | 'answerWorkings'> {
  return {
    async search({ query, limit, scope, documents, mode, includeHidden, embedder: named }, { signal }) {
      const open = current();
      const embedder = embedderFor(open, named);
      if (mode === 'vector' && embedder === null) throw new AppError('model-missing', { id: open.modelFiles.defaultEmbedder() });
      const asked = open.library.scope(scope);
      const filter = documents === undefined ? asked : open.library.documentLists.narrowed(asked, documents);
      if (filter?.documentIds?.length === 0 && filter.folderIds.length === 0) return [];
      await open.ingest.findable.wait(signal);
      const { hits } = await searchIn(open, embeddingBy(open, embedder), { query, limit, filter, mode }, signal);
      const shown = hits.map(toHit);
      return includeHidden ? [...shown, ...toHits(await searchHidden({ query, limit, filter }, open.library, signal), shown)] : shown;
    },
    async *findAll({ query, scope }, { signal }) {
      const { library, index, ingest } = current();
      await ingest.findable.wait(signal);
      const pages = new FoundPages();
      yield* findAll({ query, filter: library.scope(scope) }, { library, index }, signal, (page) => { pages.add(page); });
      foundLast.set(library, { key: JSON.stringify([query, scope]), pages });
    },
    async foundPassages({ query, scope, offset, limit }, { signal }) {
      const { library, index } = current();
      const input = { query, filter: library.scope(scope) };
      const pages = await foundPages(JSON.stringify([query, scope]), input, { library, index }, signal);
      const stretch = pages.stretch(offset, limit);
      const passages = await passagesOn(stretch.pages, input, library, signal);
      return { passages: passages.slice(stretch.from, stretch.from + limit), placesBefore: stretch.placesBefore + placesIn(passages.slice(0, stretch.from)), places: pages.places };
    },
    async *ask(input, { signal }) {
      const open = current();
      await open.ingest.findable.wait(signal);
      const { deps, workings } = noting(await answerDeps(open, embedderFor(open, input.embedder), input.model));
      for await (const event of answer({ ...input, strength: input.strength ?? open.library.settings.get('answerStrength') }, deps, signal)) {
        if (event.type === 'answer-complete') keepWorkings(open, event.answer.messageId, workings);
        yield event;
      }
    },
    answerWorkings: ({ messageId }) => workingsOf(current(), messageId),
  };
}

/** Of each library, what was found last: whoever looks on through it asks for the same. */
const foundLast = new WeakMap<Library, { readonly key: string; readonly pages: FoundPages }>();

async function foundPages(key: string, input: FindInput, source: FindSource & { readonly library: Library }, signal: AbortSignal): Promise<FoundPages> {
  const known = foundLast.get(source.library);
  if (known?.key === key) return known.pages;
  const pages = new FoundPages();
  // Counted again: nobody needs the words of what is not shown.
  for await (const event of findAll(input, source, signal, (page) => { pages.add(page); })) void event;
  foundLast.set(source.library, { key, pages });
  return pages;
}

/** The embedder asked for by name, which must be in use or on trial, or the one in use; null without one. Errors: model-missing. */
function embedderFor({ embedder, library, modelFiles }: OpenLibrary, asked: string | undefined): EmbedderSpec | null {
  if (asked === undefined || asked === embedder?.id) return embedder;
  const spec = asked === library.settings.get('nextEmbedder') ? modelFiles.embedderSpec(asked) : null;
  if (spec === null) throw new AppError('model-missing', { id: asked, detail: 'it is neither in use nor on trial' });
  return spec;
}

function searchIn({ library, index }: OpenLibrary, { embedderId, embedTexts }: Pick<AnswerDeps, 'embedderId' | 'embedTexts'>, input: SearchInput, signal: AbortSignal): Promise<SearchResult> {
  const embedQuery = async (text: string, until: AbortSignal): Promise<Float32Array | null> => (embedTexts === null ? null : (await embedTexts([text], 'query', until))[0] ?? null);
  return search(input, { library, index, embedQuery, embedderId }, signal);
}

function embeddingBy(open: OpenLibrary, embedder: EmbedderSpec | null): Pick<AnswerDeps, 'embedderId' | 'embedTexts'> {
  return { embedderId: embedder?.id ?? null, embedTexts: embedder === null ? null : embedOnce((texts, kind, signal) => open.embedTexts(embedder, texts, kind, signal)) };
}

async function answerDeps(open: OpenLibrary, embedder: EmbedderSpec | null, model: string | undefined): Promise<AnswerDeps> {
  const { library, delimiterKey } = open;
  const embedding = embeddingBy(open, embedder);
  return {
    library, delimiterKey, now: () => performance.now(), ...embedding,
    search: (input, signal) => searchIn(open, embedding, input, signal),
    rerank: pairsBy(open, 'reranker'), entail: pairsBy(open, 'entailment'),
    chat: await chatFor(open, model),
  };
}

/** What the model chosen for it says of pairs of texts; nothing without one. */
function pairsBy({ library, models, modelFiles }: OpenLibrary, role: 'reranker' | 'entailment'): ScorePairs | undefined {
  const id = library.settings.get(role);
  const spec = id === null ? null : modelFiles.crossEncoderSpec(id);
  return spec === null ? undefined : (pairs, signal) => models.scorePairs(role, spec, pairs, { signal });
}

/** The chat model asked for, or the one in use; null for quotes alone. Errors: model-missing and model-unknown for one that was asked for by name. */
async function chatFor(open: OpenLibrary, asked: string | undefined): Promise<AnswerDeps['chat']> {
  const id = asked ?? chatInUse(open);
  if (id === 'none') return null;
  const spec = open.modelFiles.chatSpec(id);
  const info = (await open.modelFiles.list()).find((model) => model.id === id);
  if (asked !== undefined) {
    if (info === undefined) throw new AppError('model-unknown', { id });
    open.modelFiles.checkAllowed(info);
    if (info.role !== 'chat') throw new AppError('model-wrong-kind', { id });
    if (spec === null) throw new AppError('model-missing', { id });
  }
  return spec === null ? null : { spec, mode: info?.answerMode ?? 'written', client: open.models.client };
}

function toHit({ id, score, documentId, path, title, headingPath, page, locator, start, end, text, alsoIn }: ScoredPassage, index: number): Hit {
  return { rank: index + 1, score, passageId: id, documentId, path, title, headingPath: [...headingPath], page, locator, start, end, text, alsoIn: [...alsoIn], ...(findAddressedAi(text).length > 0 ? { addressesAi: true } : {}) };
}

/** Behind the hits that show, in rank and score. */
function toHits(hidden: readonly HiddenHit[], shown: readonly Hit[]): Hit[] {
  const most = shown.at(-1)?.score ?? 1;
  const best = hidden[0]?.weight ?? 1;
  return hidden.map(({ passageId, document: { documentId, path, title }, page: { page, locator, text }, start, end, kind, weight }, index) => ({
    rank: shown.length + index + 1, score: most * (weight / best), passageId, documentId, path, title, headingPath: [], page, locator: locatorWithin(locator, text, { start, end }), start, end,
    text: text.slice(start, end), alsoIn: [], hidden: kind, ...(findAddressedAi(text.slice(start, end)).length > 0 ? { addressesAi: true } : {}),
  }));
}
