/**
 * Key figures of a gold answer, by rule. A number counts when it is money, a percentage, in millions or billions, or written
 * with one thousands separator. Dates, years, page, note and item numbers, file names, patents and list numbers do not. Where
 * an answer has figures of three or more digits, shorter ones ("19%") are left out: they are found anywhere by chance.
 *
 * Written form: the digits without separators, then `%`, ` million` or ` billion` where the answer says so: `82959`,
 * `15.7%`, `18.7 billion`.
 */
export function extractFigures(answer: string): string[] {
  const text = answer
    .replace(/\b\d{4}_Q\d_\w+(\.pdf)?/g, ' ')
    .replace(/\b(?:January|February|March|April|May|June|July|August|September|October|November|December)\s+\d{1,2}\b(?:,\s*\d{4})?/g, ' ')
    .replace(/\b\d+:\d\d-cv-\S+/g, ' ')
    .replace(/\b(?:Note|Item|page|pages|Section|Part|Form|Topic|No\.|Case|Article)s?\s*\(?[\dIVX]+[\d.,\-–]*\)?/gi, ' ')
    .replace(/\b10-[QK]s?\b|\bQ[1-4]\b/g, ' ')
    .replace(/^\s*\d{1,2}\.\s/gm, ' ');
  const found = new Set<string>();
  for (const { digits, money, percent, scale } of numbersIn(text)) {
    const value = digits.replaceAll(',', '');
    if (Number(value) === 0) continue;
    // A bare number counts only as `12,345`: years and versions have no separator, patent numbers have two.
    if (!money && !percent && scale === '' && !/^\d{1,3},\d{3}$/.test(digits)) continue;
    found.add(`${value}${percent ? '%' : scale === '' ? '' : ` ${scale}`}`);
  }
  const figures = [...found];
  const distinct = figures.filter((figure) => significantDigits(figure) >= 3);
  return distinct.length > 0 ? distinct : figures;
}

/** All numbers of a text in the forms a key figure may be matched by; made once a passage. */
export function figureForms(text: string): ReadonlySet<string> {
  const forms = new Set<string>();
  for (const { digits, money, percent, scale } of numbersIn(text)) {
    const value = digits.replaceAll(',', '');
    if (percent) forms.add(`${value}%`);
    if (scale !== '') forms.add(`${value} ${scale}`);
    if (money || scale !== '') forms.add(`$${value}`);
    forms.add(value);
  }
  return forms;
}

/**
 * Exact once separators and units are gone: `82959` is 82,959; `18.7 billion` is 18.7 or 18,700 (tables count in millions).
 * A figure of one or two digits needs its unit too, or it would be found in any date.
 */
export function holdsFigure(forms: ReadonlySet<string>, figure: string): boolean {
  const [, value = '', unit = ''] = /^([\d.]+)(%| million| billion)?$/.exec(figure) ?? [];
  if (forms.has(figure)) return true;
  const isDistinct = significantDigits(figure) >= 3;
  if (unit === '%') return isDistinct && forms.has(value);
  if (unit === ' billion' && forms.has(timesThousand(value))) return true;
  return isDistinct ? forms.has(value) : unit !== '' && forms.has(`$${value}`);
}

type FoundNumber = { readonly digits: string; readonly money: boolean; readonly percent: boolean; readonly scale: '' | 'million' | 'billion' };

function numbersIn(text: string): FoundNumber[] {
  const pattern = /(?<![\w.,])([$€£]\s?\(?\s?)?(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d])(\)?\s?(?:%|percent\b|percentage points?\b))?(\)?\s?(million|billion)\b)?/gi;
  return [...text.matchAll(pattern)].map((match) => ({
    digits: match[2] ?? '', money: match[1] !== undefined, percent: match[3] !== undefined,
    scale: match[5] === undefined ? '' : match[5].toLowerCase() === 'million' ? 'million' : 'billion',
  }));
}

function significantDigits(figure: string): number {
  return (/^[\d.]+/.exec(figure)?.[0] ?? '').replace('.', '').replace(/^0+/, '').length;
}

/** Moves the decimal point three places, in digits, so that no rounding comes in. */
function timesThousand(value: string): string {
  const [whole = '', decimals = ''] = value.split('.');
  const moved = `${whole}${decimals.slice(0, 3).padEnd(3, '0')}`.replace(/^0+(?=\d)/, '');
  return decimals.length > 3 ? `${moved}.${decimals.slice(3)}` : moved;
}
