/** The colours that pages name most often. */
const named: Readonly<Record<string, string>> = {
  white: '#ffffff', black: '#000000', silver: '#c0c0c0', gray: '#808080', grey: '#808080', maroon: '#800000', red: '#ff0000', purple: '#800080', fuchsia: '#ff00ff', green: '#008000', lime: '#00ff00', olive: '#808000', yellow: '#ffff00',
  navy: '#000080', blue: '#0000ff', teal: '#008080', aqua: '#00ffff', orange: '#ffa500', pink: '#ffc0cb', snow: '#fffafa', ivory: '#fffff0', ghostwhite: '#f8f8ff', whitesmoke: '#f5f5f5', lightgray: '#d3d3d3', lightgrey: '#d3d3d3',
};
/** So far apart, of 255, two shares of a colour look the same. */
const mostApart = 8;

/** A colour of CSS or of an attribute of HTML as `#rrggbb` or `transparent`; null where it is none, or one that is not known here. */
export function colourOf(raw: string): string | null {
  const text = raw.trim().toLowerCase();
  if (text === 'transparent') return 'transparent';
  const hex = /^#?([\da-f]{3,4}|[\da-f]{6}|[\da-f]{8})$/.exec(text)?.[1];
  if (hex !== undefined) {
    const whole = hex.length < 6 ? hex.replace(/./g, '$&$&') : hex;
    return whole.slice(6) === '00' ? 'transparent' : `#${whole.slice(0, 6)}`;
  }
  const [, r, g, b, alpha = '1'] = /^rgba?\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*(?:[,/]\s*([\d.]+%?)\s*)?\)$/.exec(text) ?? [];
  if (r === undefined || g === undefined || b === undefined) return named[text] ?? null;
  if (Number.parseFloat(alpha) === 0) return 'transparent';
  return `#${[r, g, b].map((share) => Math.min(255, Number(share)).toString(16).padStart(2, '0')).join('')}`;
}

/** Whether two colours cannot be told apart; what is not `#rrggbb` can from everything. */
export function looksLike(one: string, other: string): boolean {
  if (!/^#[\da-f]{6}$/i.test(one) || !/^#[\da-f]{6}$/i.test(other)) return false;
  return [1, 3, 5].every((at) => Math.abs(Number.parseInt(one.slice(at, at + 2), 16) - Number.parseInt(other.slice(at, at + 2), 16)) <= mostApart);
}
