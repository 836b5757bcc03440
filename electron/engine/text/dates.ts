/** One written date or period, as exact as it was written. `quarter` and `half` are 1-based. */
export type FoundDate = {
  readonly start: number; readonly end: number; readonly text: string;
  readonly year: number | null; readonly month: number | null; readonly day: number | null; readonly quarter: number | null;
};

const monthNames: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jänner', 'janvier', 'enero'], ['february', 'feb', 'februar', 'février', 'fevrier', 'febrero'],
  ['march', 'mar', 'märz', 'maerz', 'mars', 'marzo'], ['april', 'apr', 'avril', 'abril'], ['may', 'mai', 'mayo'],
  ['june', 'jun', 'juni', 'juin', 'junio'], ['july', 'jul', 'juli', 'juillet', 'julio'], ['august', 'aug', 'août', 'aout', 'agosto'],
  ['september', 'sep', 'sept', 'septembre', 'septiembre'], ['october', 'oct', 'oktober', 'okt', 'octobre', 'octubre'],
  ['november', 'nov', 'novembre', 'noviembre'], ['december', 'dec', 'dezember', 'dez', 'décembre', 'decembre', 'diciembre'],
];
const monthOf = new Map(monthNames.flatMap((names, index) => names.map((name) => [name, index + 1] as const)));
const month = `(?:${[...monthOf.keys()].sort((a, b) => b.length - a.length).join('|')})`;
const year = String.raw`(?:19|20)\d\d`;
const edge = String.raw`(?<![\p{L}\p{N}])`;
const shut = String.raw`(?![\p{L}\p{N}])`;
const ordinals: Readonly<Record<string, number>> = {
  first: 1, second: 2, third: 3, fourth: 4, '1st': 1, '2nd': 2, '3rd': 3, '4th': 4, '1.': 1, '2.': 2, '3.': 3, '4.': 4,
  erste: 1, ersten: 1, erstes: 1, zweite: 2, zweiten: 2, zweites: 2, dritte: 3, dritten: 3, drittes: 3, vierte: 4, vierten: 4, viertes: 4,
  premier: 1, 'deuxième': 2, 'troisième': 3, 'quatrième': 4, primer: 1, segundo: 2, tercer: 3, cuarto: 4,
};
const ordinal = `(?:${Object.keys(ordinals).map((word) => word.replace('.', String.raw`\.`)).join('|')})`;

type Reading = (groups: Readonly<Record<string, string | undefined>>) => Omit<FoundDate, 'start' | 'end' | 'text'> | null;
const dated = (y: string | undefined, m: number | null, d: string | undefined): ReturnType<Reading> => {
  const day = d === undefined ? null : Number(d);
  if (day !== null && (day < 1 || day > 31)) return null;
  if (m !== null && (m < 1 || m > 12)) return null;
  return { year: y === undefined ? null : fullYear(y), month: m, day, quarter: null };
};
const quartered = (y: string | undefined, quarter: number | undefined): ReturnType<Reading> =>
  quarter === undefined || quarter < 1 || quarter > 4 ? null : { year: y === undefined ? null : fullYear(y), month: null, day: null, quarter };

// Most sentences lack some of what a form is made of, which is told far sooner than that they do not have the form.
const [aYear, aFigure, pointed, slashed] = [new RegExp(year), /\d/, /\d\.\s?\d/, /\d\/\d/];
const [aQuarter, inWords] = [/q[1-4]/iu, /quart|trimest/iu];
const aMonth = new RegExp([...new Set([...monthOf.keys()].map((name) => name.slice(0, 3)))].join('|'), 'iu');

