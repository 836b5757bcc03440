import type { HiddenKind } from '../shared/schemas.ts';

/** Points, pixels and shares of the usual size below which nobody reads. */
const tinySizes: Readonly<Record<string, number>> = { px: 2, pt: 1.5, em: 0.13, rem: 0.13, '%': 13, '': 2 };
/** Farther out than this, pixels, nothing shows. */
const offScreen = 400;

/** What stands behind a text: `unknown` where a style sheet may have coloured it. */
export type Ground = 'white' | 'coloured' | 'unknown';

type Attributes = { getAttribute(name: string): string | null };

/** Why an element does not show, by its own attributes, or null. `ground` is what lies behind it. */
export function hiddenKind(element: Attributes, ground: Ground): HiddenKind | null {
  if (element.getAttribute('hidden') !== null) return 'invisible';
  const style = element.getAttribute('style') ?? '';
  if (style === '') return isWhite(element.getAttribute('color') ?? '') && ground === 'white' ? 'white' : null;
  const value = (name: string) => valueOf(style, name);
  if (value('display') === 'none' || /^(?:hidden|collapse)$/.test(value('visibility')) || /^0*(?:\.0+)?%?$/.test(value('opacity') || '1')) return 'invisible';
  const size = /^([\d.]+)(px|pt|em|rem|%|)$/.exec(value('font-size'));
  if (size !== null && Number(size[1]) < (tinySizes[size[2] ?? ''] ?? 0)) return 'tiny';
  if (Number.parseFloat(value('text-indent')) <= -offScreen) return 'off-page';
  if (/^(?:absolute|fixed)$/.test(value('position')) && ['left', 'top', 'right', 'bottom'].some((side) => Number.parseFloat(value(side)) <= -offScreen)) return 'off-page';
  return isWhite(value('color') || (element.getAttribute('color') ?? '')) && ground === 'white' ? 'white' : null;
}

/** What lies behind the text of an element that stands on `around`. `hasSheets`: classes may mean colours. */
export function groundOf(element: Attributes, around: Ground, hasSheets: boolean): Ground {
  const style = element.getAttribute('style') ?? '';
  const own = valueOf(style, 'background-color') || valueOf(style, 'background') || (element.getAttribute('bgcolor') ?? '').trim().toLowerCase();
  if (own !== '' && !/^(?:none|transparent|inherit|initial)$/.test(own)) return isWhite(own) ? 'white' : 'coloured';
  return hasSheets && around === 'white' && element.getAttribute('class') !== null ? 'unknown' : around;
}

/** The words of a comment, or '' where it holds code, markup or a mark for programs. */
export function commentWords(comment: string): string {
  const text = comment.trim();
  return /[<>{}[\]]|\/\/|^\s*(?:#|\/?wp:)|;\s*$/.test(text) || (text.match(/\p{L}{2,}/gu)?.length ?? 0) < 4 ? '' : text.replace(/\s+/g, ' ');
}

function valueOf(style: string, name: string): string {
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon !== -1 && declaration.slice(0, colon).trim().toLowerCase() === name) return declaration.slice(colon + 1).replace(/!important/i, '').trim().toLowerCase();
  }
  return '';
}

function isWhite(colour: string): boolean {
  return /^(?:white|#?f{3}(?:f{3})?|#f[c-f]f[c-f]f[c-f]|rgba?\(\s*25[2-5]\s*,\s*25[2-5]\s*,\s*25[2-5]\s*(?:,[^)]*)?\))$/i.test(colour.trim());
}
