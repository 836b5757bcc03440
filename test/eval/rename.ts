import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { evaluationCompanies } from './names.ts';

const replacements = evaluationCompanies.flatMap(({ name, ticker, invented, inventedTicker }) => {
  const title = name.charAt(0) + name.slice(1).toLowerCase();
  return [
    // In the middle of a longer word only where a new word begins there, as in names of products: never in "intelligent".
    { pattern: new RegExp(`\\b(?:${name}|${title})(?![a-z])`, 'g'), by: invented },
    { pattern: new RegExp(`\\b${name.toUpperCase()}(?![A-Z])`, 'g'), by: invented.toUpperCase() },
    { pattern: new RegExp(`\\b${name.toLowerCase()}\\b`, 'g'), by: invented.toLowerCase() },
    { pattern: new RegExp(`(?<![A-Za-z])${ticker}(?![A-Za-z])`, 'g'), by: inventedTicker },
  ];
});

/** The text with every company name and ticker of the set replaced by an invented one, in the case it was written in. */
export function renameCompanies(text: string): string {
  return replacements.reduce((renamed, { pattern, by }) => renamed.replace(pattern, by), text);
}

/** Writes each document as one text file, pages apart by form feeds. `rename` is applied to names and text. */
export function writeTextCorpus(texts: ReadonlyMap<string, readonly string[]>, folder: string, rename: (text: string) => string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [stem, pages] of texts) writeFileSync(join(folder, `${rename(stem)}.txt`), rename(pages.join('\n\f\n')));
}
