import type { HiddenKind } from '../../shared/schemas.ts';
import { looksLike } from '../colours.ts';
import { attributeOf } from '../xml.ts';
import { isOff } from './styles.ts';

/** Smaller than 2 points, in half points: nobody can read it. */
const tinyHalfPoints = 4;
/** So far outside the edges of the text (twentieths of a point) and of the paper (EMU) nothing is on any page. */
const [farIndent, farAway] = [20_000, 20_000_000];

/** What a style or a run says of how its letters look; null where it leaves it to what it is based on. */
export type Look = { readonly isWhite: boolean | null; readonly isTiny: boolean | null; readonly hasGround: boolean };
export const noLook: Look = { isWhite: null, isTiny: null, hasGround: false };

/** What one property, of a run or in a style, says of it. */
export function lookOf(name: string, attributes: string): Partial<Look> {
  const value = attributeOf(attributes, 'val');
  switch (name) {
    case 'color': return { isWhite: looksLike(`#${value ?? ''}`, '#ffffff') };
    case 'sz': return { isTiny: Number(value ?? tinyHalfPoints) < tinyHalfPoints };
    case 'highlight': return value === 'none' || value === 'white' ? {} : { hasGround: true };
    case 'shd': return !/^(?:auto|FFFFFF)$/i.test(attributeOf(attributes, 'fill') ?? 'auto') || attributeOf(attributes, 'themeFill') !== null ? { hasGround: true } : {};
    default: return {};
  }
}

/** What the properties of a run, its styles and the ground it stands on say about whether it shows. */
export class RunLook {
  #vanishes = false;
  #own = noLook;
  #style = noLook;
  #paragraph = noLook;
  #isFarOut = false;
  /** Whether something else than white paper may lie behind what a style colours: pictures behind the text. */
  readonly #mayHavePictures: boolean;

  constructor(mayHavePictures: boolean) {
    this.#mayHavePictures = mayHavePictures;
  }

  beginParagraph(): void {
    this.#paragraph = noLook;
    this.#isFarOut = false;
  }

  beginRun(): void {
    this.#vanishes = false;
    this.#own = this.#style = noLook;
  }

  hide(): void {
    this.#vanishes = true;
  }

  /** The style of the run, or of the paragraph around it. */
  takeStyle(look: Look, inRun: boolean): void {
    if (inRun) this.#style = look;
    else this.#paragraph = { ...look, hasGround: look.hasGround || this.#paragraph.hasGround };
  }

  property(name: string, attributes: string, inRun: boolean): void {
    if (name === 'vanish') {
      if (inRun) this.#vanishes = !isOff(attributeOf(attributes, 'val'));
    } else if (name === 'ind') {
      const indent = Number(attributeOf(attributes, 'left') ?? attributeOf(attributes, 'start') ?? 0);
      this.#isFarOut = Math.abs(indent) > farIndent;
    } else if (inRun) this.#own = { ...this.#own, ...lookOf(name, attributes) };
    else if (name === 'shd') this.#paragraph = { ...this.#paragraph, ...lookOf(name, attributes) };
  }

  /** `isOnPaper`: outside of tables and boxes, which may have a colour of their own. */
  hidden(isOnPaper: boolean): HiddenKind | null {
    if (this.#vanishes) return 'invisible';
    if (this.#own.isTiny ?? this.#style.isTiny ?? this.#paragraph.isTiny ?? false) return 'tiny';
    if (this.#isFarOut) return 'off-page';
    const hasGround = this.#own.hasGround || this.#style.hasGround || this.#paragraph.hasGround;
    const isWhite = this.#own.isWhite ?? (this.#mayHavePictures ? false : (this.#style.isWhite ?? this.#paragraph.isWhite ?? false));
    return isWhite && isOnPaper && !hasGround ? 'white' : null;
  }
}

/** Whether a place of a drawing, as text of `posOffset`, is beside every paper. */
export function isFarAway(offset: string): boolean {
  return Math.abs(Number(offset)) > farAway;
}
