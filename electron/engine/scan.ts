import type { BigIntStats } from 'node:fs';
import { lstat, opendir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../shared/AppError.ts';
import type { Reason } from '../shared/schemas.ts';
import { nameBehindPlaceholder } from './scan/cloud.ts';
import { ignoreFileName, IgnoreRules } from './scan/IgnoreRules.ts';
import { errorName, fileAt, identity, inodeOf, isInside, look, specialFile, unusable, type ScannedFile, type Unusable } from './scan/look.ts';

export { isInside } from './scan/look.ts';

/**
 * `root` comes first: the folder itself, by its own inode. `folder`: one about to be listed, so that whoever watches it from now on
 * misses nothing. `files`: at most `batchSize` of them. `unusable`: something that is listed but can never be read as a document.
 * `unlisted`: a folder whose entries could not be listed (also reported as `unusable`): nothing below it may be taken for deleted.
 */
export type ScanEvent =
  | { readonly type: 'root'; readonly inode: string }
  | { readonly type: 'folder'; readonly path: string; readonly identity: string }
  | { readonly type: 'files'; readonly files: readonly ScannedFile[] }
  | Unusable
  | { readonly type: 'unlisted'; readonly path: string };

export type ScanOptions = {
  readonly signal: AbortSignal;
  /** Files in one event; 1 or more. */
  readonly batchSize?: number;
  /** Absolute paths never looked at: the profile folder itself. */
  readonly leaveOut?: readonly string[];
  /** Globs of what else is left out, as in a `.carrelignore` in the root. */
  readonly ignore?: readonly string[];
  /** Looks only at these paths in the folder, with all beneath them. */
  readonly only?: readonly string[];
  /** The system whose signs of a file that is not on this disk are looked for. Default: this one. */
  readonly platform?: NodeJS.Platform;
};

const ignoredNames = new Set(['node_modules', '__pycache__', '$RECYCLE.BIN', 'System Volume Information', 'lost+found', 'Thumbs.db', 'desktop.ini']);

/** Hidden entries, folders of programs, litter of operating systems, and the lock files office programs put beside an open document. */
export function isIgnored(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || ignoredNames.has(name);
}

type Visit = { readonly path: string; readonly identity: string; readonly rules: IgnoreRules };

/**
 * Walks a folder, or looks at one file. Memory grows with the depth of the tree and the width of its folders' folders, never
 * with the number of files. Links are followed when they lead out of the folder; what lies in it is found where it lies. What the
 * lists named `.carrelignore` leave out is as if it were not there.
 * Errors: folder-away when the root cannot be reached or listed, cancelled.
 */
export async function* scan(root: string, { signal, batchSize = 500, leaveOut = [], ignore = [], only, platform = process.platform }: ScanOptions): AsyncGenerator<ScanEvent> {
  const rootStats = await reach(root);
  yield { type: 'root', inode: inodeOf(rootStats) };
  if (!rootStats.isDirectory()) {
    const found = rootStats.isFile() ? fileAt(root, rootStats, platform) : unusable(root, rootStats, specialFile(rootStats));
    yield found.type === 'file' ? { type: 'files', files: [found.file] } : found;
    return;
  }
  const rootPath = await realpath(root).catch((cause: unknown) => { throw new AppError('folder-away', { path: root }, { cause }); });
  const visited = new Set([identity(rootStats)]);
  const rootRules = IgnoreRules.ofRoot(root, ignore);
  const visits: Visit[] = only === undefined ? [{ path: root, identity: identity(rootStats), rules: rootRules }] : [];
  let files: ScannedFile[] = [];

  /** What an entry adds to the walk: a folder to visit, a file, or something to report. */
  const meet = async (listed: string, rules: IgnoreRules): Promise<Unusable | null> => {
    const behind = nameBehindPlaceholder(basename(listed));
    const path = behind === null ? listed : join(dirname(listed), behind);
    const name = basename(path);
    if (isIgnored(name) || leaveOut.includes(path)) return null;
    const found = await look(path, { name }, { rootPath, platform });
    if (found === null || rules.ignores(path, found.type === 'folder')) return null;
    if (found.type === 'unusable') return found;
    // Where both are there, the file itself is listed under its own name.
    if (behind !== null) return null;
    if (found.type === 'file') files.push(found.file);
    else if (!visited.has(found.identity)) {
      visited.add(found.identity);
      visits.push({ path, identity: found.identity, rules });
    }
    return null;
  };

  for (const path of only ?? []) {
    signal.throwIfAborted();
    const rules = await rulesAbove(path, { root, rootRules, leaveOut });
    const report = rules === null ? null : await meet(path, rules);
    if (report !== null) yield report;
  }
  for (let visit = visits.pop(); visit !== undefined; visit = visits.pop()) {
    signal.throwIfAborted();
    yield { type: 'folder', path: visit.path, identity: visit.identity };
    const { rules, report } = await rulesInside(visit);
    if (report !== null) yield report;
    try {
      for await (const entry of await opendir(visit.path, { bufferSize: 256 })) {
        signal.throwIfAborted();
        const unusableEntry = await meet(join(visit.path, entry.name), rules);
        if (unusableEntry !== null) yield unusableEntry;
        if (files.length < batchSize) continue;
        yield { type: 'files', files };
        files = [];
      }
    } catch (error) {
      signal.throwIfAborted();
      if (visit.path === root) throw new AppError('folder-away', { path: root }, { cause: error });
      yield { type: 'unlisted', path: visit.path };
      const state = await lstat(visit.path, { bigint: true }).catch(() => null);
      if (state !== null) yield unusable(visit.path, state, { state: 'failed', reason: { code: 'file-not-readable', detail: errorName(error) } });
    }
  }
  if (files.length > 0) yield { type: 'files', files };
}

/** The rules a path is under when only it is looked at; null where a folder around it is left out. */
async function rulesAbove(path: string, { root, rootRules, leaveOut }: { readonly root: string; readonly rootRules: IgnoreRules; readonly leaveOut: readonly string[] }): Promise<IgnoreRules | null> {
  const around: string[] = [];
  for (let folder = dirname(path); folder !== root; folder = dirname(folder)) {
    if (!isInside(folder, root)) return null;
    around.unshift(folder);
  }
  let { rules } = await rulesInside({ path: root, rules: rootRules });
  for (const folder of around) {
    if (isIgnored(basename(folder)) || leaveOut.includes(folder) || rules.ignores(folder, true)) return null;
    ({ rules } = await rulesInside({ path: folder, rules }));
  }
  return rules;
}

/** A list that cannot be read is reported, and its folder indexed as if there were none. */
async function rulesInside({ path, rules }: Pick<Visit, 'path' | 'rules'>): Promise<{ readonly rules: IgnoreRules; readonly report: Unusable | null }> {
  try {
    return { rules: await rules.inside(path), report: null };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const list = join(path, ignoreFileName);
    const reason: Reason = { code: error.code, detail: ignoreFileName };
    return { rules, report: unusable(list, await lstat(list, { bigint: true }).catch(() => null), { state: 'failed', reason }) };
  }
}

async function reach(root: string): Promise<BigIntStats> {
  try {
    return await stat(root, { bigint: true });
  } catch (cause) {
    throw new AppError('folder-away', { path: root, name: basename(root) }, { cause });
  }
}
