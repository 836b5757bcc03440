import { lettersOf, romanOf } from '../ooxml/numerals.ts';
import type { OdfLevel } from './odfStyles.ts';

/** Counts the items of a list level by level, as OpenDocument numbers them. Levels from 1. */
export class OdfCounters {
  readonly #counts: number[] = [];

  /** What stands in front of the next item of `level`: `•`, `2.`, `1.3`, '' for nothing. `levelOf` tells how a level is marked. */
  next(level: number, levelOf: (level: number) => OdfLevel | null): string {
    const here = levelOf(level);
    if (here === null || here.format === null) return '•';
    this.#counts.length = Math.min(this.#counts.length, level + 1);
    this.#counts[level] = (this.#counts[level] ?? here.start - 1) + 1;
    if (here.format === '') return '';
    const numbers: string[] = [];
    for (let at = Math.max(1, level - here.levels + 1); at <= level; at += 1) numbers.push(drawn(this.#counts[at] ?? 1, levelOf(at)?.format ?? '1'));
    return `${here.prefix}${numbers.join('.')}${here.suffix}`.trim();
  }
}

function drawn(value: number, format: string): string {
  switch (format) {
    case 'a': return lettersOf(value);
    case 'A': return lettersOf(value).toUpperCase();
    case 'i': return romanOf(value).toLowerCase();
    case 'I': return romanOf(value);
    default: return String(value);
  }
}
