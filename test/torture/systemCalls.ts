import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { catchUp } from './catchUp.ts';
import { compareDumps, dumpLibrary, type LibraryDump } from './dumpLibrary.ts';
import { embedderFor } from './embedders.ts';
import { inPairs } from './inPairs.ts';
import type { Mark } from './phases.ts';
import { startWorker, type WorkerOptions } from './startWorker.ts';

const limitMs = 300_000;
export const changes = ['add', 'delete', 're-index'] as const;
export type Change = (typeof changes)[number];

/** The library before a change, the documents after it, and what the library must come to in the end. */
export type Scene = { readonly before: string; readonly documents: string; readonly expected: LibraryDump; work(): string; close(): void };

/** A small library whose folder has since been changed in one way. */
export async function makeScene(change: Change): Promise<Scene> {
  const root = mkdtempSync(join(tmpdir(), 'carrel-calls-'));
  const [before, documents, reference] = ['before', 'documents', 'reference'].map((name) => join(root, name)) as [string, string, string];
  mkdirSync(documents);
  const text = (name: string): string => `Document ${name} tells of kilns, oak boards and the river.\n\n# Part of ${name}\n\nIt costs ${name.length * 17} crowns.\n`;
  for (const name of ['one', 'two', 'three', 'four']) writeFileSync(join(documents, `${name}.md`), text(name));
  expectSettled(await runPlain(before, documents), 'the library before');
  if (change === 'add') writeFileSync(join(documents, 'five.md'), text('five'));
  if (change === 'delete') rmSync(join(documents, 'two.md'));
  if (change === 're-index') writeFileSync(join(documents, 'two.md'), `${text('two')}\nAnd since then also of ferries.\n`);
  cpSync(before, reference, { recursive: true });
  expectSettled(await runPlain(reference, documents), 'the library after');
  let count = 0;
  return {
    before, documents, expected: await dumpLibrary(reference, embedderFor('fake').spec.id),
    work() {
      count += 1;
      const folder = join(root, `work ${count}`);
      cpSync(before, folder, { recursive: true });
      return folder;
    },
    close: () => { rmSync(root, { recursive: true, force: true }); },
  };
}

export type Traced = { readonly signal: NodeJS.Signals | null; readonly code: number | null; readonly marks: readonly Mark[]; readonly stderr: string };

/** Runs the change under strace with what is to be done to one of its calls; `log` takes the calls traced. */
export async function runTraced(scene: Scene, library: string, strace: readonly string[]): Promise<Traced> {
  const { signal, code, stdout, stderr } = await run(library, scene.documents, ['strace', '-f', '-qq', ...strace]);
  return { signal, code, marks: readMarks(stdout), stderr };
}

async function runPlain(library: string, documents: string): Promise<readonly Mark[]> {
  const { code, stdout, stderr } = await run(library, documents);
  if (code !== 0) throw new Error(`the change ended with ${String(code)}: ${stderr}`);
  return readMarks(stdout);
}

async function run(library: string, documents: string, under?: WorkerOptions['under']): Promise<{ readonly signal: NodeJS.Signals | null; readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = startWorker({ ...(under === undefined ? {} : { under }), args: ['--library', library, '--documents', documents], limitMs });
  const ended = new Promise<{ readonly signal: NodeJS.Signals | null; readonly code: number | null }>((resolve, reject) => { child.once('error', reject).once('close', (code, signal) => { resolve({ code, signal }); }); });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { ...await ended, stdout, stderr };
}

function readMarks(stdout: string): Mark[] {
  // Killed in the middle of a line, the last one is none.
  return stdout.split('\n').flatMap((line) => { try { return [JSON.parse(line) as Mark]; } catch { return []; } });
}

export const isSettled = (marks: readonly Mark[]): boolean => marks.some(({ type }) => type === 'settled');

function expectSettled(marks: readonly Mark[], what: string): void {
  if (!isSettled(marks)) throw new Error(`${what} did not settle`);
}

/**
 * What is wrong with a library after something was done to a change of it: it must open, hold what was acknowledged and nothing twice, and
 * come to what it should when the change is gone through again. `finish: false` leaves the last out. `mayHeal`: the index alone may be found damaged, as it is made anew.
 */
export async function findHarm(scene: Scene, library: string, marks: readonly Mark[], { finish, mayHeal = false }: { readonly finish: boolean; readonly mayHeal?: boolean }): Promise<string[]> {
  const embedder = embedderFor('fake').spec.id;
  const found: string[] = [];
  const looked = `${library} looked at`;
  cpSync(library, looked, { recursive: true });
  const dump = await dumpLibrary(looked, embedder).catch((error: unknown) => String(error));
  rmSync(looked, { recursive: true });
  if (typeof dump === 'string') {
    if (!mayHeal || !/index-damaged|lance/i.test(dump)) return [`does not open: ${dump}`];
  } else {
    found.push(...whatIsWrong(dump, scene, marks, mayHeal));
  }
  if (finish && found.length === 0) {
    try {
      await catchUp({ library, documents: scene.documents, embedder: embedderFor('fake') });
      found.push(...compareDumps(await dumpLibrary(library, embedder), scene.expected, 0).map((difference) => `gone through again: ${difference}`));
    } catch (error) {
      found.push(String(error));
    }
  }
  rmSync(library, { recursive: true, force: true });
  return found;
}

