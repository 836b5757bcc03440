import { describe, expect, it } from 'vitest';
import { wordsThatMatter } from '../../../renderer/components/wordsThatMatter.ts';

const lit = (quote: string, question: string): readonly string[] => wordsThatMatter(quote, question).map(({ start, end }) => quote.slice(start, end));

describe('the words of a question that are lit in a quote', () => {
  it('are the same words, whatever their case and form', () => {
    expect(lit('The Leases and the policies were renewed; renewing a lease costs £20.', 'Which lease or policy was renewed?')).toEqual(['Leases', 'policies', 'renewed', 'renewing', 'lease']);
    expect(lit('Die Verträge enden, wenn der Vertrag gekündigt wird.', 'Wann endet der Vertrag?')).toEqual(['enden', 'Vertrag']);
    expect(lit('The board decided.', 'What did the board decide?')).toEqual(['board', 'decided']);
  });

  it('are no other words that begin alike', () => {
    expect(lit('at least six months', 'the lease')).toEqual([]);
    expect(lit('The costume', 'the cost')).toEqual([]);
    expect(lit('the landing', 'the landlord')).toEqual([]);
  });

  it('are none that every text is full of', () => {
    expect(lit('What about the others, and which?', 'What about the lease, and which?')).toEqual([]);
  });
});
