import type { Section, Token } from './formatTokens.ts';

/** A number under a section with places for digits. `general` shows it where the section says so. */
export function formatFigure(value: number, { tokens }: Section, general: (value: number) => string): string {
  if (tokens.some(({ kind }) => kind === 'slash') && tokens.some(({ kind }) => kind === 'digit')) return asFraction(value, tokens);
  if (!tokens.some(({ kind }) => kind === 'digit')) return withoutPlaces(value, tokens, general);
  const exponentAt = tokens.findIndex(({ kind }) => kind === 'exponent');
  const places = exponentAt === -1 ? tokens : tokens.slice(0, exponentAt);
  const pointAt = places.findIndex(({ kind }) => kind === 'point');
  const whole = pointAt === -1 ? places : places.slice(0, pointAt);
  const decimals = pointAt === -1 ? [] : places.slice(pointAt + 1);
  const percent = tokens.filter(({ kind }) => kind === 'percent').length;
  // Commas behind the last place divide by a thousand each; between places they group.
  const lastPlace = places.findLastIndex(({ kind }) => kind === 'digit');
  const thousands = places.slice(lastPlace + 1).filter(({ kind }) => kind === 'comma').length;
  const firstPlace = whole.findIndex(({ kind }) => kind === 'digit');
  const grouped = whole.slice(firstPlace, whole.findLastIndex(({ kind }) => kind === 'digit')).some(({ kind }) => kind === 'comma');
  let size = Math.abs(value) * 100 ** Math.min(3, percent) / 1_000 ** Math.min(6, thousands);
  let exponent = 0;
  const wholePlaces = whole.filter(({ kind }) => kind === 'digit').length;
  if (exponentAt !== -1 && size > 0) {
    const step = Math.max(1, wholePlaces);
    exponent = Math.floor(Math.floor(Math.log10(size)) / step) * step;
    size /= 10 ** exponent;
  }
  const marks = decimals.flatMap((token) => (token.kind === 'digit' ? [token.mark] : []));
  const [wholeDigits = '0', decimalDigits = ''] = rounded(size, marks.length).split('.');
  let text = filled(whole, wholeDigits === '0' ? '' : wholeDigits, grouped);
  if (pointAt !== -1) text += withDecimals(decimals, decimalDigits, marks);
  if (exponentAt !== -1) text += exponentText(tokens.slice(exponentAt), exponent);
  const isZero = !/[1-9]/.test(wholeDigits + decimalDigits);
  return value < 0 && !isZero ? `-${text}` : text;
}

/** To so many decimals, as a spreadsheet rounds: by the fifteen figures it keeps, half away from zero. */
function rounded(size: number, places: number): string {
  if (size >= 1e15 || size < 1e-7) return size.toFixed(Math.min(places, 30));
  const exact = Number(size.toPrecision(15));
  const up = Math.round(Number(`${exact}e${Math.min(places, 15)}`));
  return Number.isSafeInteger(up) ? Number(`${up}e-${Math.min(places, 15)}`).toFixed(Math.min(places, 30)) : exact.toFixed(Math.min(places, 30));
}

function withoutPlaces(value: number, tokens: readonly Token[], general: (value: number) => string): string {
  const text = tokens.map((token) => {
    switch (token.kind) {
      case 'text': return token.text;
      case 'general': case 'at': return general(value);
      case 'percent': return '%';
      case 'slash': return '/';
      default: return '';
    }
  }).join('');
  return text;
}

/** Puts digits into the places in front of the point, from the right; those left over stand before the first place. */
function filled(tokens: readonly Token[], digits: string, grouped: boolean): string {
  let left = digits;
  let text = '';
  let count = 0;
  const firstPlace = tokens.findIndex(({ kind }) => kind === 'digit');
  const put = (digit: string) => {
    if (grouped && count > 0 && count % 3 === 0) text = `,${text}`;
    text = digit + text;
    count += 1;
  };
  for (let index = tokens.length - 1; index >= 0; index -= 1) {
    const token = tokens[index];
    if (token?.kind === 'text') text = token.text + text;
    if (token?.kind === 'percent') text = `%${text}`;
    if (token?.kind !== 'digit') continue;
    if (left !== '') put(left.slice(-1));
    else if (token.mark === '0') put('0');
    left = left.slice(0, -1);
    if (index === firstPlace) for (; left !== ''; left = left.slice(0, -1)) put(left.slice(-1));
  }
  return text;
}

/** Zeros at the end show only where their place is a `0`. */
function withDecimals(tokens: readonly Token[], digits: string, marks: readonly string[]): string {
  let kept = digits.length;
  while (kept > 0 && digits.charAt(kept - 1) === '0' && marks[kept - 1] !== '0') kept -= 1;
  let place = 0;
  let text = '';
  for (const token of tokens) {
    if (token.kind === 'digit') {
      if (place < kept) text += digits.charAt(place);
      place += 1;
    } else if (token.kind === 'text') text += token.text;
    else if (token.kind === 'percent') text += '%';
  }
  return kept === 0 ? text : `.${text}`;
}

function exponentText([mark, ...tokens]: readonly Token[], exponent: number): string {
  const width = tokens.filter(({ kind }) => kind === 'digit').length;
  const sign = exponent < 0 ? '-' : mark?.kind === 'exponent' && mark.plus ? '+' : '';
  return `E${sign}${String(Math.abs(exponent)).padStart(width, '0')}${tokens.map((token) => (token.kind === 'text' ? token.text : '')).join('')}`;
}

/** `# ?/?`: the nearest fraction whose denominator has as many digits as there are places, or the one that is given. */
function asFraction(value: number, tokens: readonly Token[]): string {
  const slash = tokens.findIndex(({ kind }) => kind === 'slash');
  const before = tokens.slice(0, slash).filter(({ kind }) => kind === 'digit').length;
  const after = tokens.slice(slash + 1);
  const fixed = Number(after.map((token) => (token.kind === 'text' ? token.text : token.kind === 'digit' && token.mark === '0' ? '0' : '')).join('').replace(/\D/g, ''));
  const most = 10 ** Math.min(3, after.filter(({ kind }) => kind === 'digit').length || 1) - 1;
  const size = Math.abs(value);
  const hasWhole = before > 1 || tokens.slice(0, slash).some(({ kind }) => kind === 'text');
  const whole = hasWhole ? Math.floor(size) : 0;
  let best = { above: 0, below: 1, off: Infinity };
  for (let below = fixed > 0 ? fixed : 1; below <= (fixed > 0 ? fixed : most); below += 1) {
    const above = Math.round((size - whole) * below);
    const off = Math.abs(size - whole - above / below);
    if (off < best.off - 1e-12) best = { above, below, off };
  }
  const total = best.above === best.below && hasWhole ? { whole: whole + 1, above: 0 } : { whole, above: best.above };
  const part = total.above === 0 && hasWhole ? '' : `${total.above}/${best.below}`;
  const text = hasWhole && (total.whole > 0 || part === '') ? `${total.whole} ${part}`.trim() : part;
  return value < 0 && (total.whole > 0 || total.above > 0) ? `-${text}` : text;
}
