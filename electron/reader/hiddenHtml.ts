import type { HiddenKind } from '../shared/schemas.ts';
import { colourOf, looksLike } from './colours.ts';

/** Points, pixels and shares of the usual size below which nobody reads. */
const tinySizes: Readonly<Record<string, number>> = { px: 2, pt: 1.5, em: 0.13, rem: 0.13, '%': 13, '': 2 };
/** Farther out than this, pixels, nothing shows. */
const offScreen = 400;
/** A margin or a shift is only as large where it takes something out of sight, pixels. */
const farOff = 1_000;

/** How the text of an element looks: its colour and what lies behind it, each `#rrggbb`, `transparent`, or `unknown` where it is another or a style sheet may say; whether it is too small to read. */
export type Look = { readonly colour: string; readonly ground: string; readonly isTiny: boolean };
type Attributes = { getAttribute(name: string): string | null };

/** `hasSheets`: style sheets may say anything of what no attribute does. */
export function usualLook(hasSheets: boolean): Look {
  return { colour: hasSheets ? 'unknown' : '#000000', ground: '#ffffff', isTiny: false };
}

/** Why an element does not show, whatever it looks like, by its own attributes; null where it may. */
export function hiddenKind(element: Attributes): HiddenKind | null {
  if (element.getAttribute('hidden') !== null) return 'invisible';
  const style = element.getAttribute('style') ?? '';
  if (style === '') return null;
  const values = valuesOf(style);
  const value = (name: string) => values.get(name) ?? '';
  const isNought = (name: string) => /^0(?:px|pt|em|rem|%)?$/.test(value(name));
  if (value('display') === 'none' || /^(?:hidden|collapse)$/.test(value('visibility')) || /^0*(?:\.0+)?%?$/.test(value('opacity') || '1')) return 'invisible';
  if (/^hidden/.test(value('overflow')) && (isNought('height') || isNought('max-height') || isNought('width') || isNought('max-width'))) return 'invisible';
  if (/^(?:scale[xy]?\(\s*0|matrix\(\s*0\s*,\s*0)/.test(value('transform'))) return 'invisible';
  const isPlaced = /^(?:absolute|fixed)$/.test(value('position'));
  if (isPlaced && (/^rect\(\s*(?:[01](?:px)?[\s,]*){4}\)$/.test(value('clip')) || /^inset\(\s*(?:50|100)%/.test(value('clip-path')))) return 'invisible';
  if (Number.parseFloat(value('text-indent')) <= -offScreen || ['margin-left', 'margin-top'].some((side) => Number.parseFloat(value(side)) <= -farOff)) return 'off-page';
  if (/translate(?:x|y|3d)?\([^)]*-\d{4,}/.test(value('transform'))) return 'off-page';
  return isPlaced && ['left', 'top', 'right', 'bottom'].some((side) => Number.parseFloat(value(side)) <= -offScreen) ? 'off-page' : null;
}

/** How the text of an element looks that stands in one that looks so. */
export function lookOf(element: Attributes, around: Look, hasSheets: boolean): Look {
  const style = element.getAttribute('style') ?? '';
  const attribute = (name: string) => element.getAttribute(name) ?? '';
  const values = style === '' ? null : valuesOf(style);
  const value = (name: string) => values?.get(name) ?? '';
  const ownGround = value('background-color') || value('background') || attribute('bgcolor');
  const ownColour = value('color') || attribute('color') || attribute('text');
  const mayBeOther = hasSheets && attribute('class') !== '';
  // Letters are cut out of the ground: nothing is known of how they look.
  const isCutOut = value('background-clip') === 'text' || value('-webkit-background-clip') === 'text';
  const ground = isCutOut ? 'unknown' : ownGround === '' || /^(?:none|inherit|initial|unset)\b/i.test(ownGround.trim()) ? (mayBeOther ? 'unknown' : around.ground) : (colourOf(ownGround) ?? 'unknown');
  const colour = isCutOut ? 'unknown' : ownColour === '' || /^inherit$/i.test(ownColour.trim()) ? (mayBeOther ? 'unknown' : around.colour) : (colourOf(ownColour) ?? 'unknown');
  return { colour, ground: ground === 'transparent' ? around.ground : ground, isTiny: values === null ? around.isTiny : isTiny(value('font-size') || sizeOf(value('font')), around.isTiny) };
}

/** Why text that looks so does not show, null where it does. */
export function unseenKind({ colour, ground, isTiny: tiny }: Look): HiddenKind | null {
  if (colour === 'transparent') return 'invisible';
  return tiny ? 'tiny' : looksLike(colour, ground) ? 'white' : null;
}

/** The words of a comment, or '' where it holds code, markup or a mark for programs. */
export function commentWords(comment: string): string {
  const text = comment.trim();
  return /[<>{}[\]]|\/\/|^\s*(?:#|\/?wp:)|;\s*$/.test(text) || (text.match(/\p{L}{2,}/gu)?.length ?? 0) < 4 ? '' : text.replace(/\s+/g, ' ');
}

/** Sizes told in shares of that around them are no larger for it. */
function isTiny(size: string, around: boolean): boolean {
  const [, figure, unit = ''] = /^(\d*\.?\d+)(px|pt|em|rem|%|)$/.exec(size) ?? [];
  if (figure === undefined) return around;
  return Number(figure) < (tinySizes[unit] ?? 0) || (around && (unit === 'em' || unit === '%'));
}

/** The size in `font: italic 12px/1.5 serif`. */
function sizeOf(font: string): string {
  return /(?:^|\s)(\d*\.?\d+(?:px|pt|em|rem|%)?)(?=\/|\s|$)/.exec(font)?.[1] ?? '';
}

/** The last of each name holds, unless one before it is marked important. */
function valuesOf(style: string): Map<string, string> {
  const values = new Map<string, string>();
  const important = new Set<string>();
  for (const declaration of style.split(';')) {
    const colon = declaration.indexOf(':');
    if (colon === -1) continue;
    const name = declaration.slice(0, colon).trim().toLowerCase();
    const value = declaration.slice(colon + 1).trim().toLowerCase();
    const isImportant = value.includes('!important');
    if (important.has(name) && !isImportant) continue;
    if (isImportant) important.add(name);
    values.set(name, value.replace(/\s*!important/, ''));
  }
  return values;
}
