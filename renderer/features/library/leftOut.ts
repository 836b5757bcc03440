import { fitsGlob, parseGlobs } from '../../../electron/shared/globs.ts';
import type { Document } from '../../../electron/shared/schemas.ts';

/** Which documents of a folder a list of globs would leave out: those it names, and all in a folder that it names. */
export function leftOut(root: string, documents: readonly Document[], list: string): readonly Document[] {
  const globs = parseGlobs(list);
  if (globs.length === 0) return [];
  const names = (segments: readonly string[], isFolder: boolean): boolean => {
    const said = globs.findLast((glob) => (isFolder || !glob.isFolderOnly) && fitsGlob(glob, segments));
    return said !== undefined && !said.isNegated;
  };
  return documents.filter(({ path }) => {
    const segments = path.slice(root.length).split(/[\\/]/).filter((part) => part !== '');
    return segments.some((_segment, at) => names(segments.slice(0, at + 1), at < segments.length - 1));
  });
}
