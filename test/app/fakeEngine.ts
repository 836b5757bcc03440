import type { Page } from 'playwright-core';
import type { PlainError } from '../../electron/shared/AppError.ts';
import type { AnswerEvent, Message, Source, Status } from '../../electron/shared/schemas.ts';

/** What the engine that is put in the place of the window's says. `answer`: the events of every answer, each so many ms after the one before. */
export type FakeEngine = { readonly status: Status; readonly conversations: readonly { readonly id: string; readonly title: string; readonly messages: readonly Message[] }[]; readonly answer: readonly { readonly afterMs: number; readonly event: AnswerEvent }[]; /** What else is answered, by the name of what is asked. */ readonly outputs?: Readonly<Record<string, unknown>>; /** What fails when it is first asked, by its name. */ readonly failsOnce?: Readonly<Record<string, PlainError>> };

/** An open library with one folder in it. */
export const someStatus: Status = {
  libraryId: 'main', libraryName: 'My library', locked: false, protection: 'none',
  folders: [{ id: 1, path: '/docs', name: 'docs', away: false, paused: false, lastScanMs: null, documents: 1, byState: { indexed: 1 } }],
  documents: { indexed: 1 }, documentsTotal: 1, pages: 1, passages: 1, unseenUnreadable: 0, vectorsShare: 1, embedder: { id: null, state: 'none', message: null }, model: { id: null, state: 'none', message: null },
  activity: { phase: 'idle', filesDone: 1, filesTotal: 1, pagesDone: 1, pagesPerSecond: 0, passagesEmbedded: 1, passagesTotal: 1, secondsLeft: null, current: null }, switchingTo: null, onTrial: null,
  sizes: { libraryBytes: 1, indexBytes: 1, modelsBytes: 1 }, removals: [], refusedConnections: 0,
};
export const someCoverage = { documents: 1, documentsTotal: 1, pages: 1, pagesTotal: 1, unreadable: [], vectorsShare: 1 } as const;

export function someSource(n: number): Source {
  const quote = `Berth ${n} was inspected by the harbour board in March, and its mooring rings were found to be sound but for one, which is to be renewed before the autumn.`;
  return { n, documentId: n, path: `/docs/report ${n}.pdf`, title: `Report ${n}`, page: n, locator: { kind: 'pdf-page', page: n }, start: 0, end: quote.length, quote };
}

/** What the window has asked of the engine that was put there, and what it asks no more. */
export async function askedOf(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => (globalThis as { carrelAsked?: string[] }).carrelAsked ?? []);
}

/** Puts an engine of the test's own in the place of the one the window speaks to; the rest of the window is real. */
export async function putFakeEngine(page: Page, engine: FakeEngine): Promise<void> {
  await page.evaluate((fake) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }: MessageEvent<{ type: string; id: number; operation: string; input: Record<string, unknown> }>) => {
      const { type, id, operation, input } = data;
      const reply = (message: Record<string, unknown>): void => { port1.postMessage({ id, ...message }); };
      if (type === 'cancel') {
        stopped.add(id);
        asked.push(`no more ${names.get(id) ?? ''}`);
      }
      if (type !== 'ask') return;
      names.set(id, operation);
      asked.push(operation);
      const outputs: Record<string, unknown> = {
        conversations: fake.conversations.map(({ id: conversation, title, messages }) => ({ id: conversation, title, createdMs: 1, updatedMs: 1, messages: messages.length, pinned: false })),
        conversation: fake.conversations.find((one) => one.id === input['id'])?.messages ?? [], models: [], answerCases: [], policy: { settings: {}, contact: null }, draft: { text: '' }, keepDraft: {}, network: { refusedConnections: 0, openSockets: 0 }, ...fake.outputs,
      };
      const error = failed.has(operation) ? undefined : fake.failsOnce?.[operation];
      if (error !== undefined) {
        failed.add(operation);
        reply({ type: 'error', error });
      } else if (operation === 'watchStatus') reply({ type: 'event', event: fake.status });
      else if (operation === 'stayOpen') reply({ type: 'event', event: {} });
      else if (operation === 'ask') {
        let at = 0;
        for (const { afterMs, event } of fake.answer) setTimeout(() => { if (!stopped.has(id)) reply({ type: 'event', event }); }, at += afterMs);
        // One that is not completed goes on for ever.
        if (fake.answer.at(-1)?.event.type === 'answer-complete') setTimeout(() => { if (!stopped.has(id)) reply({ type: 'end' }); }, at + 1);
      } else reply({ type: 'result', output: operation === 'goThroughResults' ? stretchOf(outputs[operation] as Verdicts, input) : outputs[operation] ?? {} });
    };
    type Verdicts = { readonly results: readonly { readonly verdict: string; readonly quotes: readonly unknown[] }[] };
    const order = ['yes', 'unclear', 'unread', 'no'];
    const quotesIn = (some: Verdicts['results']): number => some.reduce((sum, { quotes }) => sum + quotes.length, 0);
    // As the library lists them.
    const stretchOf = (all: Verdicts, { verdict, quoted, offset = 0, limit = 100 }: { verdict?: string; quoted?: boolean; offset?: number; limit?: number }): unknown => {
      const rows = all.results.filter((row) => (verdict === undefined || row.verdict === verdict) && (quoted !== true || row.quotes.length > 0)).sort((one, other) => order.indexOf(one.verdict) - order.indexOf(other.verdict));
      const before = rows.slice(0, offset);
      return { ...all, results: rows.slice(offset, offset + limit), total: rows.length, quotes: quotesIn(rows), quotedBefore: before.filter(({ quotes }) => quotes.length > 0).length, quotesBefore: quotesIn(before) };
    };
    const names = new Map<number, string>();
    const asked: string[] = (globalThis as { carrelAsked?: string[] }).carrelAsked = [];
    const [stopped, failed] = [new Set<number>(), new Set<string>()];
    window.postMessage({ carrelPort: 'engine' }, '*', [port2]);
  }, engine);
}
