import { isCancelled, toPlainError } from '../shared/AppError.ts';
import type { Answer, AnswerEvent, AnswerSentence, AnswerStrength, Message, Verdict } from '../shared/schemas.ts';
import coefficients from '../../resources/gate.json' with { type: 'json' };
import { answerAbout, documentsMeant } from './aboutAnswer.ts';
import { alignGroups } from './alignGroups.ts';
import { AnswerContext, type AnswerDeps, type AnswerLibrary, type AskInput } from './AnswerContext.ts';
import { embedLimitOf, findEvidence, type EvidenceInput, type EvidenceItem } from './evidence.ts';
import { gateFeatures, judgeAnswerable, phraseDepth, type GateMode, type GateVerdict } from './gate.ts';
import type { DocumentRecord, PassageRecord } from './library/records.ts';
import { PromptMemory } from './prompt.ts';
import { askedPhrase } from './question/askedPhrase.ts';
import type { Calculation } from './question/calculation.ts';
import { calculateFrom } from './question/calculateFrom.ts';
import { cosineScale } from './question/cosineScale.ts';
import { matchPhrase } from './question/matchPhrase.ts';
import { weighQuestion, type QuestionTerms } from './question/terms.ts';
import { wantedKind } from './question/wanted.ts';
import { composeQuotes } from './quoteAnswer.ts';
import { retrieve, type Retrieved } from './retrieve.ts';
import { scopeOfQuestion } from './scopeOfQuestion.ts';
import type { ScoredPassage } from './search.ts';
import { meaningWeight } from './search/meaningWeight.ts';
import { detectLanguage } from './text/language.ts';
import { understand } from './understand.ts';
import { writeAnswer } from './writtenAnswer.ts';

export type { AnswerDeps } from './AnswerContext.ts';

/** `strength`: how readily "not in your documents" is said; balanced where it is left out. */
type Question = AskInput & {
  readonly strength?: AnswerStrength | undefined;
  /** What the person wants searched for, instead of what the question is understood as. */
  readonly searchFor?: string | undefined;
  /** A message that this one takes the place of, with all after it. */
  readonly replaces?: number | undefined;
};

/** Earlier questions that a new one may refer to. */
const maxEarlier = 6;
const evidenceLimit = 8;
const evidencePerPart = 4;
const evidencePerDocument = 2;
/** Share of the best score of a document from which its second quote is told as well. */
const nearlyAsGood = 0.9;
const closestLimit = 3;
/** Candidates looked at in each document of a series, so that the same row is found in all. */
const alignLimit = 8;
const titleLength = 80;
/** What of a first page tells whom and when a document is about, in UTF-16 units. */
const identityLength = 4_000;

const memories = new WeakMap<AnswerLibrary, PromptMemory>();

/**
 * Answers one question: understand → search → gate → evidence → prompt → generate → verify → cite. The question is stored
 * before anything else and the answer before its last event; what stops on the way leaves its reason with the question.
 * Errors: scope-unknown, cancelled, those of search.
 */
export async function* answer(input: Question, deps: AnswerDeps, signal: AbortSignal): AsyncGenerator<AnswerEvent, void> {
  const { conversations } = deps.library;
  const startMs = deps.now();
  const conversation = conversations.create({ id: input.conversationId, title: input.question.slice(0, titleLength) });
  const { replaces } = input;
  const earlier = conversations.messages(conversation.id).filter(({ id }) => replaces === undefined || id < replaces).slice(-maxEarlier);
  const messageId = conversations.appendQuestion(conversation.id, input.question);
  let failure = 'cancelled';
  let isSaved = false;
  try {
    const given = yield* compose({ input, deps, signal, startMs, conversationId: conversation.id, messageId }, earlier);
    conversations.saveAnswer(messageId, given);
    if (replaces !== undefined) conversations.removeBetween(conversation.id, replaces, messageId);
    isSaved = true;
    yield { type: 'answer-complete', answer: given };
  } catch (error) {
    failure = isCancelled(error) ? 'cancelled' : toPlainError(error).code;
    throw error;
  } finally {
    // Leaving the loop ends here without an error.
    if (!isSaved) conversations.saveError(messageId, failure);
  }
}

type Request = Pick<AnswerContext, 'deps' | 'signal' | 'startMs' | 'conversationId' | 'messageId'> & { readonly input: Question };

