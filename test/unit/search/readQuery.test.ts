import { describe, expect, it } from 'vitest';
import { contentTerms, readQuery, withoutSpans } from '../../../electron/engine/search/readQuery.ts';

const spansOf = (text: string, ...parts: string[]) => parts.map((part) => ({ start: text.indexOf(part), end: text.indexOf(part) + part.length }));

describe('readQuery', () => {
  it('reads names, periods and "latest" with their places', () => {
    const text = "What was Brimwell's gross margin in Q3 2023 and in the latest 10-Q?";
    const query = readQuery(text);
    expect(query.names.map(({ text: name }) => name)).toEqual(['Brimwell', '10-Q']);
    expect(query.periods.map(({ period }) => [period.year, period.quarter])).toEqual([[2023, 3]]);
    expect(text.slice(query.latest?.start, query.latest?.end)).toBe('latest');
    expect(query.latest?.isOfDocuments).toBe(true);
    for (const { start, end, text: name } of query.names) expect(text.slice(start, end)).toBe(name);
  });

  it('takes every content word for a possible name where nothing has a capital', () => {
    expect(readQuery('brimwell net sales in q2 2023').names.map(({ text }) => text)).toEqual(['brimwell', 'net', 'sales']);
    expect(readQuery('Net sales of Brimwell').names.map(({ text }) => text)).toEqual(['Net', 'Brimwell']);
  });

  it.each([
    ['the latest report of Brimwell', true], ['in its most recent quarterly filing', true], ['im letzten Quartal', true], ['último informe anual', true],
    ['the last three minutes of the match', null], ['the latest epoch of the earth', false], ['los últimos tres minutos', false], ['current liabilities', null],
  ])('%j asks for the latest of documents: %s', (text, isOfDocuments) => {
    expect(readQuery(text).latest?.isOfDocuments ?? null).toBe(isOfDocuments);
  });

  it('knows a question over several periods', () => {
    expect(readQuery("How did Brimwell's sales change over time?").overTime).toBe(true);
    expect(readQuery("What were Brimwell's sales in Q3 2023?").overTime).toBe(false);
  });
});

describe('contentTerms', () => {
  it('leaves out grammar and words of asking, unless there is nothing else', () => {
    expect(contentTerms('What were the total operating expenses?')).toEqual(['total', 'operating', 'expense']);
    expect(contentTerms('¿Cuántos puntos anotaron los Broncos?')).toEqual(['punto', 'anotaron', 'bronco', '~punt', '~anotaron', '~bronc']);
    expect(contentTerms('Was ist das?')).toEqual(['was', 'ist', 'das']);
  });
});

describe('withoutSpans', () => {
  it.each([
    ["What changed in Brimwell's gross margin?", ['Brimwell'], 'What changed in gross margin?'],
    ['What was the gross margin for Brimwell in Q3 2023?', ['Brimwell', 'Q3 2023'], 'What was the gross margin?'],
    ["In Brimwell's Q2 2023 10-Q, how did sales develop?", ['Brimwell', 'Q2 2023', '10-Q'], 'how did sales develop?'],
    ['Wie hoch war der Umsatz von Brimwell im Juli 2023?', ['Brimwell', 'Juli 2023'], 'Wie hoch war der Umsatz?'],
    ['Brimwell 2023', ['Brimwell', '2023'], 'Brimwell 2023'],
    ['net income', [], 'net income'],
  ])('%j without %j', (text, parts, rest) => {
    expect(withoutSpans(text, spansOf(text, ...parts))).toBe(rest);
  });
});
