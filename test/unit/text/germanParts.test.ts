import { describe, expect, it } from 'vitest';
import { analyseTerms, indexTerms } from '../../../electron/engine/analyse.ts';
import { contentTerms } from '../../../electron/engine/search/readQuery.ts';
import { germanParts } from '../../../electron/engine/text/germanParts.ts';

const partsOf = (word: string): string => germanParts(analyseTerms(word)[0] ?? '').join(' ');

describe('germanParts', () => {
  it.each([
    ['Kündigungsfrist', 'frist kundigung'], ['Kündigungsfristen', 'frist kundigung'], ['Mietvertrag', 'vertrag miete'], ['Mietverträge', 'vertrag miete'], ['Vertrages', 'vertrag'],
    ['Haftpflichtversicherung', 'versicherung pflicht haft'], ['Betriebskostenabrechnung', 'abrechnung kosten betrieb'], ['Wohnungseigentümer', 'eigentumer wohnung'],
    ['Gesellschafterversammlung', 'versammlung gesellschafter'], ['Überlingervertrag', 'vertrag uberlinger'], ['Häuser', 'haus'], ['Steuerberaterin', 'berater steuer'],
  ])('takes %s apart: %s', (word, parts) => { expect(partsOf(word)).toBe(parts); });

  it.each(['Frist', 'Gegenstand', 'Unterricht', 'Vorstand', 'wichtig', 'important', 'indemnification', '2031', '東京'])('leaves %s whole', (word) => { expect(partsOf(word)).toBe(''); });
});

describe('indexTerms', () => {
  const german = 'Die Kündigungsfrist beträgt drei Monate. Der Mietvertrag ist schriftlich zu kündigen.';

  it('adds the nouns of German words behind its terms', () => {
    expect(indexTerms(german).slice(0, analyseTerms(german).length)).toEqual(analyseTerms(german));
    expect(indexTerms(german)).toEqual(expect.arrayContaining(['frist', 'kundigung', 'vertrag', 'miete']));
  });

  it('adds nothing to English', () => {
    const text = 'The tenant is to give notice of the understanding in writing within three months.';
    expect(indexTerms(text)).toEqual(analyseTerms(text));
  });

  it('meets what is asked by a part, by a plural, and by the whole word', () => {
    const indexed = new Set(indexTerms(german));
    for (const question of ['schriftliche Form', 'Frist', 'Welche Frist gilt?', 'Vertrag', 'Verträge', 'Wie hoch ist die Miete?', 'Mietverträge']) expect(contentTerms(question).some((term) => indexed.has(term)), question).toBe(true);
    expect(contentTerms('Wie lang ist die Kündigungsfrist?')).toEqual(expect.arrayContaining(['kundigungsfrist', 'frist', 'kundigung']));
  });

  it('keeps names that are also words of grammar: the index has all words, and a question of nothing else keeps them', () => {
    expect(indexTerms('The Who and Will May of the IT department')).toEqual(expect.arrayContaining(['who', 'will', 'may', 'it']));
    expect(contentTerms('The Who')).toEqual(expect.arrayContaining(['the', 'who']));
    expect(contentTerms('Will May')).toEqual(expect.arrayContaining(['will', 'may']));
  });
});