async function* compose(request: Request, earlier: readonly Message[]): AsyncGenerator<AnswerEvent, Answer> {
  const { deps, input, signal } = request;
  const { library } = deps;
  const understood = understand({ question: input.searchFor ?? input.question, earlier: input.searchFor !== undefined ? [] : earlier.map(({ question, answer: given }) => ({ question, searchedFor: given?.searchedFor ?? question })) });
  yield { type: 'question-understood', searchedFor: understood.searchedFor, filters: [...understood.shownFilters], findAll: understood.findAll };
  const scope = scopeOfQuestion(input.scope, understood.filters, library);
  const context = new AnswerContext({ ...request, understood, filter: scope.filter, memory: memoryOf(library) });
  context.stages.add('understand', deps.now() - request.startMs);
  if (scope.isEmpty || context.coverage.documents === 0) return yield* refuse(context, [], null);

  if (understood.about !== null) {
    const about = documentsMeant(context, scope.named, sourcesOf(earlier));
    const told = about.length === 0 ? null : yield* answerAbout(context, understood.about, about);
    if (told !== null) return told;
  }
  const { stages } = context;
  const retrieved = await stages.measure('search', () => retrieve(understood, narrowed(context, scope.named, earlier), deps.search, signal, deps.rerank));
  context.searchMs = retrieved.searchMs;
  const question = weighQuestion(understood.searchedFor, understood.names, understood.language, library.vocabulary);
  const gate = await stages.measure('gate', () => judge(context, question, retrieved.base.hits, input.strength ?? 'balanced'));
  if (gate.verdict === 'not') return yield* refuse(context, retrieved.base.hits, question, gate.isOtherTime ? context.phrases.ofOtherTime(yearsAsked(question)) : null);

  const { items, told, calculation } = await stages.measure('evidence', () => gather(context, question, retrieved));
  if (items.length === 0) return yield* refuse(context, retrieved.base.hits, question);
  // In another language not one word agrees, and an embedder of one language finds likeness everywhere.
  if (isOtherLanguage(context, retrieved.base.hits) && items.every((item) => item.topic === 0)) return yield* refuse(context, retrieved.base.hits, question, context.phrases.otherLanguageDocuments);
  const isBeside = context.searchMode === 'keyword' && items.every((item) => item.topic === 0);
  const verdict: Verdict = gate.verdict === 'partly' || understood.findAll || isBeside ? 'partly' : 'answered';
  const shown = await stages.measure('cite', async () => context.showEvidence(items));
  yield { type: 'evidence-found', evidence: [...shown], coverage: context.coverage };
  yield { type: 'verdict-given', verdict, closest: [] };
  if (deps.chat?.mode === 'written') {
    const written = yield* writeAnswer(context, passagesFor(items, retrieved));
    if (written.outcome === 'refused') return refused(context, items.slice(0, closestLimit), null);
    if (written.sentences.some((sentence) => sentence.support !== 'unsupported')) {
      const share = written.sentences.filter((sentence) => sentence.support === 'supported').length / written.sentences.length;
      const card = calculation === null ? null : tellCalculation(context, calculation, items);
      if (card !== null) yield { type: 'sentence-checked', index: written.sentences.length, sentence: card.sentence };
      return { ...context.finish({ verdict: share < 0.5 ? 'partly' : verdict, mode: 'written', sentences: [...written.sentences, ...(card === null ? [] : [card.sentence])] }), ...(card === null ? {} : { calculation: card.shown }) };
    }
  }
  const sentences: AnswerSentence[] = [];
  for (const { text, evidence } of composeQuotes(items, context.phrases, told, wantedKind(understood.searchedFor) === 'list')) {
    const citations = evidence.flatMap((index) => { const item = items[index]; return item === undefined ? [] : [context.citations.add(context.quoteOf(item))]; });
    const sentence: AnswerSentence = { text, support: 'supported', citations };
    yield { type: 'sentence-checked', index: sentences.length, sentence };
    sentences.push(sentence);
  }
  const card = calculation === null ? null : tellCalculation(context, calculation, items);
  if (card !== null) {
    yield { type: 'sentence-checked', index: sentences.length, sentence: card.sentence };
    sentences.push(card.sentence);
  }
  return { ...context.finish({ verdict, mode: 'quotes', sentences }), ...(card === null ? {} : { calculation: card.shown }) };
}

