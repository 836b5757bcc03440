import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Handlers } from '../../electron/shared/operation.ts';
import type { ExtractedPage, ReaderContract } from '../../electron/shared/readerContract.ts';

/**
 * A reader for plain text whose files can ask it to misbehave. Pages are separated by form feeds. A first line that starts
 * with `#!` is an order: `hang` (for ever, hearing nothing), `deaf` (for ever, at nothing), `crash`, `segv`, `exit` (as if all were done), `memory`, `huge` (one message of a gigabyte), `twice` (every reply two times), `slow MS` (before each page), `skip CODE`, `fail CODE`,
 * `partly CODE`, `die-late` (crash after the first page).
 */
export function makeReaderHandlers(): Handlers<ReaderContract> {
  return {
    async *read({ path }) {
      const content = await readFile(path, 'utf8');
      const [, order = '', argument = ''] = /^#!([a-z-]+)(?: (\S+))?/.exec(content) ?? [];
      if (order === 'crash') process.kill(process.pid, 'SIGKILL');
      if (order === 'segv') process.kill(process.pid, 'SIGSEGV');
      if (order === 'exit') process.exit(0);
      if (order === 'hang') for (;;) { /* deaf */ }
      if (order === 'deaf') await sleep(10_000_000);
      if (order === 'huge') yield { type: 'pages', pages: [pageOf('x'.repeat(500_000_000), 1), pageOf('y'.repeat(500_000_000), 2)] };
      if (order === 'twice') replyTwice();
      if (order === 'memory') await swell();
      if (order === 'skip' || order === 'fail') {
        yield { type: 'outcome', outcome: { state: order === 'skip' ? 'skipped' : 'failed', reason: { code: argument } } };
        return;
      }
      const texts = content.split('\f');
      for (const [index, text] of texts.entries()) {
        if (order === 'slow') await sleep(Number(argument));
        yield { type: 'pages', pages: [pageOf(text, index + 1)] };
        if (order === 'die-late') process.kill(process.pid, 'SIGKILL');
      }
      const title = texts[0]?.split('\n', 1)[0] ?? '';
      yield { type: 'facts', facts: { format: 'text', title, language: 'en', pageCount: texts.length, documentDate: null } };
      yield { type: 'outcome', outcome: order === 'partly' ? { state: 'indexed-partly', reason: { code: argument } } : { state: 'indexed', reason: null } };
    },
    locate: () => ({ found: 'gone', pageWidth: 612, pageHeight: 792, rectangles: [] }),
  };
}

function pageOf(text: string, number: number): ExtractedPage {
  return { number, text, locator: { kind: 'lines', firstLine: 1, lastLine: Math.max(1, text.split('\n').length) }, headings: [], tables: [] };
}

/** From now on. */
function replyTwice(): void {
  const { send } = process;
  if (send === undefined) return;
  process.send = ((...message: Parameters<typeof send>) => {
    Reflect.apply(send, process, message);
    return Reflect.apply(send, process, message) as boolean;
  }) as typeof send;
}

async function swell(): Promise<never> {
  const held: Buffer[] = [];
  for (;;) {
    held.push(Buffer.alloc(16 * 1024 * 1024, held.length));
    await sleep(5);
  }
}
