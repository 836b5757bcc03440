import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { compareDumps, dumpLibrary, type LibraryDump } from './dumpLibrary.ts';
import { embedderFor } from './embedders.ts';
import { inPairs } from './inPairs.ts';
import type { Mark } from './phases.ts';

const worker = fileURLToPath(new URL('./worker.ts', import.meta.url));
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
  const { signal, code, stdout, stderr } = await run('strace', ['-f', '-qq', ...strace, process.execPath, worker, '--library', library, '--documents', scene.documents, '--embedder', 'fake']);
  return { signal, code, marks: readMarks(stdout), stderr };
}

async function runPlain(library: string, documents: string): Promise<readonly Mark[]> {
  const { code, stdout, stderr } = await run(process.execPath, [worker, '--library', library, '--documents', documents, '--embedder', 'fake']);
  if (code !== 0) throw new Error(`the change ended with ${String(code)}: ${stderr}`);
  return readMarks(stdout);
}

async function run(program: string, args: readonly string[]): Promise<{ readonly signal: NodeJS.Signals | null; readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: limitMs, killSignal: 'SIGTERM' });
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
      expectSettled(await runPlain(library, scene.documents), 'gone through again it');
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

/** How often at most one thread of the change makes each of these calls. */
async function countCalls(scene: Scene, calls: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const folder = scene.work();
  const log = `${folder} calls`;
  expectSettled((await runTraced(scene, folder, ['-o', log, '-e', `trace=${calls.join(',')}`])).marks, 'the change that was counted');
  const counts = new Map<string, Map<string, number>>();
  for (const [, thread = '', call = ''] of readFileSync(log, 'utf8').matchAll(/^(\d+) +(\w+)\(/gm)) {
    const byThread = counts.get(call) ?? new Map<string, number>();
    counts.set(call, byThread.set(thread, (byThread.get(thread) ?? 0) + 1));
  }
  rmSync(folder, { recursive: true });
  rmSync(log);
  return new Map(calls.map((call) => [call, Math.max(0, ...counts.get(call)?.values() ?? [])]));
}

export type CallRun = { readonly every: Readonly<Record<string, number>>; /** How often the change is gone through again afterwards. */ readonly finishEvery: number; readonly log: (line: string) => void };

/** Kills the change at its first, second, … call of each kind. `every`: only each so-manieth of a kind. */
export async function killAtCalls(change: Change, { every, finishEvery, log }: CallRun): Promise<{ readonly kills: number; readonly failures: readonly string[] }> {
  return await doToCalls(change, (call, count) => `inject=${call}:signal=KILL:when=${count}`, { every, finishEvery, log }, ({ signal, code }) => signal === 'SIGKILL' || code === 137);
}

/** Lets each call of each kind fail once. Whoever asked is told, or it was tried again and is done: never told to be done when it is not. */
export async function failCalls(change: Change, errors: Readonly<Record<string, string>>, run: CallRun): Promise<{ readonly kills: number; readonly failures: readonly string[] }> {
  return await doToCalls(change, (call, count) => `inject=${call}:error=${errors[call] ?? 'EIO'}:when=${count}`, run, () => true);
}

async function doToCalls(change: Change, inject: (call: string, count: number) => string, { every, finishEvery, log }: CallRun, hasHit: (traced: Traced) => boolean): Promise<{ readonly kills: number; readonly failures: readonly string[] }> {
  const scene = await makeScene(change);
  const failures: string[] = [];
  let kills = 0;
  try {
    const most = await countCalls(scene, Object.keys(every));
    const jobs = Object.entries(every).flatMap(([call, step]) => Array.from({ length: Math.ceil((most.get(call) ?? 0) / step) }, (_, at) => ({ call, count: 1 + at * step })));
    await inPairs(jobs.entries(), async ([at, { call, count }]) => {
      const library = scene.work();
      const traced = await runTraced(scene, library, ['-o', '/dev/null', '-e', `trace=${call}`, '-e', inject(call, count)]);
      if (traced.code === null && traced.signal === 'SIGTERM') failures.push(`${change}, ${call} ${count}: hangs`);
      if (hasHit(traced)) kills += 1;
      const harm = await findHarm(scene, library, traced.marks, { finish: at % finishEvery === 0 });
      failures.push(...harm.map((what) => `${change}, ${call} ${count}: ${what}`));
      if (harm.length > 0) log(`${change}, ${call} ${count}: ${harm.slice(0, 3).join('; ')}`);
    });
    log(`${change}: ${[...most].map(([call, count]) => `${call} ${count}`).join(', ')}; ${kills} hit, ${failures.length} failures`);
    return { kills, failures };
  } finally {
    scene.close();
  }
}
