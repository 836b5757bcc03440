import { fitsGlob, parseGlobs } from '../../shared/globs.ts';

/** Which paths in a folder a list of globs would leave out: those it names, and all in a folder that it names. */
export function leftOut(root: string, paths: readonly string[], list: string): readonly string[] {
  const globs = parseGlobs(list);
  if (globs.length === 0) return [];
  const names = (segments: readonly string[], isFolder: boolean): boolean => {
    const said = globs.findLast((glob) => (isFolder || !glob.isFolderOnly) && fitsGlob(glob, segments));
    return said !== undefined && !said.isNegated;
  };
  // Files of one folder lie side by side.
  const folders = new Map<string, boolean>();
  const isFolderOut = (segments: readonly string[]): boolean => {
    if (segments.length === 0) return false;
    const key = segments.join('/');
    const known = folders.get(key);
    if (known !== undefined) return known;
    const isOut = isFolderOut(segments.slice(0, -1)) || names(segments, true);
    folders.set(key, isOut);
    return isOut;
  };
  return paths.filter((path) => {
    const segments = path.slice(root.length).split(/[\\/]/).filter((part) => part !== '');
    return segments.length > 0 && (isFolderOut(segments.slice(0, -1)) || names(segments, false));
  });
}
