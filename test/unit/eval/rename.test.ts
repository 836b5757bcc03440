import { describe, expect, it } from 'vitest';
import { evaluationCompanies } from '../../eval/names.ts';
import { renameCompanies } from '../../eval/rename.ts';

const [first, , third, , fifth] = evaluationCompanies;

describe('renameCompanies', () => {
  it('keeps the case and the rest of the sentence', () => {
    expect(renameCompanies(`${first.name}’s sales, ${first.name.toUpperCase()} INC. and www.${first.name.toLowerCase()}.com`))
      .toBe(`${first.invented}’s sales, ${first.invented.toUpperCase()} INC. and www.${first.invented.toLowerCase()}.com`);
  });

  it('leaves words alone that begin alike, and takes product names with it', () => {
    expect(renameCompanies('Intelligent cloud, INTELLECTUAL property, intellectual')).toBe('Intelligent cloud, INTELLECTUAL property, intellectual');
    expect(renameCompanies(`${first.name}Care and ${third.name}-based`)).toBe(`${first.invented}Care and ${third.invented}-based`);
  });

  it('replaces tickers in file names, and names written in either case', () => {
    expect(renameCompanies(`2022_Q3_${fifth.ticker}`)).toBe(`2022_Q3_${fifth.inventedTicker}`);
    expect(renameCompanies('Nvidia and NVIDIA')).toBe(`${fifth.invented} and ${fifth.invented}`);
  });
});
