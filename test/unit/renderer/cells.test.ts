import { describe, expect, it } from 'vitest';
import { blocksOf, linesOf, paragraphsOf } from '../../../renderer/components/cells.ts';

const read = (text: string): readonly string[] => paragraphsOf(text, linesOf(text)).map(({ start, end }) => text.slice(start, end));

describe('prose of a quote', () => {
  it('runs on over the ends of lines that some other window made', () => {
    expect(read('harmless from any demand raised by a third party in \nconnection with the Deliverables,\nand from its costs (all of them)\nin any court.')).toEqual(['harmless from any demand raised by a third party in \nconnection with the Deliverables,\nand from its costs (all of them)\nin any court.']);
    expect(read('השוכר ישלם\nאת דמי השכירות')).toEqual(['השוכר ישלם', 'את דמי השכירות']);
  });

  it('begins anew with a heading, a sentence, a number, an item and after an empty line', () => {
    for (const lines of [['2. Commitments under the lease', 'The company rents its office.'], ['It ended.', 'so it said'], ['The tenant pays', '8.2 nothing'], ['He brought', '- oil'], ['over-', 'due rent'], ['one line', '', 'another']]) expect(read(lines.join('\n'))).toEqual(lines);
  });

  it('loses no letter', () => {
    const text = 'a b\nc | d\ne | f\ng h\ni';
    const shown = blocksOf(linesOf(text), true).flatMap((block) => (block.kind === 'text' ? paragraphsOf(text, block.lines).map(({ start, end }) => text.slice(start, end)) : block.lines.map(({ start, end }) => text.slice(start, end))));
    expect(shown.join('\n')).toBe(text);
  });
});
