/**
 * One line of a list of what to leave out, in the words of `.gitignore`: `*` and `?` stop at a slash, `**` does not, a slash anywhere but
 * at the end ties it to the folder of the list, a slash at the end means folders only, `!` takes back what a line before said.
 * @see https://git-scm.com/docs/gitignore
 */
export type Glob = { readonly segments: readonly string[]; readonly isNegated: boolean; readonly isFolderOnly: boolean };

const anyDepth = '**';

/** The globs of a list; lines that say nothing are left out. */
export function parseGlobs(text: string): Glob[] {
  return text.split(/\r?\n/).flatMap((line) => parseGlob(line) ?? []);
}

function parseGlob(line: string): Glob | null {
  let rest = line.replace(/(?<!\\) +$/, '');
  if (rest === '' || rest.startsWith('#')) return null;
  const isNegated = rest.startsWith('!');
  if (isNegated) rest = rest.slice(1);
  const isFolderOnly = rest.endsWith('/');
  if (isFolderOnly) rest = rest.slice(0, -1);
  const isTied = rest.includes('/');
  if (rest.startsWith('/')) rest = rest.slice(1);
  if (rest === '') return null;
  const segments = rest.split('/').filter((segment, at, all) => segment !== anyDepth || all[at - 1] !== anyDepth);
  return { segments: isTied ? segments : [anyDepth, ...segments], isNegated, isFolderOnly };
}

/** Whether a path, in segments from the folder of the list, fits. Time grows with the product of both lengths, whatever the glob. */
export function fitsGlob({ segments }: Glob, path: readonly string[]): boolean {
  return matchRuns(segments, path, (segment) => segment === anyDepth, fitsSegment, segments.at(-1) === anyDepth && segments.length > 1);
}

function fitsSegment(glob: string, name: string): boolean {
  return matchRuns(tokensOf(glob), [...name], (token) => token === '*', (token, character) => fitsToken(token, character), false);
}

/**
 * Matches with wildcards for runs of any length: going back to the last wildcard is enough, as a longer run of an earlier one could only
 * give the same. `endNeedsOne`: a wildcard at the end stands for at least one (`a/**` is what lies in `a`, not `a`).
 */
function matchRuns<Pattern, Item>(pattern: readonly Pattern[], items: readonly Item[], isRun: (part: Pattern) => boolean, fits: (part: Pattern, item: Item) => boolean, endNeedsOne: boolean): boolean {
  let [at, item, lastRun, resumeAt] = [0, 0, -1, 0];
  while (item < items.length) {
    const part = pattern[at];
    if (part !== undefined && isRun(part)) {
      if (endNeedsOne && at === pattern.length - 1) return true;
      lastRun = at;
      resumeAt = item;
      at += 1;
    } else if (part !== undefined && fits(part, items[item] as Item)) {
      at += 1;
      item += 1;
    } else if (lastRun !== -1) {
      at = lastRun + 1;
      resumeAt += 1;
      item = resumeAt;
    } else {
      return false;
    }
  }
  if (endNeedsOne) return at === pattern.length;
  while (at < pattern.length && isRun(pattern[at] as Pattern)) at += 1;
  return at === pattern.length;
}

/** `*`, `?`, a character, one behind a backslash, or a class in brackets. */
function tokensOf(glob: string): string[] {
  return (glob.match(/\\.|\[[!^]?\]?(?:\\.|\[:[a-z]+:\]|[^\]\\])*\]|\*+|./gsu) ?? []).map((token) => (token.startsWith('*') ? '*' : token));
}

function fitsToken(token: string, character: string): boolean {
  if (token === '?') return true;
  if (token.length > 2 && token.startsWith('[')) return isInClass(token.slice(1, -1), character);
  return (token.length > 1 && token.startsWith('\\') ? token.slice(1) : token) === character;
}

const namedClasses: Readonly<Record<string, RegExp>> = {
  alpha: /[a-z]/i, digit: /\d/, alnum: /[a-z\d]/i, upper: /[A-Z]/, lower: /[a-z]/, space: /\s/, punct: /[!-/:-@[-`{-~]/, xdigit: /[\da-f]/i,
};

function isInClass(inside: string, character: string): boolean {
  const isNegated = /^[!^]/.test(inside);
  const parts = (isNegated ? inside.slice(1) : inside).matchAll(/\[:([a-z]+):\]|(\\?.)(?:-(\\?.))?/gsu);
  for (const [, name, from = '', to] of parts) {
    const [first, last] = [from, to ?? from].map((bound) => bound.replace(/^\\(?=.)/s, ''));
    const isIn = name === undefined ? character >= (first ?? '') && character <= (last ?? '') : namedClasses[name]?.test(character) === true;
    if (isIn) return !isNegated;
  }
  return isNegated;
}
