import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { goThrough, resultOf } from '../../electron/engine/goThrough.ts';
import type { GoThroughAccount, GoThroughResult } from '../../electron/shared/goThroughContract.ts';
import type { Scope } from '../../electron/shared/schemas.ts';
import { clauses, makeContracts } from '../eval/contracts/makeContracts.ts';
import { runCarrel } from './runCarrel.ts';
import { useIngest } from './useIngest.ts';

const criterion = 'Which contracts have an indemnity for third-party claims?';
const filler = 'The Supplier delivers the goods to the warehouse. Notices must be in writing.\n';
const indemnity = 'The Supplier shall indemnify the Customer against all claims of third parties.';

type Outcome = { readonly results: ReadonlyMap<string, GoThroughResult>; readonly account: GoThroughAccount; readonly judgedNow: number; readonly kept: number; readonly runId: number };

describe('going through everything', () => {
  const stage = useIngest();

  async function run(input: { criterion?: string; scope?: Scope; anew?: boolean } = {}): Promise<Outcome> {
    const results = new Map<string, GoThroughResult>();
    let kept = 0;
    for await (const event of goThrough({ criterion, anew: false, ...input }, stage.opened.library, new AbortController().signal)) {
      if (event.type === 'started') kept = event.kept;
      if (event.type === 'judged') for (const result of event.results) results.set(result.path.slice(stage.docs.length + 1), result);
      if (event.type === 'complete') return { results, account: event.account, judgedNow: event.judgedNow, kept, runId: event.runId };
    }
    throw new Error('no end');
  }
  const verdicts = ({ results }: Outcome): Record<string, string> => Object.fromEntries([...results].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, { verdict, why }]) => [path, `${verdict} ${why}`]));

  it('gives every document a verdict that rests on its own words, and the account adds up to the library', async () => {
    stage.put('says.txt', `${filler}${indemnity}\n`);
    stage.put('copy/says.txt', `${filler}${indemnity}\n`);
    stage.put('denies.txt', `${filler}The Supplier shall have no obligation to indemnify the Customer against claims of third parties.\n`);
    stage.put('defines.txt', `${filler}“Third-Party Claim” means a claim of a third party against which a party is indemnified.\n`);
    stage.put('both.txt', `${indemnity}\f${filler}Nothing in this Agreement requires the Supplier to indemnify the Customer for claims of third parties.\n`);
    stage.put('silent.txt', filler);
    stage.put('partly.txt', `#!partly no-text\n${filler}`);
    stage.put('partly but says.txt', `#!partly no-text\n${filler}\f${indemnity}`);
    stage.put('broken.txt', '#!fail file-damaged\n');
    stage.put('locked.txt', '#!skip password-needed\n');
    await stage.open();
    await stage.indexAll();
    const found = await run();
    expect(verdicts(found)).toEqual({
      'says.txt': 'yes says', 'copy/says.txt': 'yes says', 'denies.txt': 'no contrary', 'defines.txt': 'no definition', 'both.txt': 'unclear both', 'silent.txt': 'no nothing',
      'partly.txt': 'unclear partly-read', 'partly but says.txt': 'yes says', 'broken.txt': 'unread not-read', 'locked.txt': 'unread not-read',
    });
    expect(found.account).toEqual({ documents: 10, yes: 3, no: 3, unclear: 2, unread: 2 });
    expect(found.account.documents).toBe(stage.opened.library.documents.totals(null).documentsTotal);
    for (const { quotes, verdict, documentId } of found.results.values()) {
      if (verdict === 'yes') expect(quotes.length).toBeGreaterThan(0);
      for (const quote of quotes) {
        const contentId = stage.opened.library.documents.byId(documentId)?.contentId ?? 0;
        expect(stage.opened.library.pages.get(contentId, quote.page)?.text.slice(quote.start, quote.end)).toBe(quote.quote);
      }
    }
    expect(found.results.get('partly but says.txt')?.quotes[0]).toMatchObject({ page: 2, quote: indemnity });
    expect(found.results.get('both.txt')?.quotes.map(({ page }) => page)).toEqual([1, 2]);
    expect(found.results.get('broken.txt')?.reason).toEqual({ code: 'file-damaged' });
  });

  it('asks a side: the same said of the other side is no', async () => {
    stage.put('a.txt', `${filler}${indemnity}`);
    stage.put('b.txt', `${filler}The Customer shall indemnify the Supplier against all claims of third parties.`);
    await stage.open();
    await stage.indexAll();
    expect(verdicts(await run({ criterion: 'Which contracts make the supplier indemnify the customer against third-party claims?' }))).toEqual({ 'a.txt': 'yes says', 'b.txt': 'no other-party' });
    expect(verdicts(await run({ criterion: 'Which contracts make the customer indemnify the supplier against third-party claims?' }))).toEqual({ 'a.txt': 'no other-party', 'b.txt': 'yes says' });
    expect(verdicts(await run())).toEqual({ 'a.txt': 'yes says', 'b.txt': 'yes says' });
  });

  it('judges again only what is new or says something else, whatever left the library is gone from the list', async () => {
    for (let n = 0; n < 12; n += 1) stage.put(`d${n}.txt`, `${n} ${filler}${n % 3 === 0 ? indemnity : ''}`);
    await stage.open();
    await stage.indexAll();
    const first = await run();
    expect(first).toMatchObject({ judgedNow: 12, kept: 0, account: { yes: 4, no: 8 } });
    expect(await run()).toMatchObject({ judgedNow: 0, kept: 12, runId: first.runId, account: first.account });
    stage.put('d1.txt', `changed ${filler}${indemnity}`);
    stage.put('new.txt', `new ${filler}`);
    rmSync(join(stage.docs, 'd2.txt'));
    const { ingest, library } = stage.opened;
    for (const { id } of library.folders.list()) await ingest.rescan(id);
    await stage.opened.settle();
    const second = await run();
    expect(second).toMatchObject({ judgedNow: 2, kept: 10, runId: first.runId, account: { documents: 12, yes: 5, no: 7 } });
    expect(library.goThroughRuns.run(first.runId)).toMatchObject({ state: 'complete', account: second.account });
    expect(await run({ anew: true })).toMatchObject({ judgedNow: 12, kept: 0 });
    expect((await run({ anew: true })).runId).not.toBe(first.runId);
  });

  it('stops when it is left, and goes on with the rest', async () => {
    for (let n = 0; n < 200; n += 1) stage.put(`d${n}.txt`, `${n} ${filler}${n % 2 === 0 ? indemnity : ''}`);
    await stage.open();
    await stage.indexAll();
    let told = 0;
    let runId = 0;
    for await (const event of goThrough({ criterion, anew: false }, stage.opened.library, new AbortController().signal)) {
      if (event.type === 'started') runId = event.runId;
      if (event.type === 'judged') told += event.results.length;
      if (event.type === 'judged') break;
    }
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(200);
    expect(stage.opened.library.goThroughRuns.run(runId)).toMatchObject({ state: 'stopped', account: { documents: told } });
    const stop = new AbortController();
    const again = (async () => { for await (const event of goThrough({ criterion, anew: true }, stage.opened.library, stop.signal)) if (event.type === 'progress') stop.abort(); })();
    await expect(again).rejects.toMatchObject({ name: 'AbortError' });
    // The newest run of the same question is the one gone on with.
    const rest = await run();
    expect(rest.kept).toBeGreaterThan(0);
    expect(rest.kept + rest.judgedNow).toBe(200);
    expect(rest.account).toEqual({ documents: 200, yes: 100, no: 100, unclear: 0, unread: 0 });
  });

  it('keeps to its scope, and says what it cannot do', async () => {
    stage.put('in/a.txt', indemnity);
    stage.put('out/b.txt', indemnity);
    await stage.open();
    await stage.indexAll();
    const scoped = await run({ scope: { paths: [join(stage.docs, 'in')], folderIds: [] } });
    expect(verdicts(scoped)).toEqual({ 'in/a.txt': 'yes says' });
    expect(scoped.account.documents).toBe(1);
    const runs = stage.opened.library.goThroughRuns;
    const isSame = (...paths: string[]): boolean | undefined => runs.list({ paths: paths.map((path) => join(stage.docs, path)), folderIds: [] }).find(({ id }) => id === scoped.runId)?.isSameScope;
    expect([isSame('in'), isSame('out'), isSame('in', 'out'), isSame()]).toEqual([true, false, false, false]);
    await expect(run({ criterion: 'Which contracts have?' })).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(run({ scope: { paths: [join(stage.docs, 'nowhere')], folderIds: [] } })).rejects.toMatchObject({ code: 'scope-unknown' });
    expect(() => stage.opened.library.goThroughRuns.run(99)).toThrow('run-unknown');
  });

  it('keeps no words of documents with a verdict: they go with their document', async () => {
    stage.put('a.txt', indemnity);
    await stage.open();
    await stage.indexAll();
    const { runId } = await run();
    const { library, ingest } = stage.opened;
    const [stored] = library.goThroughRuns.verdicts(runId);
    expect(JSON.stringify(stored)).not.toContain('indemnify');
    expect(stored === undefined ? [] : resultOf(stored, library)[0]?.quotes[0]?.quote).toBe(indemnity);
    await ingest.removals.remove(join(stage.docs, 'a.txt'));
    expect(library.goThroughRuns.verdicts(runId)).toEqual([]);
  });

  it('finds what contracts say in the wordings the rules were made with, near-misses told apart', async () => {
    const contracts = makeContracts('tuned', 24).map((contract) => ({ ...contract, name: contract.name.replace('.docx', '.txt') }));
    for (const { name, truths } of contracts) stage.put(name, Object.values(truths).filter(({ sentence }) => sentence !== '').map(({ sentence }, at) => `${at + 1}. Clause\n\n${sentence}\n\n`).join(filler));
    await stage.open();
    await stage.indexAll();
    let [right, wanted, given] = [0, 0, 0];
    for (const clause of clauses) {
      const { results } = await run({ criterion: clause.criterion });
      for (const { name, truths } of contracts) {
        const isYes = results.get(name)?.verdict === 'yes';
        const isTrue = truths[clause.id]?.says === true;
        right += isYes && isTrue ? 1 : 0;
        wanted += isTrue ? 1 : 0;
        given += isYes ? 1 : 0;
      }
    }
    expect(wanted).toBeGreaterThan(50);
    expect(right / wanted).toBeGreaterThanOrEqual(0.95);
    expect(right / given).toBeGreaterThanOrEqual(0.95);
  });
});

