/** Widths of the standard fonts, thousandths of the size, for the characters from blank to tilde (Adobe's published metrics). */
export type FontName = 'Helvetica' | 'Helvetica-Bold' | 'Helvetica-Oblique' | 'Times-Roman' | 'Times-Bold' | 'Times-Italic' | 'Courier';

const helvetica = '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584';
const helveticaBold = '278 333 474 556 556 889 722 238 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 333 333 584 584 584 611 975 722 722 722 722 667 611 778 722 278 556 722 611 833 722 778 667 778 722 667 611 722 667 944 667 667 611 333 278 333 584 556 333 556 611 556 611 556 333 611 611 278 278 556 278 889 611 611 611 611 389 556 333 611 556 778 556 556 500 389 280 389 584';
const times = '250 333 408 500 500 833 778 180 333 333 500 564 250 333 250 278 500 500 500 500 500 500 500 500 500 500 278 278 564 564 564 444 921 722 667 667 722 611 556 722 722 333 389 722 611 889 722 722 556 722 667 556 611 722 722 944 722 722 611 333 278 333 469 500 333 444 500 444 500 444 333 500 500 278 278 500 278 778 500 500 500 500 333 389 278 500 500 722 500 500 444 480 200 480 541';
const timesBold = '250 333 555 500 500 1000 833 278 333 333 500 570 250 333 250 278 500 500 500 500 500 500 500 500 500 500 333 333 570 570 570 500 930 722 667 722 722 667 611 778 778 389 500 778 667 944 722 778 611 778 722 556 667 722 722 1000 722 722 667 333 278 333 581 500 333 500 556 444 556 444 333 500 556 278 333 556 278 833 556 500 556 556 444 389 333 556 500 722 500 500 444 394 220 394 520';
const timesItalic = '250 333 420 500 500 833 778 214 333 333 500 675 250 333 250 278 500 500 500 500 500 500 500 500 500 500 333 333 675 675 675 500 920 611 611 667 722 611 611 722 722 333 444 667 556 833 667 722 611 722 611 500 556 722 611 833 611 556 556 389 278 389 422 500 333 500 500 444 500 444 278 500 500 278 278 444 278 722 500 500 500 500 389 389 278 500 444 667 444 444 389 400 275 400 541';

const tables: Readonly<Record<FontName, readonly number[]>> = {
  Helvetica: numbers(helvetica), 'Helvetica-Bold': numbers(helveticaBold), 'Helvetica-Oblique': numbers(helvetica), 'Times-Roman': numbers(times), 'Times-Bold': numbers(timesBold), 'Times-Italic': numbers(timesItalic),
  Courier: numbers(Array.from({ length: 95 }, () => '600').join(' ')),
};
const others: Readonly<Record<string, number>> = { '–': 556, '—': 1000, '‘': 222, '’': 222, '“': 333, '”': 333, '•': 350, '£': 556, '€': 556, '§': 556, '°': 400, '½': 834, '×': 584, '…': 1000 };
const othersTimes: Readonly<Record<string, number>> = { '–': 500, '—': 1000, '‘': 333, '’': 333, '“': 444, '”': 444, '•': 350, '£': 500, '€': 500, '§': 500, '°': 400, '½': 750, '×': 564, '…': 1000 };

function numbers(list: string): number[] {
  return list.split(' ').map(Number);
}

/** Width of a text in points at `size`. */
export function textWidth(text: string, font: FontName, size: number): number {
  const table = tables[font];
  const rest = font.startsWith('Times') ? othersTimes : others;
  let width = 0;
  for (const character of text) width += table[(character.normalize('NFD').codePointAt(0) ?? 0) - 32] ?? rest[character] ?? (font === 'Courier' ? 600 : 556);
  return (width / 1000) * size;
}
