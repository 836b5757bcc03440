import { basename, resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { answerQuestion } from '../electron/cli/answerQuestion.ts';
import { indexPaths } from '../electron/cli/commands/indexFolders.ts';
import type { CommandContext } from '../electron/cli/Command.ts';
import { openLibrary } from '../electron/cli/openLibrary.ts';
import { asEngineError, startEngine } from '../electron/cli/startEngine.ts';
import { Terminal } from '../electron/cli/Terminal.ts';
import { isCancelled, toPlainError } from '../electron/shared/AppError.ts';
import { wordsFor } from '../electron/shared/errorWords.ts';
import { hasDisplay } from './setup/installWindow.mjs';
import { startWindow } from './startWindow.ts';
import questions from '../resources/sample-questions.json' with { type: 'json' };

// `npm start [-- FOLDER]`: opens the window; without a display, or on a folder given, does the job in the terminal: index the folder, or the sample documents, then answer questions in the terminal.
const repository = fileURLToPath(new URL('../', import.meta.url));
const samples = `${repository}resources/samples`;
/** One that the sample documents answer, and one that they do not. */
const sampleQuestions = [questions.find(({ sources }) => sources.length > 0), questions.findLast(({ sources }) => sources.length === 0)].flatMap((sample) => (sample === undefined ? [] : [sample.question]));

const terminal = new Terminal({ out: process.stdout, err: process.stderr });
const [given] = process.argv.slice(2);
const folder = given === undefined ? samples : resolve(given);
const profile = process.env['CARREL_PROFILE'] ?? `${repository}.carrel/profile`;

let running = new AbortController();
let isLeaving = false;
process.on('SIGINT', () => {
  if (isLeaving || running.signal.aborted) process.exit(1);
  running.abort();
});

// Whoever reads our output may stop early.
process.stdout.on('error', () => { process.exit(0); });
// A display and no folder named: the window. Everything else goes on in the terminal.
const closed = given === undefined && hasDisplay() ? await startWindow(profile) : null;
process.exitCode = closed ?? await start();

async function start(): Promise<number> {
  const engine = startEngine({ profile, calledAs: 'npm start' });
  try {
    await openLibrary(engine.client, null, null, running.signal);
    terminal.log(`Reading ${folder} (profile: ${profile})`);
    const report = await indexPaths([folder], 'searchable', context(engine.client));
    const { indexed, indexedPartly, skipped, failed } = report.documents;
    terminal.log(`${indexed + indexedPartly} documents can be searched, ${skipped} skipped, ${failed} failed; ${report.pages} pages. Meaning search is built while you ask.`);
    if (process.stdin.isTTY === true) await converse(engine.client);
    else for (const question of await questionsFor(folder, engine.client)) await ask(question, engine.client);
    return 0;
  } catch (thrown) {
    const { what, next } = wordsFor(toPlainError(asEngineError(thrown)));
    terminal.log(`${what} ${next}`);
    return 1;
  } finally {
    isLeaving = true;
    terminal.endProgress();
    await engine.close();
  }
}

function context(engine: CommandContext['engine']): CommandContext {
  running = new AbortController();
  return { engine, terminal, json: false, signal: running.signal };
}

async function ask(question: string, engine: CommandContext['engine'], conversationId?: string): Promise<void> {
  terminal.line();
  terminal.line(terminal.style('bold', `> ${question}`));
  await answerQuestion(conversationId === undefined ? { question } : { question, conversationId }, context(engine));
}

/** Question after question, in one conversation. Ctrl-C stops an answer, and at the prompt ends it all. */
async function converse(engine: CommandContext['engine']): Promise<void> {
  const conversationId = `terminal ${new Date().toISOString()}`;
  for (;;) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    const leave = new AbortController();
    lines.on('SIGINT', () => { leave.abort(); }).on('close', () => { leave.abort(); });
    const question = await lines.question('\nAsk (empty line to leave): ', { signal: leave.signal }).catch(() => '');
    lines.close();
    if (question.trim() === '') return;
    try {
      await ask(question.trim(), engine, conversationId);
    } catch (error) {
      if (!isCancelled(error)) throw error;
      terminal.log('Stopped.');
    }
  }
}

/** The sample documents' own questions; of other folders what can be asked of any: what a document of theirs is about. */
async function questionsFor(asked: string, engine: CommandContext['engine']): Promise<readonly string[]> {
  if (asked === samples) return sampleQuestions;
  const documents = await engine.documents({});
  const first = documents.find(({ path, pages }) => pages > 0 && path.startsWith(asked));
  return first === undefined ? [] : [`What is ${basename(first.path)} about?`];
}