/** "Difference (in millions): 3 − 2 = 1", citing the quotes its figures stand in. */
function tellCalculation(context: AnswerContext, { kind, formula, result, scale, unit, evidence }: Calculation, items: readonly EvidenceItem[]): { readonly sentence: AnswerSentence; readonly shown: NonNullable<Answer['calculation']> } {
  const { phrases } = context;
  const citations = evidence.flatMap((index) => { const item = items[index]; return item === undefined ? [] : [context.citations.add(context.quoteOf(item))]; });
  const scaled = unit === 'amount' ? phrases.scale(scale) : unit === 'points' ? phrases.points : '';
  return {
    sentence: { text: `${phrases.calculation[kind]}${scaled === '' ? '' : ` (${scaled})`}: ${formula}`, support: 'supported', citations },
    shown: { kind, formula, result, scale, unit, citations },
  };
}

async function judge(context: AnswerContext, question: QuestionTerms, hits: readonly ScoredPassage[], strength: AnswerStrength): Promise<GateVerdict> {
  const { pages } = context.deps.library;
  const contents = [...new Set(hits.slice(0, phraseDepth).map((hit) => hit.contentId))];
  const identities = new Map(contents.map((contentId) => [contentId, pages.first(contentId, 1)[0]?.text.slice(0, identityLength) ?? '']));
  const mode = gateMode(context, hits);
  const asked = askedPhrase(question);
  const phrase = asked === null ? null : await context.withMeaning(async (embed) => await matchPhrase(asked, hits.slice(0, phraseDepth), mode === 'keyword' ? null : embed, context.signal));
  const scale = await context.withMeaning(async (embed) => await cosineScale(mode === 'keyword' ? null : context.deps.embedderId, embed, context.signal));
  const onScale = hits.map((hit) => ({ ...hit, cosine: hit.cosine === null ? null : scale.ofQuestion(hit.cosine) }));
  // 0 stands for what was not compared.
  const phraseOnScale = phrase === null ? null : { ...phrase, likeness: phrase.likeness === 0 ? 0 : scale.ofPassages(phrase.likeness) };
  return judgeAnswerable(gateFeatures(question, onScale, identities, phraseOnScale), coefficients, mode, strength);
}

function yearsAsked({ dates }: QuestionTerms): string[] {
  return [...new Set(dates.flatMap(({ year }) => (year === null ? [] : [String(year)])))];
}

/** Which coefficients hold: what an embedder says of a language it does not know is worth less, and words do not match across languages at all. */
function gateMode({ deps, understood, searchMode }: AnswerContext, hits: readonly ScoredPassage[]): GateMode {
  if (searchMode === 'keyword' || isOtherLanguage({ understood }, hits)) return 'keyword';
  const { embedderId } = deps;
  const isKnown = meaningWeight({ text: understood.searchedFor, language: understood.language }, embedderId) >= meaningWeight({ text: '', language: 'en' }, embedderId);
  return isKnown ? 'hybrid' : 'foreign';
}

function isOtherLanguage({ understood }: Pick<AnswerContext, 'understood'>, hits: readonly ScoredPassage[]): boolean {
  const found = detectLanguage(hits.slice(0, 3).map((hit) => hit.text).join('\n'));
  return found !== null && understood.language !== null && found !== understood.language;
}

/** Evidence of each group; `told` names what each part or document has to say, null for a plain question. */
async function gather(context: AnswerContext, question: QuestionTerms, { groups, isPerDocument }: Retrieved): Promise<{ readonly items: readonly EvidenceItem[]; readonly told: ReadonlySet<number> | null; readonly calculation: Calculation | null }> {
  const { understood, deps, signal } = context;
  const read = reading(context);
  const isPlain = groups.length <= 1;
  // The next part is read while the sentences of the one before are embedded.
  const found = await Promise.all(groups.map(async (group) => {
    const asked = group.question === understood.searchedFor ? question : weighQuestion(group.question, understood.names.filter((name) => group.question.includes(name)), understood.language, deps.library.vocabulary);
    const input = { question: asked, passages: group.passages, ...read, overTime: understood.overTime, limit: isPlain ? evidenceLimit : isPerDocument ? alignLimit : evidencePerPart, embedLimit: embedLimitOf(groups.length) };
    return await context.withMeaning(async (embed) => await findEvidence(input, embed, signal));
  }));
  if (isPlain) return { items: found[0] ?? [], told: null, calculation: null };
  const aligned = isPerDocument ? alignGroups(found) : found;
  const best = Math.max(0, ...aligned.flat().map((item) => item.score));
  const items: EvidenceItem[] = [];
  const told = new Set<number>();
  for (const group of aligned) {
    for (const [index, item] of group.slice(0, isPerDocument ? evidencePerDocument : evidencePerPart).entries()) {
      if (items.some((other) => other.passage.contentId === item.passage.contentId && other.passage.page === item.passage.page && other.start === item.start)) continue;
      // The second is told where it is nearly as good: one of two things asked for, or the figure beside the sentence.
      if (item.score >= best * 0.5 && (index === 0 || (isPerDocument && item.score >= (group[0]?.score ?? 0) * nearlyAsGood))) told.add(items.length);
      items.push(item);
    }
  }
  const parts = aligned.map((group, index) => ({ question: groups[index]?.question ?? '', items: group }));
  return { items, told, calculation: isPerDocument ? null : calculateFrom(understood.searchedFor, parts, items) };
}

