import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AppError } from '../../shared/AppError.ts';
import { fitsGlob, parseGlobs, type Glob } from '../../shared/globs.ts';

/** Lists what of its folder, and of the folders in it, is not to be indexed. */
export const ignoreFileName = '.carrelignore';
/** A longer list is no list anybody wrote. */
const maxListBytes = 256 * 1024;

/** What is left out of a folder: by its own lists, then by those of the folders around it. The innermost list that speaks of a path decides, and of that its last line. */
export class IgnoreRules {
  readonly #folder: string;
  readonly #globs: readonly Glob[];
  readonly #around: IgnoreRules | null;

  private constructor(folder: string, globs: readonly Glob[], around: IgnoreRules | null) {
    this.#folder = folder;
    this.#globs = globs;
    this.#around = around;
  }

  /** `globs`: what the person said of this folder, one a line, beside any list in it. */
  static ofRoot(root: string, globs: readonly string[]): IgnoreRules {
    return new IgnoreRules(root, parseGlobs(globs.join('\n')), null);
  }

  /** The rules inside a folder, with its list where it has one. Errors: file-not-readable, file-too-large (details: the list's path). */
  async inside(folder: string): Promise<IgnoreRules> {
    const text = await readList(join(folder, ignoreFileName));
    return text === null ? this : new IgnoreRules(folder, parseGlobs(text), this);
  }

  ignores(path: string, isFolder: boolean): boolean {
    if (this.#globs.length === 0) return this.#around?.ignores(path, isFolder) ?? false;
    const inside = relative(this.#folder, path).split(sep);
    const said = this.#globs.findLast((glob) => (isFolder || !glob.isFolderOnly) && fitsGlob(glob, inside));
    return said === undefined ? this.#around?.ignores(path, isFolder) ?? false : !said.isNegated;
  }
}

async function readList(path: string): Promise<string | null> {
  try {
    // Something else than a file under that name must not be waited for.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    if (!stats.isFile()) return null;
    if (stats.size > maxListBytes) throw new AppError('file-too-large', { path, limitBytes: maxListBytes });
    return await file.readFile('utf8');
  } catch (error) {
    if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) throw error;
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return null;
    throw new AppError('file-not-readable', { path, detail: String(error.code) }, { cause: error });
  }
}
