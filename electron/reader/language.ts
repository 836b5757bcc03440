const words = {
  en: 'the of and to in is that for was with as on are this be by have from not or at which you an it were has will their but all',
  de: 'der die und das ist von den mit des im nicht ein eine für auf dem sich werden auch als an es wird oder bei sind nach einer dass',
  fr: 'de la le les et des en est une du que pour dans qui par sur au plus ne pas ce se sont avec il cette ou aux être ont',
  es: 'de la que el en y los se del las un por con una su para es al lo como más pero sus le ha este entre cuando son',
  it: 'di che e la il un a per è in una non sono da del si con le dei della come al anche gli nel più alla delle questo essere',
  pt: 'de que e o a do da em um para com não uma os no se na por mais as dos como mas ao das à seu sua ou são foi',
  nl: 'de van het een en in is dat op te zijn met voor niet aan er om ook als door bij naar maar wordt deze uit dan worden nog over',
  sv: 'och att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan när år under eller',
  da: 'og at det som en på er af for med til den har de ikke om et men var jeg sig fra vi så kan når år under eller blev',
  no: 'og at det som en på er av for med til den har de ikke om et men var jeg seg fra vi så kan når år under eller ble',
  fi: 'ja on ei se että oli hän mutta ovat kun niin tai joka sen myös kuin ole mukaan jos voi olla sekä vain joka mitä nyt',
  pl: 'w i na z do nie się że jest o to jak po co ale od za tym przez dla oraz są jego był może który tylko jej przy',
  cs: 'a v se na je že o s z do to i k ve pro za by ale si po jako od která který jsou jeho nebo jen při také',
  tr: 've bir bu da de için ile olarak çok daha en gibi kadar olan sonra ise ancak her ne o değil var ya mi',
  ro: 'de și în la a cu pe care nu o un din este că mai pentru să se au ca fi sau dar fost lui între prin ale',
  hu: 'a az és hogy nem is egy ez volt meg de csak el már vagy ha még mint azt van lesz kell után',
  id: 'yang dan di dengan untuk pada dari ini itu dalam tidak adalah oleh sebagai juga akan atau ke dapat karena mereka',
  vi: 'của và là có được cho các trong một không với những người này đã để khi về từ như nhiều theo vào',
} as const;

const languagesOf = new Map<string, string[]>();
for (const [language, list] of Object.entries(words)) for (const word of new Set(list.split(' '))) languagesOf.set(word, [...(languagesOf.get(word) ?? []), language]);

const scripts = [
  ['ja', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu], ['ko', /\p{Script=Hangul}/gu], ['zh', /\p{Script=Han}/gu], ['ar', /\p{Script=Arabic}/gu], ['he', /\p{Script=Hebrew}/gu],
  ['el', /\p{Script=Greek}/gu], ['th', /\p{Script=Thai}/gu], ['hi', /\p{Script=Devanagari}/gu], ['cyrillic', /\p{Script=Cyrillic}/gu], ['latin', /\p{Script=Latin}/gu],
] as const;

/** Text looked at per document, UTF-16 units: more does not change the guess. */
const mostUnits = 40_000;

/** Guesses the language most of a document is in, from scripts and function words. */
export class LanguageGuess {
  #text = '';

  add(text: string): void {
    if (this.#text.length < mostUnits) this.#text += `\n${text.slice(0, mostUnits - this.#text.length)}`;
  }

  /** An ISO 639-1 code, or null where there is too little to tell. */
  best(): string | null {
    const counts = scripts.map(([name, letters]) => [name, this.#text.match(letters)?.length ?? 0] as const);
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    if (total < 12) return null;
    const of = new Map(counts);
    // Japanese writes Han characters too; a tenth of kana tells it from Chinese.
    const han = of.get('zh') ?? 0;
    const kana = of.get('ja') ?? 0;
    if (han + kana > total * 0.4) return kana > (han + kana) * 0.1 ? 'ja' : 'zh';
    const main = counts.toSorted((a, b) => b[1] - a[1])[0]?.[0];
    if (main === 'cyrillic') return /[іїєґ]/iu.test(this.#text) && !/[ыэъ]/iu.test(this.#text) ? 'uk' : 'ru';
    if (main !== 'latin') return main ?? null;
    return latinLanguage(this.#text.toLowerCase());
  }
}

function latinLanguage(text: string): string | null {
  const scores = new Map<string, number>();
  for (const [word] of text.matchAll(/\p{L}+/gu)) for (const language of languagesOf.get(word) ?? []) scores.set(language, (scores.get(language) ?? 0) + 1);
  const [first, second] = [...scores].sort((a, b) => b[1] - a[1]);
  if (first === undefined || first[1] < 3) return null;
  return second === undefined || first[1] > second[1] * 1.05 ? first[0] : null;
}
