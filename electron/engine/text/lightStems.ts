import { germanStem } from './germanParts.ts';
import type { Language } from './language.ts';

type Ending = readonly [ending: RegExp, instead: string];

/**
 * What a folded word loses in each language, one rule after the other: endings of number, gender and case, none of those that make one word of another.
 * Words come as terms, so without accents, and without the `s` of most plurals.
 * After the light stemmers of J. Savoy, "Light stemming approaches for the French, Portuguese, German and Hungarian languages" (2006), and for Dutch the
 * rules of spelling (open and closed syllables).
 */
const endings: Readonly<Record<Exclude<Language, 'en' | 'de'>, readonly Ending[]>> = {
  fr: [[/eaux$/, 'eau'], [/aux$/, 'al'], [/euse$/, 'eux'], [/ive$/, 'if'], [/trice$/, 'teur'], [/(?<=..)e+[rz]?$/, ''], [/([ln])\1$/, '$1']],
  es: [[/ces?$/, 'z'], [/(?<=...)[aeo]$/, '']],
  it: [[/([cg])h[ei]$/, '$1'], [/(?<=...)i?[aeio]$/, '']],
  pt: [[/[oa]es?$/, 'ao'], [/ais$/, 'al'], [/eis$/, 'el'], [/ois$/, 'ol'], [/ens?$/, 'em'], [/(?<=...)[aeo]$/, '']],
  nl: [[/heden$/, 'heid'], [/(?<=..[^aeiou])en$/, ''], [/(?<=..)e$/, ''], [/([b-df-hj-np-tv-xz])\1$/, '$1'], [/v$/, 'f'], [/z$/, 's'], [/([aeou])\1(?=[^aeiou]+$)/, '$1']],
};
/** Endings of nouns and adjectives, longest first. */
const russian = /(?<=[а-я]{3})(?:иями|ями|ами|ыми|ими|его|ого|ему|ому|иях|иям|ией|ием|ях|ям|ем|ев|ов|ие|ье|ии|ей|ой|ий|ый|ам|ом|ах|ию|ью|ия|ья|ая|яя|ую|юю|ее|ые|ое|их|ых|им|ым|ою|ею|[аеиоуыьюяй])$/;
const stemmed = ['de', 'fr', 'es', 'it', 'pt', 'nl'] as const;

/** What is left of a folded word without its endings, marked so that it is not taken for a word; none of short words and figures. English has its plurals folded in the terms themselves. */
export function lightStem(term: string, language: Language): readonly string[] {
  if (isRussian(term)) return russianStem(term);
  if (language === 'de') return germanStem(term);
  return language === 'en' || !/^[a-z]{3,}$/.test(term) ? [] : [`~${endings[language].reduce((word, [ending, instead]) => word.replace(ending, instead), term)}`];
}

/** The stems of a word in every language it may be of. */
export function anyLightStem(term: string): readonly string[] {
  return isRussian(term) ? russianStem(term) : [...new Set(stemmed.flatMap((language) => lightStem(term, language)))];
}

/** Told by its letters, whatever the text around it is in; words of its neighbours lose an ending too, the same on both sides. */
export function isRussian(term: string): boolean {
  return /^[а-я]{4,}$/.test(term);
}

function russianStem(term: string): readonly string[] {
  return [`~${term.replace(russian, '')}`];
}
