import { AppError } from '../shared/AppError.ts';
import type { EngineContract } from '../shared/engineContract.ts';
import type { Client } from '../shared/operation.ts';
import type { Answer, AnswerSentence, Coverage, Quote, Source } from '../shared/schemas.ts';
import type { CommandContext } from './Command.ts';
import { count, number } from './describeActivity.ts';
import { describePlace } from '../shared/describePlace.ts';
import { printable } from '../shared/printable.ts';
import type { Terminal } from './Terminal.ts';

type Question = Parameters<Client<EngineContract>['ask']>[0];

const marks = { supported: '✓', partly: '◐', unsupported: '✗' } as const;
const colours = { supported: 'green', partly: 'yellow', unsupported: 'red' } as const;

/** Asks and shows the answer as it comes: evidence, verdict, sentences with their marks, sources, coverage. As JSON nothing is shown on the way. */
export async function answerQuestion(question: Question, context: CommandContext): Promise<Answer> {
  const { engine, terminal, json, signal } = context;
  let written = '';
  let isHeaded = false;
  const heading = (): void => {
    if (!isHeaded) section('Answer', terminal);
    isHeaded = true;
  };
  terminal.progress('Searching');
  for await (const event of engine.ask(question, { signal })) {
    switch (event.type) {
      case 'question-understood':
        if (!json && event.searchedFor !== question.question) terminal.log(`Searching for: ${printable(event.searchedFor)}`);
        if (!json && event.filters.length > 0) terminal.log(`Only: ${printable(event.filters.join(', '))}`);
        break;
      case 'evidence-found':
        if (!json) printEvidence(event.evidence, terminal);
        break;
      case 'verdict-given':
        if (!json && event.verdict === 'partly') printRemark('The documents answer this only in part.', terminal);
        break;
      case 'prompt-progress':
        terminal.progress(`Reading the passages · ${Math.floor((100 * event.done) / Math.max(1, event.total))} %`);
        break;
      case 'text-delta':
        written += event.text;
        terminal.progress(`Writing · ${printable(written).slice(-60)}`);
        break;
      case 'sentence-checked':
        if (json) break;
        heading();
        printSentence(event.sentence, terminal);
        written = '';
        break;
      case 'answer-complete':
        terminal.endProgress();
        if (!json) printEnd(event.answer, terminal);
        return event.answer;
    }
  }
  throw new AppError('output-invalid', { operation: 'ask', problem: 'no answer' });
}

function section(title: string, terminal: Terminal): void {
  terminal.line();
  terminal.line(terminal.style('bold', title));
}

function printEvidence(evidence: readonly Source[], terminal: Terminal): void {
  if (evidence.length === 0) return;
  terminal.line(terminal.style('bold', 'Evidence'));
  for (const source of evidence) {
    terminal.line(`  [${source.n}] “${quoteOf(source)}”`);
    terminal.line(terminal.style('dim', `      ${describePlace(source)}`));
  }
}

function printRemark(words: string, terminal: Terminal): void {
  terminal.line();
  terminal.line(terminal.style('yellow', words));
}

function printRefusal({ answer, closest }: Answer, terminal: Terminal): void {
  printRemark(printable(answer), terminal);
  if (closest.length === 0) return;
  terminal.line('The nearest passages, which do not answer it:');
  for (const quote of closest) terminal.line(terminal.style('dim', `  “${quoteOf(quote)}” ${describePlace(quote)}`));
}

function printSentence({ text, support, citations, note }: AnswerSentence, terminal: Terminal): void {
  const numbers = citations.length === 0 ? '' : ` ${citations.map((n) => `[${n}]`).join('')}`;
  terminal.line(`  ${terminal.style(colours[support], marks[support])} ${printable(text)}${numbers}${note === undefined ? '' : terminal.style('dim', ` (${printable(note)})`)}`);
}

function printEnd(answer: Answer, terminal: Terminal): void {
  const { verdict, sources, coverage, model, mode, searchMode, timings } = answer;
  if (verdict === 'not-in-documents') printRefusal(answer, terminal);
  if (sources.length > 0) {
    section('Sources', terminal);
    for (const source of sources) terminal.line(`  [${source.n}] ${describePlace(source)}`);
  }
  terminal.line();
  terminal.line(terminal.style('dim', describeCoverage(coverage, searchMode)));
  terminal.line(terminal.style('dim', `${model === null ? 'Quotes, no model' : mode === 'quotes' ? `Quotes (${model})` : `Written by ${model}`} · ${(timings.totalMs / 1000).toFixed(1)} s`));
}

/** `Searched 19 of 20 documents (1,037 of 1,040 pages); 1 could not be read.` */
export function describeCoverage({ documents, documentsTotal, pages, pagesTotal, unreadable, vectorsShare }: Coverage, searchMode: Answer['searchMode']): string {
  const searched = `Searched ${number(documents)} of ${count(documentsTotal, 'document')} (${number(pages)} of ${count(pagesTotal, 'page')})`;
  const unread = unreadable.length === 0 ? '' : `; ${number(unreadable.length)} could not be read, or not wholly`;
  const meaning = searchMode === 'keyword' ? '; by keywords only' : vectorsShare < 1 ? `; meaning search covers ${Math.floor(vectorsShare * 100)} %` : '';
  return `${searched}${unread}${meaning}.`;
}

function quoteOf({ quote, continues }: Quote): string {
  return printable(continues === undefined ? quote : `${quote} ${continues.quote}`);
}
