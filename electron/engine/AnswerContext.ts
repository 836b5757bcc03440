import { AppError } from '../shared/AppError.ts';
import type { ChatSpec, ModelsContract } from '../shared/modelsContract.ts';
import type { Client } from '../shared/operation.ts';
import type { Answer, AnswerMode, AnswerSentence, Coverage, Quote, Scope, Source, Verdict } from '../shared/schemas.ts';
import { Citations } from './Citations.ts';
import { cite } from './cite.ts';
import type { EmbedSentences, EvidenceItem } from './evidence.ts';
import type { Library } from './library/Library.ts';
import type { PassageRecord, ScopeFilter } from './library/records.ts';
import type { PromptMemory } from './prompt.ts';
import type { Search } from './retrieve.ts';
import { StageTimes } from './StageTimes.ts';
import type { ScorePairs } from './search/rerank.ts';
import { PageText } from './text/PageText.ts';
import { phrasesFor, type Phrases } from './text/phrases.ts';
import type { Understood } from './understand.ts';

/** What answering needs of the rest of the engine. `chat.mode` is what the catalogue says the model has earned. */
export type AnswerDeps = {
  readonly library: AnswerLibrary; readonly search: Search; readonly embedTexts: EmbedSentences;
  /** Whose vectors are searched; null where there are none. */
  readonly embedderId: string | null;
  /** Models that put passages in order and check sentences beside the rules; left out where none was chosen. */
  readonly rerank?: ScorePairs | undefined; readonly entail?: ScorePairs | undefined;
  readonly chat: { readonly spec: ChatSpec; readonly mode: AnswerMode; readonly client: Client<ModelsContract> } | null;
  readonly delimiterKey: Uint8Array; readonly now: () => number;
};
export type AnswerLibrary = Pick<Library, 'scope' | 'documents' | 'folders' | 'pages' | 'passages' | 'documentText' | 'vocabulary' | 'conversations' | 'settings' | 'vectorsShare'>;
export type AskInput = {
  readonly question: string; readonly conversationId?: string | undefined; readonly scope?: Scope | undefined; readonly model?: string | undefined; readonly seed?: number | undefined;
};

/** An answer while it is being made: what the question is, what was found out, and the numbers given to places so far. */
export class AnswerContext {
  readonly input: AskInput;
  readonly deps: AnswerDeps;
  readonly signal: AbortSignal;
  readonly understood: Understood;
  readonly filter: ScopeFilter;
  readonly phrases: Phrases;
  readonly conversationId: string;
  readonly messageId: number;
  readonly memory: PromptMemory;
  readonly citations = new Citations();
  readonly coverage: Coverage;
  readonly searchMode: 'hybrid' | 'keyword';
  readonly startMs: number;
  readonly stages: StageTimes;
  searchMs = 0;
  firstEvidenceMs: number | null = null;
  firstTokenMs: number | null = null;
  promptTokens = 0;
  answerTokens = 0;
  #evidence: readonly Source[] = [];
  readonly #pages = new Map<string, PageText>();

  constructor(given: Pick<AnswerContext, 'input' | 'deps' | 'signal' | 'understood' | 'filter' | 'conversationId' | 'messageId' | 'memory' | 'startMs'>) {
    this.input = given.input;
    this.deps = given.deps;
    this.signal = given.signal;
    this.understood = given.understood;
    this.filter = given.filter;
    this.conversationId = given.conversationId;
    this.messageId = given.messageId;
    this.memory = given.memory;
    this.startMs = given.startMs;
    this.stages = new StageTimes(given.deps.now);
    this.phrases = phrasesFor(given.understood.language);
    const { library, embedTexts, embedderId } = given.deps;
    const vectorsShare = library.vectorsShare(embedderId);
    this.coverage = {
      ...totalsOf(library, given.filter), vectorsShare,
      unreadable: library.documents.unreadable(given.filter).map(({ path, state, reason }) => ({ path, state, reason })),
    };
    this.searchMode = embedTexts !== null && vectorsShare >= 1 ? 'hybrid' : 'keyword';
  }

