/** The languages whose function words are known well enough to tell them apart in one question. */
export type Language = 'en' | 'de' | 'fr' | 'es' | 'it' | 'nl' | 'pt';

const functionWords: Readonly<Record<Language, string>> = {
  en: 'the of and to in is was were are what which who how when where why did does do has have had for with from that this by on at it its be not or as an a between during there any many much whose about than into give list show tell me',
  de: 'der die das und in ist war waren sind was welche welcher welches wer wie wann wo warum hat haben hatte für mit von dem den des im am zum zur ein eine einen einem einer nicht oder als auf bei wird wurde wurden nach über zwischen gibt es wieviel viele aus durch sich um an kann fasse zusammen bitte dieser diese dieses diesem diesen er sie ihr ihre sein seine noch auch nur so mehr bis vor seit unter',
  fr: 'le la les de des du et est était sont que quel quelle quels quelles qui comment quand où pourquoi a ont avait pour avec dans par un une ne pas ou au aux sur en entre selon ce cette ces se il elle combien y son sa ses d l qu est-ce',
  es: 'el la los las de del y es era son qué que cuál cuáles quién cómo cuándo dónde cuánto cuántos cuántas por ha han había para con en un una no o al sobre se entre según este esta su sus fue fueron durante cual como cuando quien',
  it: 'il lo la i gli le di del della dei delle e è era sono che quale quali chi come quando dove perché ha hanno per con in un una non o al alla su si tra fra questo questa quanto quanti quante nel nella da',
  nl: 'de het een en van in is was waren zijn wat welke wie hoe wanneer waar waarom heeft hebben had voor met dat dit door op bij niet of als aan tussen hoeveel er worden werd naar uit over zijn',
  pt: 'o a os as de do da dos das e é era são que qual quais quem como quando onde por quanto quantos quantas tem têm para com em um uma não ou ao no na nos nas sobre se entre foi foram durante seu sua',
};
const marks: readonly (readonly [RegExp, Language, number])[] = [
  [/[äöß]|ü/i, 'de', 1.5], [/[¿¡ñ]/i, 'es', 3], [/[çœ]|\b[ldqjn]['’]/i, 'fr', 1], [/[ãõ]/i, 'pt', 2], [/\bij|ij\b/i, 'nl', 0.3],
];
const sets = new Map((Object.keys(functionWords) as Language[]).map((code) => [code, new Set(functionWords[code].split(' '))] as const));

/** The language a text is written in, by its function words. `null` when nothing tells (other scripts, one bare word). */
export function detectLanguage(text: string): Language | null {
  const words = text.toLowerCase().match(/[\p{Script=Latin}]+/gu) ?? [];
  let best: Language | null = null;
  let bestScore = 0;
  for (const [code, set] of sets) {
    let score = 0;
    for (const word of words) if (set.has(word)) score++;
    for (const [mark, language, weight] of marks) if (language === code && mark.test(text)) score += weight;
    if (score > bestScore) {
      best = code;
      bestScore = score;
    }
  }
  return best;
}

/** Words that carry grammar, not content, in any of the known languages. */
export function isFunctionWord(word: string): boolean {
  return ofAny.has(word);
}

/** As `isFunctionWord`, for one language: "die" is a word in English. */
export function isFunctionWordOf(word: string, language: Language | null): boolean {
  return language === null ? isFunctionWord(word) : sets.get(language)?.has(word) === true || (language === 'en' && more.has(word));
}

const more = new Set((
  'i you we they he she him her them us our your their his hers these those will would could should can may might must shall been being if then so such no nor only own same too very just also but because while after before above below up down out off over under again further once here both each few more most other some all s t ' +
  'whom please could'
).split(' '));
const ofAny = new Set([...sets.values(), more].flatMap((set) => [...set]));
