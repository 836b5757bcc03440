import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Library } from '../../electron/engine/library/Library.ts';
import { Random } from '../eval/random.ts';
import { testKey } from '../fakes/openIngest.ts';
import { compareDumps, dumpLibrary } from './dumpLibrary.ts';
import { embedderFor, type EmbedderKind } from './embedders.ts';
import { changeFolder, makeFolder } from './folder.ts';
import { targetNames, targetOf, type Acknowledged, type Asked, type Mark, type Target, type TorturePhase } from './phases.ts';
import { startWorker } from './startWorker.ts';

export type KillOptions = {
  readonly runs: number; readonly seed: number; readonly embedder: EmbedderKind;
  /** Kills go on beyond `runs` until every phase was hit so often, at most five times as many. */
  readonly perPhase: number;
  readonly log: (line: string) => void;
};

export type KillReport = {
  readonly kills: number; readonly hits: Readonly<Record<Target, number>>;
  /** What was found wrong, with the number of the run; empty when all is well. */
  readonly failures: readonly string[];
};

const workerLimitMs = 120_000;

/**
 * Lets a program index a folder and kills it, again and again, in every phase, the folder changing in between. After each kill the
 * library must open, hold everything that was ever acknowledged and still is on disk, and nothing twice; at the end it must equal
 * a library that was never interrupted.
 */