  /** Milliseconds since the question came. */
  elapsedMs(): number {
    return this.deps.now() - this.startMs;
  }

  page(contentId: number, page: number): PageText {
    const key = `${contentId} ${page}`;
    const known = this.#pages.get(key);
    if (known !== undefined) return known;
    const text = new PageText(this.deps.library.pages.get(contentId, page)?.text ?? '');
    this.#pages.set(key, text);
    return text;
  }

  /** Runs work that may use the embedder; when the models process dies on it, once more by words alone. */
  async withMeaning<T>(work: (embed: EmbedSentences) => Promise<T>): Promise<T> {
    try {
      return await work(this.deps.embedTexts);
    } catch (error) {
      if (!(error instanceof AppError) || !['helper-stopped', 'models-crashed', 'model-damaged', 'model-missing'].includes(error.code)) throw error;
      return await work(null);
    }
  }

  quote(passage: PassageRecord, range: { readonly start: number; readonly end: number }, header: EvidenceItem['header'] = null): Quote {
    const { library } = this.deps;
    const next = range.end >= passage.end - 2 ? library.pages.get(passage.contentId, passage.page + 1) : null;
    return cite({
      passage, start: range.start, end: range.end, header, pageText: this.page(passage.contentId, passage.page).text,
      // What does not show is never quoted.
      nextPage: next === null || next.hidden !== null ? null : { page: next.page, text: next.text },
    });
  }

  quoteOf(item: EvidenceItem): Quote {
    return this.quote(item.passage, item, item.header);
  }

  /** Numbers the evidence; called once, before anything else gets a number. */
  showEvidence(items: readonly EvidenceItem[]): readonly Source[] {
    this.#evidence = this.citations.of(items.map((item) => this.citations.add(this.quoteOf(item))));
    if (this.#evidence.length > 0) this.firstEvidenceMs = this.elapsedMs();
    return this.#evidence;
  }

  /** The finished answer. Sources are the places its sentences cite, and none under a refusal. */
  finish(given: { readonly verdict: Verdict; readonly sentences: readonly AnswerSentence[]; readonly mode: AnswerMode; readonly text?: string; readonly closest?: readonly Quote[] }): Answer {
    const isRefused = given.verdict === 'not-in-documents';
    const cited = given.sentences.flatMap((sentence) => sentence.citations);
    return {
      verdict: given.verdict, mode: given.mode, answer: given.text ?? joinSentences(given.sentences, given.mode), sentences: [...given.sentences],
      sources: isRefused ? [] : this.citations.of(cited), evidence: isRefused ? [] : [...this.#evidence], closest: [...(given.closest ?? [])],
      coverage: this.coverage, searchMode: this.searchMode, searchedFor: this.understood.searchedFor,
      model: given.mode === 'written' || this.answerTokens > 0 ? this.deps.chat?.spec.id ?? null : null,
      timings: {
        searchMs: this.searchMs, firstEvidenceMs: this.firstEvidenceMs, firstTokenMs: this.firstTokenMs, totalMs: this.elapsedMs(),
        promptTokens: this.promptTokens, answerTokens: this.answerTokens, stages: this.stages.all(),
      },
      conversationId: this.conversationId, messageId: this.messageId,
    };
  }
}

/** Sentences with their numbers: running text when written, a line for each quote. */
function joinSentences(sentences: readonly AnswerSentence[], mode: AnswerMode): string {
  return sentences.map(({ text, citations }) => `${text}${citations.map((n) => ` [${n}]`).join('')}`).join(mode === 'quotes' ? '\n' : ' ');
}

function totalsOf(library: AnswerLibrary, filter: ScopeFilter): Pick<Coverage, 'documents' | 'documentsTotal' | 'pages' | 'pagesTotal'> {
  const { documents, documentsTotal, pages, pagesTotal } = library.documents.totals(filter);
  return { documents, documentsTotal, pages, pagesTotal };
}
