import type { OfficePackage } from '../../ooxml/OfficePackage.ts';
import type { Box } from '../readingOrder.ts';
import type { Shape } from '../Shape.ts';
import { walkSlide } from './walkSlide.ts';

/** Places of one layout that are looked at: they are searched for every shape. */
const mostPlaces = 200;

/** Where the places of a slide's layout lie: a shape that fills one and says nothing of its own lies there. */
export class Placeholders {
  readonly #file: OfficePackage;
  readonly #shapes = new Map<string, readonly Shape[]>();

  constructor(file: OfficePackage) {
    this.#file = file;
  }

  /** By its number on the layout, by its kind there, by its kind on the master; null where none of them says. */
  boxOf(slidePart: string, { placeholder }: Shape): Box | null {
    if (placeholder === null) return null;
    const layout = this.#file.linked(slidePart, 'slideLayout')[0];
    if (layout === undefined) return null;
    const kind = kindOf(placeholder.type);
    const onLayout = this.#of(layout);
    const same = onLayout.find((one) => one.placeholder?.index === placeholder.index && kindOf(one.placeholder.type) === kind) ?? onLayout.find((one) => kindOf(one.placeholder?.type ?? '') === kind);
    if (same?.box !== undefined && same.box !== null) return same.box;
    const master = this.#file.linked(layout, 'slideMaster')[0];
    return master === undefined ? null : (this.#of(master).find((one) => kindOf(one.placeholder?.type ?? '') === kind)?.box ?? null);
  }

  #of(part: string): readonly Shape[] {
    const known = this.#shapes.get(part);
    if (known !== undefined) return known;
    const shapes = this.#file.tolerated(() => walkSlide(this.#file, part).shapes, []).filter(({ placeholder }) => placeholder !== null).slice(0, mostPlaces);
    this.#shapes.set(part, shapes);
    return shapes;
  }
}

function kindOf(type: string): string {
  if (type === 'ctrTitle') return 'title';
  return type === 'subTitle' || type === 'obj' || type === '' ? 'body' : type;
}