/** Tried in this order; a stretch of text already read is not read again. */
const forms: readonly (readonly [needed: readonly RegExp[], RegExp, Reading])[] = [
  [[aYear], re(`(?<y>${year})-(?<m>\\d{2})-(?<d>\\d{2})`), (g) => dated(g['y'], Number(g['m']), g['d'])],
  [[pointed], re(`(?<d>\\d{1,2})\\.\\s?(?<m>\\d{1,2})\\.\\s?(?<y>${year}|\\d\\d)`), (g) => dated(g['y'], Number(g['m']), g['d'])],
  // 06/25/2022 and 25/06/2022: month first unless it cannot be one.
  [[slashed], re(`(?<a>\\d{1,2})/(?<b>\\d{1,2})/(?<y>${year}|\\d\\d)`), (g) => (Number(g['a']) > 12 ? dated(g['y'], Number(g['b']), g['a']) : dated(g['y'], Number(g['a']), g['b']))],
  [[aYear], re(`(?<y>${year})\\s?年\\s?(?<m>\\d{1,2})\\s?月(?:\\s?(?<d>\\d{1,2})\\s?日)?`, false), (g) => dated(g['y'], Number(g['m']), g['d'])],
  [[aYear, aMonth], re(`(?<m>${month})\\.?\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<y>${year})`), (g) => dated(g['y'], monthNumber(g['m']), g['d'])],
  [[aYear, aMonth], re(`(?<d>\\d{1,2})(?:st|nd|rd|th|\\.|er)?\\s+(?:of\\s+|de\\s+)?(?<m>${month})\\.?,?\\s+(?:de\\s+)?(?<y>${year})`), (g) => dated(g['y'], monthNumber(g['m']), g['d'])],
  [[aQuarter], re(`Q(?<q>[1-4])\\s*(?:of\\s+|[/_-]|\\s)?\\s*(?:FY\\s?)?(?<y>${year}|'\\d\\d)`), (g) => quartered(g['y']?.replace("'", ''), Number(g['q']))],
  [[aYear, aQuarter], re(`(?<y>${year})\\s*[-_/ ]?\\s*Q(?<q>[1-4])`), (g) => quartered(g['y'], Number(g['q']))],
  [[inWords], re(`(?<o>${ordinal})[\\s-]+(?:fiscal\\s+|Fiskal)?(?:quarter|quartal|quartals|trimestre)(?:\\s+(?:of\\s+|des\\s+|de\\s+|in\\s+)?(?:the\\s+)?(?:fiscal\\s+)?(?:year\\s+|jahres?\\s+|geschäftsjahres?\\s+)?(?<y>${year}))?`), (g) => quartered(g['y'], ordinals[(g['o'] ?? '').toLowerCase()])],
  [[aQuarter], re(`Q(?<q>[1-4])`), (g) => quartered(undefined, Number(g['q']))],
  [[aYear, aMonth], re(`(?<m>${month})\\.?,?\\s+(?:de\\s+)?(?<y>${year})`), (g) => dated(g['y'], monthNumber(g['m']), undefined)],
  [[aFigure, aMonth], re(`(?<m>${month})\\.?\\s+(?<d>\\d{1,2})(?:st|nd|rd|th)?(?![.,]?\\d)`), (g) => (isMonthWord(g['m']) ? dated(undefined, monthNumber(g['m']), g['d']) : null)],
  [[aFigure, aMonth], re(`(?<d>\\d{1,2})\\.?\\s+(?<m>${month})`), (g) => (isMonthWord(g['m']) ? dated(undefined, monthNumber(g['m']), g['d']) : null)],
  [[aYear], re(`(?:FY\\s?)?(?<y>${year})(?![.,]\\d)`), (g) => dated(g['y'], null, undefined)],
];

/** Every date, month, quarter and year written in a text, in order, none inside another. */
export function findDates(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  for (const [needed, pattern, read] of forms) {
    if (!needed.every((one) => one.test(text))) continue;
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].length;
      if (found.some((other) => start < other.end && end > other.start)) continue;
      const before = text[start - 1] ?? ' ';
      // "$2,022" and "12,2022" are amounts.
      if (/[$€£¥.,\d]/.test(before) && /^\d/.test(match[0]) && /[$€£¥\d]|\d[.,]$/.test(text.slice(Math.max(0, start - 2), start))) continue;
      const value = read(match.groups ?? {});
      if (value !== null) found.push({ start, end, text: match[0], ...value });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/**
 * Whether a source's date bears out a claimed one: every part the claim states is the same in the source. A claimed
 * quarter is borne out by the same quarter only; whether a fiscal quarter ended in June is not for a calendar to say.
 */
export function matchesDate(claim: FoundDate, source: FoundDate): boolean {
  const same = (a: number | null, b: number | null): boolean => a === null || a === b;
  return same(claim.year, source.year) && same(claim.month, source.month) && same(claim.day, source.day) && same(claim.quarter, source.quarter);
}

/** ISO form as exact as known: 2023, 2023-07, 2023-07-01; null without a year. */
export function isoDate(date: FoundDate): string | null {
  if (date.year === null) return null;
  const two = (n: number): string => String(n).padStart(2, '0');
  const monthPart = date.month === null ? '' : `-${two(date.month)}${date.day === null ? '' : `-${two(date.day)}`}`;
  return `${date.year}${monthPart}`;
}

/** The month's number for a name in English, German, French or Spanish, whole or shortened; null for other words. */
export function monthNumber(name: string | undefined): number | null {
  return monthOf.get((name ?? '').toLowerCase().replace(/\.$/, '')) ?? null;
}

/** "may 5" and "mar 3" need the capital of a month's name; "mars 5" in lower case is French. */
function isMonthWord(word: string | undefined): boolean {
  return word !== undefined && (/^\p{Lu}/u.test(word) || word.length > 4);
}

function fullYear(text: string): number {
  const value = Number(text);
  return text.length === 2 ? (value < 70 ? 2000 + value : 1900 + value) : value;
}

function re(body: string, edges = true): RegExp {
  return new RegExp(edges ? `${edge}${body}${shut}` : body, 'giu');
}
