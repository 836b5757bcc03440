import { describe, expect, it } from 'vitest';
import { detectLanguage } from '../../../electron/engine/text/language.ts';
import { findNames } from '../../../electron/engine/text/names.ts';
import { neutralise } from '../../../electron/engine/text/neutralise.ts';
import { contentStems, stem, wordsOf } from '../../../electron/engine/text/words.ts';

describe('detectLanguage', () => {
  it('tells the languages of questions apart', () => {
    expect(detectLanguage('What is the rent for the Harbour Street lease?')).toBe('en');
    expect(detectLanguage('Wie hoch ist die Miete in der Hafenstraße?')).toBe('de');
    expect(detectLanguage('Quel est le loyer de la rue du Port ?')).toBe('fr');
    expect(detectLanguage('¿Cuánto es el alquiler?')).toBe('es');
    expect(detectLanguage('租金是多少')).toBeNull();
    expect(detectLanguage('')).toBeNull();
  });
});

describe('words', () => {
  it('cuts words of any script', () => {
    expect(wordsOf("The tenant's R&D, 租金多少")).toEqual(['the', 'tenant', 'r&d', '租金', '金多', '多少']);
  });
  it('keeps what a question is about', () => {
    expect(contentStems('What was the total rent reported in the lease?', 'en', 'question')).toEqual(['total', 'rent', 'leas']);
  });
  it('brings forms of a word together', () => {
    for (const [a, b] of [['increased', 'increase'], ['leases', 'lease'], ['Verträge', 'Vertrages'], ['acquisitions', 'acquisition'], ['companies', 'company']] as const) expect(stem(a.toLowerCase()), a).toBe(stem(b.toLowerCase()));
    expect(stem('2023')).toBe('2023');
  });
});

describe('findNames', () => {
  const certain = (text: string, language: 'en' | 'de' = 'en') => findNames(text, language).filter((name) => name.isCertain).map((name) => name.text);
  it('finds names, runs of them and odd spellings', () => {
    expect(certain("What was Contoso's revenue from xPhone and H100 sales at Harbour Street?")).toEqual(['Contoso', 'xPhone', 'H100', 'Harbour Street']);
    expect(certain('Examine how the rent compares in the Q3 2023 10-Q in March.')).toEqual([]);
    expect(certain("How has the R&D of Müller & Söhne changed?")).toEqual(['R&D', 'Müller & Söhne']);
  });
  it('is unsure of first words and of German nouns', () => {
    expect(findNames('Northwind pays rent.', 'en')).toMatchObject([{ text: 'Northwind', isCertain: false }]);
    expect(certain('Wie hoch ist die Miete der Weber GmbH in Köln?', 'de')).toEqual(['Weber GmbH']);
    expect(findNames('Wie hoch ist die Miete?', 'de')).toMatchObject([{ text: 'Miete', isCertain: false }]);
  });
});

describe('neutralise', () => {
  it('takes out what cannot be seen and keeps what scripts need', () => {
    expect(neutralise('pay\u200b \u202enow\u202c\u{e0041}\u001b[31m red\u001b[0m\ufeff')).toBe('pay now red');
    expect(neutralise('\uf0b7 item')).toBe('• item');
    expect(neutralise('می\u200cخواهم')).toBe('می\u200cخواهم');
    expect(neutralise('a\u200cb')).toBe('ab');
    expect(neutralise('a\r\nb\u0000c\td')).toBe('a\nb c\td');
  });
});
