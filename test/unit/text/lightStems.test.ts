import { describe, expect, it } from 'vitest';
import { analyseTerms, askedTerms, indexTerms } from '../../../electron/engine/analyse.ts';
import type { Language } from '../../../electron/engine/text/language.ts';
import { lightStem } from '../../../electron/engine/text/lightStems.ts';
import { stem } from '../../../electron/engine/text/words.ts';

const stemOf = (word: string, language: Language): string => lightStem(analyseTerms(word)[0] ?? '', language)[0] ?? word;

describe('lightStem', () => {
  it.each<readonly [Language, readonly string[]]>([
    ['es', ['contrato', 'contratos']], ['es', ['obligación', 'obligaciones']], ['es', ['arrendador', 'arrendadores', 'arrendadora']], ['es', ['anual', 'anuales']], ['es', ['luces', 'luz']],
    ['fr', ['journal', 'journaux']], ['fr', ['bureau', 'bureaux']], ['fr', ['loué', 'louée', 'louées', 'louer', 'louez']], ['fr', ['annuel', 'annuelle', 'annuelles']], ['fr', ['locatif', 'locative']], ['fr', ['heureux', 'heureuse']],
    ['it', ['contratto', 'contratti']], ['it', ['locazione', 'locazioni']], ['it', ['proprietario', 'proprietari', 'proprietaria']], ['it', ['obbligo', 'obblighi']], ['it', ['banca', 'banche']],
    ['pt', ['obrigação', 'obrigações']], ['pt', ['contrato', 'contratos']], ['pt', ['contratual', 'contratuais']], ['pt', ['locador', 'locadores', 'locadora']], ['pt', ['garagem', 'garagens']], ['pt', ['aluguel', 'alugueis']],
    ['nl', ['overeenkomst', 'overeenkomsten']], ['nl', ['huur', 'huren']], ['nl', ['brief', 'brieven']], ['nl', ['huis', 'huizen']], ['nl', ['mogelijkheid', 'mogelijkheden']], ['nl', ['huurder', 'huurders']], ['nl', ['groot', 'grote']], ['nl', ['boek', 'boeken']],
    ['de', ['Miete', 'Mieten']], ['en', ['договор', 'договора', 'договоров', 'договором']], ['en', ['аренда', 'аренды', 'аренде']],
  ])('in %s %j are one', (language, [first = '', ...forms]) => {
    for (const form of forms) expect(stemOf(form, language), form).toBe(stemOf(first, language));
  });

  it.each<readonly [Language, string, string]>([['es', 'contrato', 'contador'], ['fr', 'contrat', 'contraire'], ['it', 'conto', 'contratto'], ['pt', 'contrato', 'conta'], ['nl', 'huur', 'huis'], ['fr', 'bail', 'bailleur']])('in %s %s and %s stay two', (language, one, other) => {
    expect(stemOf(one, language)).not.toBe(stemOf(other, language));
  });

  it('leaves names findable as they are: a stem comes beside the word, never in its place', () => {
    const text = 'El contrato entre Almodóvar Hermanos y la señora Deneuve es de las dos partes.';
    expect(indexTerms(text).slice(0, analyseTerms(text).length)).toEqual(analyseTerms(text));
    expect(indexTerms(text)).toEqual(expect.arrayContaining(['almodovar', 'deneuve', '~contrat']));
    expect(lightStem('2031', 'fr')).toEqual([]);
    expect(lightStem('東京', 'es')).toEqual([]);
  });
});

describe('a bare word of a question', () => {
  it.each([
    ['obligación', 'Las obligaciones del arrendador son las que establece el contrato.'], ['journal', 'Les journaux de la commune sont conservés dans les archives.'],
    ['contratto', 'I contratti sono conservati nella sede della società.'], ['obrigação', 'As obrigações do locador são as que constam do contrato.'],
    ['overeenkomst', 'De overeenkomsten zijn door de huurder ondertekend.'], ['Erläuterung', 'Die Erläuterungen sind dem Vermieter zu senden.'], ['аренда', 'Срок аренды составляет два года.'],
  ])('%s finds its other forms', (word, text) => {
    const indexed = new Set(indexTerms(text));
    expect(analyseTerms(word).some((term) => indexed.has(term))).toBe(false);
    expect(askedTerms(word, null).some((term) => indexed.has(term))).toBe(true);
  });
});

describe('stem', () => {
  it.each([['press', 'presses'], ['loss', 'losses'], ['business', 'businesses'], ['address', 'addresses'], ['address', 'addressed'], ['process', 'processing'], ['class', 'classes'], ['success', 'successes']])('%s and %s are one', (one, other) => { expect(stem(other)).toBe(stem(one)); });
});
