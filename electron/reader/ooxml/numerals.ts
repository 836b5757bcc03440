/** Numbers as the letters of lists: a … z, aa, bb …; '' below 1. */
export function lettersOf(value: number): string {
  return value < 1 ? '' : String.fromCharCode(97 + ((value - 1) % 26)).repeat(Math.min(20, Math.floor((value - 1) / 26) + 1));
}

/** Numbers up to 3999 in Roman figures, else ''. */
export function romanOf(value: number): string {
  const parts: readonly (readonly [number, string])[] = [[1000, 'M'], [900, 'CM'], [500, 'D'], [400, 'CD'], [100, 'C'], [90, 'XC'], [50, 'L'], [40, 'XL'], [10, 'X'], [9, 'IX'], [5, 'V'], [4, 'IV'], [1, 'I']];
  let left = value > 0 && value < 4_000 ? value : 0;
  let text = '';
  for (const [size, sign] of parts) for (; left >= size; left -= size) text += sign;
  return text;
}
