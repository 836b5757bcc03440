import { closeSync, cpSync, existsSync, openSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { Random } from '../eval/random.ts';
import { inPairs } from './inPairs.ts';
import { changes, findHarm, makeScene, runTraced, type Change, type Scene } from './systemCalls.ts';

/** What of a file may not have reached the disk: parts of one that is written in place, or all of one that was never synced. */
type Unsynced = { readonly ranges: { readonly at: number; readonly length: number }[] };

export type PowerCutOptions = { readonly states: number; readonly seed: number; /** States made of one cut. */ readonly perCut: number; readonly log: (line: string) => void };

/**
 * Cuts the power while a library is changed, on paper: the program is killed at one of its syncs, and of what it wrote since the last sync of
 * each file a random part is lost: zeros, half a file, nothing. Names stay. The library must open or heal, and nothing acknowledged may be lost.
 */
export async function cutPower({ states, seed, perCut, log }: PowerCutOptions): Promise<{ readonly states: number; readonly damaged: number; readonly failures: readonly string[] }> {
  const random = new Random(seed);
  const failures: string[] = [];
  let [made, damaged] = [0, 0];
  const scenes = new Map<Change, Scene>();
  try {
    while (made < states) {
      const change = random.pick(changes);
      const scene = scenes.get(change) ?? await makeScene(change);
      scenes.set(change, scene);
      const cut = scene.work();
      const calls = `${cut} calls`;
      const at = 1 + random.integer(70);
      const { marks } = await runTraced(scene, cut, ['-y', '-s', '0', '-o', calls, '-e', 'trace=write,pwrite64,ftruncate,fsync,fdatasync,rename,renameat,renameat2,link,linkat', '-e', `inject=fsync:signal=KILL:when=${at}`]);
      const unsynced = readUnsynced(readFileSync(calls, 'utf8'), cut);
      const ruins = Array.from({ length: Math.min(perCut, states - made) }, (_, state) => {
        const library = `${cut} state ${state}`;
        cpSync(cut, library, { recursive: true });
        const lost = [...unsynced].flatMap(([path, what]) => (random.next() < 0.9 ? loseSome(path.replace(cut, library), what, random) : []));
        return { library, lost };
      });
      made += ruins.length;
      damaged += ruins.filter(({ lost }) => lost.length > 0).length;
      await inPairs(ruins, async ({ library, lost }) => {
        const harm = await findHarm(scene, library, marks, { finish: true, mayHeal: true });
        const found = harm.map((what) => `seed ${seed}, ${change}, cut at sync ${at}, ${lost.join(', ').replaceAll(library, '')}: ${what}`);
        for (const failure of found) log(failure);
        failures.push(...found);
      });
      log(`${made} states, ${damaged} with something lost, ${failures.length} failures so far`);
      rmSync(cut, { recursive: true, force: true });
      rmSync(calls, { force: true });
    }
    log(`seed ${seed}: ${made} states, ${damaged} with something lost, ${failures.length} failures`);
    return { states: made, damaged, failures };
  } finally {
    for (const scene of scenes.values()) scene.close();
  }
}

/** By path, what was written after the file's last sync. A new name takes the state of the old one along. */
function readUnsynced(log: string, within: string): ReadonlyMap<string, Unsynced> {
  const files = new Map<string, Unsynced>();
  const ends = new Map<string, number>();
  for (const line of log.split('\n')) {
    const [, call = '', path = ''] = /^\d+ +(\w+)\(\d+<([^>]*)>/.exec(line) ?? [];
    const names = /^\d+ +(?:rename|link)\w*\(/.test(line) ? [...line.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name) : [];
    if (names.length === 2) {
      const [from = '', to = ''] = names;
      const state = files.get(from);
      if (state !== undefined && to.startsWith(within)) files.set(to, state);
      continue;
    }
    if (!path.startsWith(within)) continue;
    if (call === 'fsync' || call === 'fdatasync') files.delete(path);
    const [, length, at] = /, (\d+)(?:, (\d+))?\)\s+= \d+$/.exec(line) ?? [];
    if (call === 'pwrite64' && at !== undefined) files.set(path, { ranges: [...files.get(path)?.ranges ?? [], { at: Number(at), length: Number(length) }] });
    if (call === 'write' && length !== undefined) {
      const begin = ends.get(path) ?? 0;
      ends.set(path, begin + Number(length));
      files.set(path, { ranges: [...files.get(path)?.ranges ?? [], { at: begin, length: Number(length) }] });
    }
  }
  return files;
}

/** Some of what was not synced, gone; says what was done. */
function loseSome(path: string, { ranges }: Unsynced, random: Random): string[] {
  // A log of shared memory is made anew; what was deleted since is not there.
  if (!existsSync(path) || path.endsWith('-shm')) return [];
  const size = statSync(path).size;
  if (ranges.some(({ at }) => at > 0) || /library\.db/.test(path)) {
    const file = openSync(path, 'r+');
    const lost = ranges.filter(() => random.next() < 0.7);
    for (const { at, length } of lost) if (at < size) writeSync(file, Buffer.alloc(Math.min(length, size - at)), 0, Math.min(length, size - at), at);
    closeSync(file);
    return lost.length === 0 ? [] : [`${path}: ${lost.length} writes lost`];
  }
  switch (random.integer(3)) {
    case 0: truncateSync(path, 0); return [`${path}: empty`];
    case 1: truncateSync(path, Math.floor(size / 2)); return [`${path}: halved`];
    default: writeFileSync(path, Buffer.alloc(size)); return [`${path}: zeros`];
  }
}