function reading(context: AnswerContext): Pick<EvidenceInput, 'pageOf' | 'passagesOfPage' | 'identityOf'> {
  const { passages, pages } = context.deps.library;
  return {
    pageOf: (contentId, page) => context.page(contentId, page),
    passagesOfPage: (contentId, page) => passages.ofPage(contentId, page),
    identityOf: (contentId) => pages.first(contentId, 1)[0]?.text.slice(0, identityLength) ?? '',
  };
}

/** Passages for the prompt: those of the evidence first, then the next best, each once. */
function passagesFor(items: readonly EvidenceItem[], { groups }: Retrieved): PassageRecord[] {
  const all = [...items.map((item) => item.passage), ...groups.flatMap((group) => group.passages)];
  return [...new Map(all.map((passage) => [passage.id, passage])).values()];
}

async function* refuse(context: AnswerContext, hits: readonly ScoredPassage[], question: QuestionTerms | null, reason: string | null = null): AsyncGenerator<AnswerEvent, Answer> {
  const nearest = question === null ? [] : await findEvidence({ question, passages: hits.slice(0, 6), ...reading(context), overTime: false, limit: closestLimit, embedLimit: 0 }, null, context.signal);
  const given = refused(context, nearest, question, reason);
  yield { type: 'evidence-found', evidence: [], coverage: context.coverage };
  yield { type: 'verdict-given', verdict: 'not-in-documents', closest: given.closest };
  return given;
}

function refused(context: AnswerContext, nearest: readonly EvidenceItem[], question: QuestionTerms | null, reason: string | null = null): Answer {
  const unknown = question?.names.filter((name) => name.isNowhere).map((name) => name.text) ?? [];
  const text = unknown.length > 0 ? context.phrases.notNamed(unknown) : reason ?? context.phrases.notInDocuments;
  return context.finish({ verdict: 'not-in-documents', mode: 'quotes', sentences: [], text, closest: nearest.map((item) => context.quoteOf(item)) });
}

/** "What does it say about …" right after an answer from one document is asked of that document. */
function narrowed(context: AnswerContext, named: readonly DocumentRecord[], earlier: readonly Message[]): AnswerContext['filter'] {
  const { understood, filter } = context;
  if (!understood.follows || named.length > 0 || filter !== null) return filter;
  if (!/\b(?:it|this|that|the same) ?(?:document|contract|lease|report|letter|file|agreement|policy)?\b.*\b(?:say|says|state|states|contain|mention|mentions)\b/iu.test(context.input.question)) return filter;
  const paths = new Set(sourcesOf(earlier));
  const document = paths.size === 1 ? context.deps.library.documents.byPath([...paths][0] ?? '') : null;
  return document === null || document.contentId === null ? filter : { folderIds: [], contentIds: [document.contentId], documentIds: [document.documentId] };
}

/** Paths cited by the last answer that cited any, most cited first. */
function sourcesOf(earlier: readonly Message[]): string[] {
  const last = earlier.toReversed().find((message) => (message.answer?.sources.length ?? 0) > 0)?.answer?.sources ?? [];
  const counts = Map.groupBy(last, (source) => source.path);
  return [...counts.entries()].sort((a, b) => b[1].length - a[1].length).map(([path]) => path);
}

function memoryOf(library: AnswerLibrary): PromptMemory {
  const known = memories.get(library) ?? new PromptMemory();
  memories.set(library, known);
  return known;
}
