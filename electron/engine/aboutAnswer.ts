import type { Answer, AnswerEvent, AnswerSentence } from '../shared/schemas.ts';
import { sectionsOf, tellAbout, type AboutQuote, type WholeDocument } from './aboutDocument.ts';
import type { AnswerContext, AnswerLibrary } from './AnswerContext.ts';
import type { EvidenceItem } from './evidence.ts';
import type { DocumentRecord } from './library/records.ts';
import { isIn } from './scopeOfQuestion.ts';
import type { AboutKind } from './question/kind.ts';
import { stem, wordsOf } from './text/words.ts';
import { checkSentences, prompts, writeFrom } from './writtenAnswer.ts';
import { readWritten } from './write.ts';

/** Pages of one document that are read for telling about it. */
const maxPages = 400;
/** Documents told about in one answer. */
const maxDocuments = 6;
/** Sections written about with a capable model, and passages read of each. */
const maxWrittenSections = 6;
const passagesPerSection = 5;

/** Answers a question about documents as a whole: in quotes, or section by section with a capable model. */
export async function* answerAbout(context: AnswerContext, kind: AboutKind, documents: readonly DocumentRecord[]): AsyncGenerator<AnswerEvent, Answer | null> {
  const whole = documents.slice(0, maxDocuments).flatMap((document) => readWhole(document, context.deps.library));
  const told = whole.map((document) => {
    const quotes = tellAbout(document, kind, context.phrases);
    // Of several documents each says what it is in a sentence or two.
    return { document, quotes: whole.length > 1 ? quotes.slice(0, kind === 'dates' ? 6 : 2) : quotes };
  });
  if (told.every(({ quotes }) => quotes.length === 0)) return null;
  yield { type: 'evidence-found', evidence: [...context.showEvidence(told.flatMap(({ quotes }) => quotes.map(toEvidence)))], coverage: context.coverage };
  yield { type: 'verdict-given', verdict: 'answered', closest: [] };
  if (kind === 'summary' && context.deps.chat?.mode === 'written') {
    const sentences = yield* writeSections(context, whole);
    if (sentences.some((sentence) => sentence.support === 'supported')) return context.finish({ verdict: 'answered', mode: 'written', sentences });
  }
  const sentences: AnswerSentence[] = [];
  for (const { document, quotes } of told) {
    for (const [index, quote] of quotes.entries()) {
      const name = document.path.split(/[\\/]/).at(-1) ?? document.path;
      const text = index === 0 ? `${name} (${document.pageCount} ${context.phrases.pages(document.pageCount)}): ${quote.text}` : quote.text;
      const sentence: AnswerSentence = { text, support: 'supported', citations: [context.citations.add(context.quote(quote.passage, quote))] };
      yield { type: 'sentence-checked', index: sentences.length, sentence };
      sentences.push(sentence);
    }
  }
  return context.finish({ verdict: 'answered', mode: 'quotes', sentences });
}

/**
 * The documents a question about a whole document means: those it names, the only one in scope, the one talked of before, or
 * when the scope is small all of it; empty when nothing tells.
 */
export function documentsMeant(context: AnswerContext, named: readonly DocumentRecord[], before: readonly string[]): DocumentRecord[] {
  const { library } = context.deps;
  if (named.length > 0) return [...named];
  const inScope = context.filter === null ? null : library.documents.all().filter((document) => document.contentId !== null && isIn(document, context.filter));
  if (inScope !== null && inScope.length <= 1) return inScope;
  const recent = before.flatMap((path) => library.documents.byPath(path) ?? []).filter((document) => inScope === null || inScope.some((other) => other.documentId === document.documentId)).slice(0, 1);
  // "What is it about?", "summarise this document": the one on the table, whatever words are in its name.
  if (recent.length > 0 && /(?<!\p{L})(?:it|its|this|that|dies\w*|darin|davon|ce|cette|este|esta)(?!\p{L})/iu.test(context.input.question)) return recent;
  const byName = bestNamed(context.understood.searchedFor, library).filter((document) => inScope === null || inScope.some((other) => other.documentId === document.documentId));
  if (byName.length > 0) return byName;
  if (recent.length > 0) return recent;
  const all = inScope ?? library.documents.all().filter((document) => document.contentId !== null);
  return all.length <= maxDocuments ? all : [];
}

/** Documents whose name, title or first page holds the words of the question that are not words of asking; those of equal standing together. */
function bestNamed(question: string, library: AnswerLibrary): DocumentRecord[] {
  const asked = wordsOf(question).filter((word) => word.length > 2 && !asking.has(word));
  if (asked.length === 0) return [];
  const scored = library.documentText.match(asked.join(' '), 30).flatMap(({ contentId }) => {
    const document = library.documents.ofContent(contentId)[0];
    if (document === undefined) return [];
    const name = new Set(wordsOf(`${document.path.split(/[\\/]/).at(-1) ?? ''} ${document.title}`.replace(/[_.-]+/g, ' ')).map(stem));
    const first = new Set(wordsOf(library.pages.first(contentId, 1)[0]?.text.slice(0, 4_000) ?? '').map(stem));
    const score = asked.reduce((sum, word) => sum + (name.has(stem(word)) ? 1 : first.has(stem(word)) ? 0.6 : 0), 0) / asked.length;
    return [{ document, score }];
  });
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best < 0.55 ? [] : scored.filter(({ score }) => score >= best - 0.01).map(({ document }) => document).slice(0, maxDocuments);
}

const asking = new Set((
  'what which who when how why the this that these those and for with from about give show tell list summarise summarize summary overview outline gist key main important points dates deadlines parties party short brief please is are was were does say contain document documents file files ' +
  'was welche wer wann wie der die das dies dieses dieser und für mit über gib zeige nenne fasse zusammen zusammenfassung überblick wichtige wichtigsten termine fristen daten parteien kurz bitte ist sind steht dokument dokumente datei worum geht'
).split(' '));

function readWhole(document: DocumentRecord, library: AnswerLibrary): WholeDocument[] {
  const { contentId } = document;
  if (contentId === null) return [];
  const pages = library.pages.first(contentId, maxPages);
  const passages = pages.flatMap((page) => library.passages.ofPage(contentId, page.page)).map((passage) => ({ ...passage, documentId: document.documentId, path: document.path }));
  return passages.length === 0 ? [] : [{ title: document.title, path: document.path, pageCount: library.pages.countShown(contentId), pages, passages }];
}

/** A few checked sentences for each section; sections nothing was found for are passed over. */
async function* writeSections(context: AnswerContext, documents: readonly WholeDocument[]): AsyncGenerator<AnswerEvent, AnswerSentence[]> {
  const sentences: AnswerSentence[] = [];
  for (const section of documents.flatMap((document) => sectionsOf(document, Math.max(2, Math.floor(maxWrittenSections / documents.length))))) {
    const wanted = section.passages.slice(0, passagesPerSection);
    const written = yield* writeFrom(context, { system: prompts.section, chosen: wanted.map((passage, index) => ({ n: index + 1, passage })), wanted, keeps: false });
    if (written === null) return sentences;
    const statements = readWritten(written.text).filter((sentence) => !sentence.isRefusal);
    sentences.push(...yield* checkSentences(context, statements, written.passages, sentences.length));
  }
  // A summary is long enough that what no source bears out is better left out than marked.
  return sentences.filter((sentence) => sentence.support !== 'unsupported');
}

function toEvidence(quote: AboutQuote): EvidenceItem {
  return { passage: { ...quote.passage, score: 1 }, start: quote.start, end: quote.end, text: quote.text, row: null, header: null, columns: null, group: null, score: 1, topic: 1 };
}