describe('carrel find-all', () => {
  it('killed in the middle, goes on without judging again what it has told', async () => {
    const root = mkdtempSync(join(tmpdir(), 'carrel-find-all-'));
    onTestFinished(() => { rmSync(root, { recursive: true, force: true }); });
    const docs = join(root, 'docs');
    mkdirSync(docs);
    const total = 400;
    for (let n = 0; n < total; n += 1) writeFileSync(join(docs, `c${n}.txt`), `Contract ${n}\n\n${filler.repeat(60)}\n${n % 2 === 0 ? indemnity : ''}\n`);
    const profile = join(root, 'profile');
    expect((await runCarrel(['index', docs, '--no-wait'], { profile })).code).toBe(0);
    const killed = await runCarrel(['find-all', criterion], {
      profile,
      onStart: (child) => {
        let seen = '';
        child.stdout?.on('data', (text: string) => {
          seen += text;
          if (/^✓/m.test(seen)) child.kill('SIGKILL');
        });
      },
    });
    const told = killed.stdout.split('\n').filter((line) => /^[✓–]/.test(line)).length;
    expect(killed.code).toBeNull();
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(total);
    const again = await runCarrel(['find-all', criterion, '--json'], { profile });
    const { account, judgedNow, results } = again.json() as { account: GoThroughAccount; judgedNow: number; results: readonly GoThroughResult[] };
    expect(account).toEqual({ documents: total, yes: total / 2, no: total / 2, unclear: 0, unread: 0 });
    expect(judgedNow).toBeLessThanOrEqual(total - told);
    expect(judgedNow).toBeGreaterThan(0);
    expect(new Set(results.map(({ documentId }) => documentId)).size).toBe(total);
  });
});

