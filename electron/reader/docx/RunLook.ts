import type { HiddenKind } from '../../shared/schemas.ts';
import { attributeOf } from '../xml.ts';
import { isOff } from './styles.ts';

/** Smaller than 2 points, in half points: nobody can read it. */
const tinyHalfPoints = 4;

/** What the properties of a run (and the ground it stands on) say about whether it shows. */
export class RunLook {
  #vanishes = false;
  #isWhite = false;
  #isTiny = false;
  /** Whether something else than white paper may lie behind the run or its paragraph. */
  #hasGround = false;
  #paragraphHasGround = false;

  beginParagraph(): void {
    this.#paragraphHasGround = false;
  }

  beginRun(): void {
    this.#vanishes = false;
    this.#isWhite = false;
    this.#isTiny = false;
    this.#hasGround = false;
  }

  hide(): void {
    this.#vanishes = true;
  }

  property(name: string, attributes: string, inRun: boolean): void {
    const value = attributeOf(attributes, 'val');
    switch (name) {
      case 'vanish': if (inRun) this.#vanishes = !isOff(value); break;
      case 'color': if (inRun) this.#isWhite = value?.toUpperCase() === 'FFFFFF'; break;
      case 'sz': if (inRun) this.#isTiny = Number(value ?? tinyHalfPoints) < tinyHalfPoints; break;
      case 'highlight': if (inRun) this.#hasGround = value !== 'none' && value !== 'white'; break;
      case 'shd': {
        const isDark = !/^(?:auto|FFFFFF)$/i.test(attributeOf(attributes, 'fill') ?? 'auto') || attributeOf(attributes, 'themeFill') !== null;
        if (inRun) this.#hasGround ||= isDark;
        else this.#paragraphHasGround ||= isDark;
        break;
      }
      default:
    }
  }

  /** `isOnPaper`: outside of tables and boxes, which may have a colour of their own. */
  hidden(isOnPaper: boolean): HiddenKind | null {
    if (this.#vanishes) return 'invisible';
    if (this.#isTiny) return 'tiny';
    return this.#isWhite && isOnPaper && !this.#hasGround && !this.#paragraphHasGround ? 'white' : null;
  }
}