function whatIsWrong(dump: LibraryDump, scene: Scene, marks: readonly Mark[], mayHeal: boolean): string[] {
  const found: string[] = [];
  found.push(...dump.doubled.map((what) => `twice: ${what}`));
  if (dump.withoutWords > 0 && !mayHeal) found.push(`${dump.withoutWords} live passages are not in the index`);
  const untouched = [...scene.expected.documents].filter(([path]) => !/(?:two|five)\.md$/.test(path));
  for (const [path, value] of untouched) if (dump.documents.get(path) !== value) found.push(`${path} is not as it was: ${String(dump.documents.get(path)).slice(0, 120)}`);
  for (const mark of marks) if (mark.type === 'searchable') for (const { path } of mark.documents) if (![...dump.passages.keys()].some((name) => name.startsWith(path))) found.push(`lost: ${path}`);
  if (isSettled(marks) && !mayHeal) found.push(...compareDumps(dump, scene.expected, 0).map((difference) => `told to be done, but ${difference}`));
  return found;
}

type Job = { readonly call: string; readonly count: number };
const ofLibrary = (line: string, folder: string): boolean => line.includes(`<${folder}/`);

/**
 * The calls of a change, by kind, and the how-manieth of its thread each is. Of `write`, which threads wake each other by as well, only
 * those that write a file of the library.
 */
async function countCalls(scene: Scene, every: CallRun['every']): Promise<readonly Job[]> {
  const folder = scene.work();
  const log = `${folder} calls`;
  expectSettled((await runTraced(scene, folder, ['-y', '-s', '0', '-o', log, '-e', `trace=${Object.keys(every).join(',')}`])).marks, 'the change that was counted');
  const made = new Map<string, number>();
  const found = new Map<string, Set<number>>();
  for (const line of readFileSync(log, 'utf8').split('\n')) {
    const [, thread = '', call = ''] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (every[call] === undefined) continue;
    const count = (made.get(`${thread} ${call}`) ?? 0) + 1;
    made.set(`${thread} ${call}`, count);
    if (call !== 'write' || ofLibrary(line, folder)) found.set(call, (found.get(call) ?? new Set()).add(count));
  }
  rmSync(folder, { recursive: true });
  rmSync(log);
  return [...found].flatMap(([call, counts]) => [...counts].sort((a, b) => a - b).filter((_, at) => at % (every[call] ?? 1) === 0).map((count) => ({ call, count })));
}

export type CallRun = { readonly every: Readonly<Record<string, number>>; /** How often the change is gone through again afterwards. */ readonly finishEvery: number; readonly log: (line: string) => void };

/** Kills the change at its first, second, … call of each kind. `every`: only each so-manieth of a kind. */
export async function killAtCalls(change: Change, run: CallRun): Promise<{ readonly hits: number; readonly failures: readonly string[] }> {
  return await doToCalls(change, 'killed', ({ call, count }) => `inject=${call}:signal=KILL:when=${count}`, run, ({ signal, code }) => signal === 'SIGKILL' || code === 137);
}

/** Lets each call of each kind fail once. Whoever asked is told, or it was tried again and is done: never told to be done when it is not. */
export async function failCalls(change: Change, errors: Readonly<Record<string, string>>, run: CallRun): Promise<{ readonly hits: number; readonly failures: readonly string[] }> {
  return await doToCalls(change, 'failed', ({ call, count }) => `inject=${call}:error=${errors[call] ?? 'EIO'}:when=${count}`, run, (_traced, calls) => calls.some((line) => line.includes('(INJECTED)')));
}

async function doToCalls(
  change: Change, what: string, inject: (job: Job) => string, { every, finishEvery, log }: CallRun, hasHit: (traced: Traced, calls: readonly string[]) => boolean,
): Promise<{ readonly hits: number; readonly failures: readonly string[] }> {
  const scene = await makeScene(change);
  const failures: string[] = [];
  let hits = 0;
  try {
    const jobs = await countCalls(scene, every);
    await inPairs(jobs.entries(), async ([at, job]) => {
      const library = scene.work();
      const calls = `${library} calls`;
      const traced = await runTraced(scene, library, ['-y', '-s', '0', '-o', calls, '-e', `trace=${job.call}`, '-e', inject(job)]);
      const made = readFileSync(calls, 'utf8').split('\n');
      rmSync(calls);
      // Threads take turns anew each time: where a wake-up was hit instead of a file, what follows is not ours to answer for.
      const isOurs = job.call !== 'write' || made.some((line) => line.includes('(INJECTED)') && ofLibrary(line, library)) || !made.some((line) => line.includes('(INJECTED)'));
      if (!isOurs) return rmSync(library, { recursive: true, force: true });
      if (hasHit(traced, made)) hits += 1;
      if (traced.code === null && traced.signal === 'SIGTERM') failures.push(`${change}, ${job.call} ${job.count}: hangs`);
      const harm = await findHarm(scene, library, traced.marks, { finish: at % finishEvery === 0 });
      failures.push(...harm.map((found) => `${change}, ${job.call} ${job.count}: ${found}`));
      if (harm.length > 0) log(`${change}, ${what} at ${job.call} ${job.count}: ${harm.slice(0, 3).join('; ')}`);
    });
    const counted = Map.groupBy(jobs, ({ call }) => call);
    log(`${change}, ${what}: ${[...counted].map(([call, of]) => `${call} ${of.length}`).join(', ')}; ${hits} hit, ${failures.length} failures`);
    return { hits, failures };
  } finally {
    scene.close();
  }
}
