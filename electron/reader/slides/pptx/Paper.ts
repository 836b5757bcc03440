import { looksLike } from '../../colours.ts';
import type { OfficePackage } from '../../ooxml/OfficePackage.ts';
import { attributeOf } from '../../xml.ts';
import type { Box } from '../readingOrder.ts';

const white = '#ffffff';
/** The colours of a theme that stand for its paper. */
const paperNames = new Set(['bg1', 'lt1', 'phClr']);
/** What fills with something of which no single colour is known. */
const manyColours = new Set(['gradFill', 'blipFill', 'pattFill']);

/** What one part draws: the areas of it that are filled, null for one whose place is not known; the colour of its background, null where it leaves that to what it is made from. */
type Drawn = { readonly areas: readonly (Box | null)[]; readonly background: string | null };

/** Tells where on a slide nothing lies behind a text but white paper. */
export class Paper {
  readonly #file: OfficePackage;
  readonly #drawn = new Map<string, Drawn>();

  constructor(file: OfficePackage) {
    this.#file = file;
  }

  /** `box`: where the text stands; null where that is not known. */
  isWhiteAt(slide: string, box: Box | null): boolean {
    const layout = this.#file.linked(slide, 'slideLayout')[0];
    const master = layout === undefined ? undefined : this.#file.linked(layout, 'slideMaster')[0];
    const parts = [slide, layout, master].filter((part) => part !== undefined);
    const all = parts.map((part) => this.#of(part));
    const background = all.find((drawn) => drawn.background !== null)?.background ?? white;
    const colour = background === 'paper' ? this.#themePaper(master) : background;
    return looksLike(colour, white) && !all.some(({ areas }) => areas.some((area) => area === null || box === null || overlap(area, box)));
  }

  #of(part: string): Drawn {
    const known = this.#drawn.get(part);
    if (known !== undefined) return known;
    const walk = new PaperWalk();
    const drawn = this.#file.tolerated(() => {
      this.#file.walk(part, (name, attributes) => { walk.open(name, attributes); }, (name) => { walk.close(name); });
      return { areas: walk.areas, background: walk.background };
    }, { areas: [null], background: null });
    this.#drawn.set(part, drawn);
    return drawn;
  }

  #themePaper(master: string | undefined): string {
    const theme = master === undefined ? undefined : this.#file.linked(master, 'theme')[0];
    if (theme === undefined) return white;
    let [isPaper, colour] = [false, ''];
    this.#file.tolerated(() => this.#file.walk(theme, (name, attributes) => {
      if (name === 'lt1') isPaper = true;
      else if (name === 'dk1' || name === 'dk2' || name === 'lt2') isPaper = false;
      else if (isPaper && colour === '' && (name === 'srgbClr' || name === 'sysClr')) colour = `#${attributeOf(attributes, 'lastClr') ?? attributeOf(attributes, 'val') ?? ''}`;
    }), false);
    return colour === '' ? white : colour;
  }
}

/** What an XML colour stands for: `#rrggbb`, `paper`, or '' where that is not known. */
export function drawnColour(name: string, attributes: string): string | null {
  if (name === 'srgbClr') return `#${attributeOf(attributes, 'val') ?? ''}`;
  if (name === 'schemeClr') return paperNames.has(attributeOf(attributes, 'val') ?? '') ? 'paper' : '';
  return name === 'sysClr' || name === 'prstClr' || name === 'scrgbClr' || name === 'hslClr' ? (attributeOf(attributes, 'val') === 'white' ? white : '') : null;
}

class PaperWalk {
  readonly areas: (Box | null)[] = [];
  background: string | null = null;
  readonly #open: { box: Box | null; fill: 'none' | 'coloured' | null; readonly isPicture: boolean }[] = [];
  #inPlace = false;
  #inLine = 0;
  #inText = 0;
  #inBackground = false;
  #inShape = false;
  #inFill = false;
  /** The style of a shape stands behind its own fill. */
  #inStyle = false;

  open(name: string, attributes: string): void {
    const shape = this.#open.at(-1);
    if (name === 'sp' || name === 'pic' || name === 'graphicFrame' || name === 'cxnSp' || name === 'grpSp') this.#open.push({ box: null, fill: null, isPicture: name === 'pic' || name === 'graphicFrame' });
    else if (name === 'ln') this.#inLine += 1;
    else if (name === 'txBody') this.#inText += 1;
    else if (name === 'bg') this.#inBackground = true;
    else if (name === 'spPr') this.#inShape = true;
    else if (name === 'style') this.#inStyle = true;
    else if (name === 'xfrm') this.#inPlace = true;
    else if (this.#inLine > 0 || this.#inText > 0) return;
    else if (this.#inBackground) this.#ground(name, attributes);
    else if (this.#inPlace && shape !== undefined && name === 'off') shape.box = { x: number(attributes, 'x'), y: number(attributes, 'y'), width: 0, height: 0 };
    else if (this.#inPlace && shape?.box !== undefined && shape.box !== null && name === 'ext') shape.box = { ...shape.box, width: number(attributes, 'cx'), height: number(attributes, 'cy') };
    else if (shape !== undefined && (this.#inShape || this.#inStyle)) this.#fill(shape, name, attributes);
  }

  close(name: string): void {
    if (name === 'ln') this.#inLine -= 1;
    else if (name === 'txBody') this.#inText -= 1;
    else if (name === 'bg') this.#inBackground = false;
    else if (name === 'spPr') this.#inShape = false;
    else if (name === 'style') this.#inStyle = false;
    else if (name === 'xfrm') this.#inPlace = false;
    else if (name === 'solidFill') this.#inFill = false;
    else if (name === 'sp' || name === 'pic' || name === 'graphicFrame' || name === 'cxnSp' || name === 'grpSp') {
      const shape = this.#open.pop();
      // Inside a group places are told in its own measure: the outermost one has the slide's.
      if (shape?.isPicture === true || shape?.fill === 'coloured') this.areas.push(this.#open[0] === undefined ? shape.box : this.#open[0].box);
    }
  }

  #fill(shape: { fill: 'none' | 'coloured' | null }, name: string, attributes: string): void {
    if (this.#inStyle) {
      if (name === 'fillRef' && shape.fill === null && number(attributes, 'idx') > 0) shape.fill = 'coloured';
      return;
    }
    if (name === 'noFill') shape.fill = 'none';
    else if (manyColours.has(name)) shape.fill = 'coloured';
    else if (name === 'solidFill') this.#inFill = true;
    const colour = this.#inFill ? drawnColour(name, attributes) : null;
    if (colour !== null) shape.fill = colour === 'paper' || looksLike(colour, white) ? 'none' : 'coloured';
  }

  #ground(name: string, attributes: string): void {
    const colour = manyColours.has(name) ? '' : drawnColour(name, attributes);
    // A reference to a fill of the theme other than the first may be a picture.
    if (name === 'bgRef' && number(attributes, 'idx') !== 1001) this.background = '';
    else if (colour !== null) this.background ??= colour;
  }
}

function number(attributes: string, name: string): number {
  return Number(attributeOf(attributes, name)) || 0;
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
