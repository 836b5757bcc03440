import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..', '..', '..', 'renderer', 'styles');
const styles = new Map(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const tokens = styles.get('tokens.css') ?? '';
const [light = '', dark = ''] = tokens.split('@media (prefers-color-scheme: dark)');

/** How bright a colour of a theme is, 0 to 255. */
function brightness(theme: string, name: string): number {
  const hex = new RegExp(`--${name}: #([0-9a-f]{6})`).exec(theme)?.[1];
  if (hex === undefined) throw new Error(`no ${name}`);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

describe('what is current, and what the pointer is over', () => {
  it('is darker than what it lies on in the light, and lighter in the dark', () => {
    for (const under of ['paper', 'surface']) {
      for (const name of ['hover', 'current']) {
        expect(brightness(light, name), `${name} on ${under}, light`).toBeLessThan(brightness(light, under) - 3);
        expect(brightness(dark, name), `${name} on ${under}, dark`).toBeGreaterThan(brightness(dark, under) + 3);
      }
    }
  });

  it('has one colour in every list', () => {
    const rules = [...styles].flatMap(([file, text]) => [...text.matchAll(/([^{}\n]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({ file, selector: selector.trim(), body })));
    const filled = rules.filter(({ body }) => /background(?:-color)?: var\(--(?:sunken|accent-soft)\)/.test(body));
    expect(filled.filter(({ selector }) => /:hover|\.on\b|aria-(?:current|pressed|selected)/.test(selector))).toEqual([]);
  });
});