export async function runKills({ runs, seed, embedder, perPhase, log }: KillOptions): Promise<KillReport> {
  const random = new Random(seed);
  const folder = mkdtempSync(join(tmpdir(), 'carrel-torture-'));
  const [documents, base, tortured, inspected, reference] = ['documents', 'base', 'tortured', 'inspected', 'reference'].map((name) => join(folder, name)) as [string, string, string, string, string];
  const { spec, tolerance, close } = embedderFor(embedder);
  await close();
  const failures: string[] = [];
  const hits = Object.fromEntries(targetNames.map((name) => [name, 0])) as Record<Target, number>;
  try {
    makeFolder(documents, random, 24);
    // One rotation for both libraries, so that their vectors can be compared.
    await Library.open({ folder: base, key: testKey('sqlite') }).then(async (library) => {
      library.rotations.get(spec.id, spec.dimensions);
      await library.close();
    });
    cpSync(base, tortured, { recursive: true });
    const acknowledged = { searchable: new Map<string, Acknowledged>(), embedded: new Map<string, Acknowledged>(), asked: new Map<number, Asked>() };
    let kills = 0;
    for (let run = 1; run <= runs * 5 && (kills < runs || targetNames.some((name) => hits[name] < perPhase)); run += 1) {
      const rarest = Math.min(...targetNames.map((name) => hits[name]));
      const target = random.pick(targetNames.filter((name) => hits[name] === rarest));
      const plan = { target, occurrence: target === 'optimize' ? 1 : 1 + random.integer(target === 'reading' ? 5 : 2), delayMs: random.integer(3) === 0 ? 0 : random.integer(25) };
      const { last, isKilled, marks } = await runWorker(tortured, documents, embedder, plan);
      if (!isKilled && !marks.some(({ type }) => type === 'settled')) failures.push(`run ${run}: the worker ended by itself in ${String(last)}`);
      for (const mark of marks) {
        if (mark.type === 'searchable' || mark.type === 'embedded') for (const document of mark.documents) acknowledged[mark.type].set(document.path, document);
        if (mark.type === 'asked') acknowledged.asked.set(mark.id, mark);
      }
      const hit = isKilled ? targetOf(last) : null;
      if (isKilled) kills += 1;
      if (hit !== null) hits[hit] += 1;
      // A copy, so that the next worker finds what the kill left and not what looking at it may have mended.
      cpSync(tortured, inspected, { recursive: true });
      const found = await inspect(inspected, spec.id, acknowledged);
      rmSync(inspected, { recursive: true });
      log(`run ${run}: aimed at ${target}, ${isKilled ? `killed in ${hit ?? 'between phases'} (${String(last)})` : 'it was over before'}; ${found.length === 0 ? 'whole' : found.slice(0, 3).join('; ')}`);
      failures.push(...found.map((finding) => `run ${run} (${String(last)}): ${finding}`));
      // Often the same work is taken up again, sometimes several times; then there is new work.
      if (!isKilled || random.next() < 0.6) {
        changeFolder(documents, random, 0.35);
      }
    }
    for (const library of [tortured, reference]) {
      if (library === reference) cpSync(base, reference, { recursive: true });
      const { marks } = await runWorker(library, documents, embedder, null);
      if (!marks.some(({ type }) => type === 'settled')) failures.push(`the last run over ${library} did not settle`);
    }
    const end = await dumpLibrary(tortured, spec.id);
    failures.push(...end.doubled.map((what) => `at the end twice: ${what}`));
    if (end.withoutWords > 0) failures.push(`at the end ${end.withoutWords} passages are not in the index`);
    failures.push(...compareDumps(end, await dumpLibrary(reference, spec.id), tolerance).map((difference) => `at the end: ${difference}`));
    for (const failure of failures.slice(0, 10)) log(`seed ${seed}: ${failure}`);
    log(`seed ${seed}: ${kills} kills; ${targetNames.map((name) => `${name} ${hits[name]}`).join(', ')}; ${end.passages.size} passages, ${end.vectors.size} vectors compared, ${acknowledged.asked.size} questions kept; ${failures.length} failures`);
    return { kills, hits, failures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

type Plan = { readonly target: Target; readonly occurrence: number; readonly delayMs: number };

/** Until it has been killed as planned, or ends by itself. `last`: the phase it was in at its end. */
async function runWorker(library: string, documents: string, embedder: EmbedderKind, plan: Plan | null): Promise<{ readonly last: TorturePhase | null; readonly isKilled: boolean; readonly marks: readonly Mark[] }> {
  const child = startWorker({ args: ['--library', library, '--documents', documents, '--embedder', embedder, '--asks'], limitMs: workerLimitMs });
  child.stderr.pipe(process.stderr, { end: false });
  const marks: Mark[] = [];
  let last: TorturePhase | null = null;
  let left = plan?.occurrence ?? Infinity;
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const mark = JSON.parse(line) as Mark;
    marks.push(mark);
    if (mark.type !== 'phase') return;
    last = mark.phase;
    if (plan === null || targetOf(mark.phase) !== plan.target) return;
    left -= 1;
    if (left !== 0) return;
    if (plan.delayMs === 0) child.kill('SIGKILL');
    else setTimeout(() => child.kill('SIGKILL'), plan.delayMs);
  });
  const isKilled = await new Promise<boolean>((resolve) => { child.once('close', (_code, signal) => { resolve(signal === 'SIGKILL'); }); });
  return { last, isKilled, marks };
}

type Acknowledgements = Readonly<Record<'searchable' | 'embedded', ReadonlyMap<string, Acknowledged>>> & { readonly asked: ReadonlyMap<number, Asked> };

/** What must hold at any moment, before anything is repaired. */
async function inspect(folder: string, embedderId: string, acknowledged: Acknowledgements): Promise<string[]> {
  const dump = await dumpLibrary(folder, embedderId).catch((error: unknown) => `does not open: ${String(error)}`);
  if (typeof dump === 'string') return [dump];
  const found = dump.doubled.map((what) => `twice: ${what}`);
  if (dump.withoutWords > 0) found.push(`${dump.withoutWords} live passages are not in the index`);
  const passages = new Map<string, number>();
  for (const name of dump.passages.keys()) passages.set(pathOf(name), (passages.get(pathOf(name)) ?? 0) + 1);
  const vectors = new Set([...dump.vectors.keys()].map((name) => name.slice(0, name.lastIndexOf(' #'))));
  for (const { path } of onDisk(acknowledged.searchable)) if ((passages.get(path) ?? 0) === 0) found.push(`lost: ${path}`);
  for (const { path } of onDisk(acknowledged.embedded)) {
    const missing = [...dump.passages.keys()].filter((name) => pathOf(name) === path && !vectors.has(name)).length;
    if (missing > 0) found.push(`lost ${missing} vectors of ${path}`);
  }
  for (const { id, question, error } of acknowledged.asked.values()) {
    const kept = dump.asked.get(id);
    if (kept?.question !== question) found.push(`lost question ${id}`);
    else if (error !== null && kept.error !== error) found.push(`lost how question ${id} ended`);
  }
  return found;
}

/** Those whose file is still as it was. What was removed or changed since is the library's to give up at any time. */
function onDisk(acknowledged: ReadonlyMap<string, Acknowledged>): Acknowledged[] {
  return [...acknowledged.values()].filter(({ path, sizeBytes, modifiedMs }) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.size === sizeBytes && Math.trunc(stats.mtimeMs) === modifiedMs;
  });
}

function pathOf(passage: string): string {
  return passage.replace(/ \d+ \d+-\d+$/, '');
}
