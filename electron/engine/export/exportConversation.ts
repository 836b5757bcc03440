import type { Answer, Message, Source } from '../../shared/schemas.ts';
import { phrasesFor, placeWithSection, type Phrases } from '../text/phrases.ts';
import { DocxWriter } from './DocxWriter.ts';
import { exportWords, type ExportLanguage, type ExportWords } from './exportWords.ts';

export type ExportedConversation = { readonly title: string; readonly messages: readonly Message[] };
type Speech = { readonly words: ExportWords; readonly phrases: Phrases };

/** A conversation as a file: each answer with its verdict, marks, and the quotes it rests on, word for word. Pure. */
export function exportConversation(conversation: ExportedConversation, format: 'docx' | 'markdown', language: ExportLanguage): Buffer {
  const speech = { words: exportWords(language), phrases: phrasesFor(language) };
  return format === 'docx' ? asDocx(conversation, speech) : Buffer.from(asMarkdown(conversation, speech));
}

/** What is told of an answer beside its sentences. */
function facts({ coverage, model, mode, verdict }: Answer, { words }: Speech): string[] {
  return [
    `${words.verdict}: ${words.answerVerdicts[verdict]}`, words.searched(coverage.documents, coverage.documentsTotal), `${words.model}: ${mode === 'quotes' || model === null ? words.noModel : model}`,
    ...(coverage.unreadable.length === 0 ? [] : [`${words.unreadable}: ${coverage.unreadable.map(({ path }) => path).join('; ')}`]),
  ];
}

/** The quotes that are shown: what it rests on, or under a refusal what comes closest. */
function quotesOf({ sources, closest }: Answer): readonly (Omit<Source, 'n'> & { readonly n: number | null })[] {
  return sources.length > 0 ? sources : closest.map((quote) => ({ ...quote, n: null }));
}

function timeOf(askedMs: number): string {
  return new Date(askedMs).toISOString().slice(0, 16).replace('T', ' ');
}

/** "found in its source [1]": words in place of a sign that a reader of the file cannot point at. */
function marked(sentence: Answer['sentences'][number], { words }: Speech): string {
  const numbers = sentence.citations.map((n) => `[${n}]`).join(' ');
  return [numbers, words.supports[sentence.support], ...(sentence.note === undefined ? [] : [sentence.note])].filter((part) => part !== '').join(' · ');
}

function asDocx({ title, messages }: ExportedConversation, speech: Speech): Buffer {
  const { words, phrases } = speech;
  const document = new DocxWriter({ title, created: new Date(messages[0]?.askedMs ?? 0).toISOString().slice(0, 10) }).title(title);
  for (const { question, askedMs, answer } of messages) {
    document.heading(1, question).paragraph(timeOf(askedMs));
    if (answer === null) {
      document.paragraph(words.noAnswer);
      continue;
    }
    if (answer.sentences.length === 0) document.paragraph(answer.answer);
    for (const sentence of answer.sentences) document.paragraph(sentence.text).paragraph(`    ${marked(sentence, speech)}`);
    for (const fact of facts(answer, speech)) document.bullet(fact);
    const quotes = quotesOf(answer);
    if (quotes.length > 0) document.heading(2, answer.sources.length > 0 ? words.sources : words.closest);
    for (const quote of quotes) {
      document.heading(3, `${quote.n === null ? '' : `[${quote.n}] `}${placeWithSection(quote, phrases)}`).paragraph(quote.path);
      for (const text of [quote.header?.quote, quote.quote, quote.continues?.quote]) if (text !== undefined) document.paragraph(text);
    }
  }
  return document.bytes();
}

function asMarkdown({ title, messages }: ExportedConversation, speech: Speech): string {
  const { words, phrases } = speech;
  const lines = [`# ${inline(title)}`, ''];
  for (const { question, askedMs, answer } of messages) {
    lines.push(`## ${inline(question)}`, '', timeOf(askedMs), '');
    if (answer === null) {
      lines.push(words.noAnswer, '');
      continue;
    }
    if (answer.sentences.length === 0) lines.push(inline(answer.answer), '');
    for (const sentence of answer.sentences) lines.push(inline(sentence.text), '', `*${inline(marked(sentence, speech))}*`, '');
    lines.push(...facts(answer, speech).map((fact) => `- ${inline(fact)}`), '');
    const quotes = quotesOf(answer);
    if (quotes.length > 0) lines.push(`### ${answer.sources.length > 0 ? words.sources : words.closest}`, '');
    for (const quote of quotes) {
      lines.push(`${quote.n === null ? '' : `**\\[${quote.n}\\]** `}${inline(placeWithSection(quote, phrases))} (${inline(quote.path)})`, '');
      for (const text of [quote.header?.quote, quote.quote, quote.continues?.quote]) if (text !== undefined) lines.push(...text.split(/\r\n|[\n\r\u2028\u2029]/).map((line) => `> ${escaped(line)}  `), '');
    }
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** On one line. */
function inline(text: string): string {
  return escaped(text.replace(/\s*[\n\r\u2028\u2029]+\s*/g, ' '));
}

/** Every sign Markdown has a use for, and those of HTML and of addresses made into links, escaped: what documents say is never more than text where the file is shown. */
function escaped(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+\-.!|~$&:@^="'/]/g, '\\$&').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '\ufffd');
}
