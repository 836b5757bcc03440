import type { Locator, Quote } from '../../shared/schemas.ts';
import { withSection } from '../../shared/sectionOf.ts';
import type { CalculationKind } from '../question/calculation.ts';
import type { Language } from './language.ts';

/** The words around an answer. They come with the answer, in the question's language, whatever language the window speaks. */
export type Phrases = {
  readonly page: string; readonly pages: (count: number) => string; readonly rows: string; readonly line: string; readonly lines: string; readonly section: string; readonly slide: string; readonly notes: string; readonly message: string; readonly picture: string; readonly open: string; readonly close: string;
  readonly scale: (scale: number) => string; readonly calculation: Readonly<Record<CalculationKind, string>>; readonly points: string;
  readonly notInDocuments: string; readonly otherLanguageDocuments: string; readonly notNamed: (names: readonly string[]) => string; readonly ofOtherTime: (years: readonly string[]) => string;
  readonly missing: (facts: readonly string[]) => string; readonly otherLine: (fact: string) => string; readonly otherPeriod: (fact: string) => string;
  readonly contrary: string; readonly weak: string; readonly unfounded: string; readonly otherLanguage: string;
};

const scaleWords = (thousand: string, million: string, billion: string) => (scale: number): string => (scale === 1e3 ? thousand : scale === 1e6 ? million : scale === 1e9 ? billion : '');
const list = (items: readonly string[]): string => items.join(', ');

const all: Readonly<Record<'en' | 'de' | 'fr' | 'es', Phrases>> = {
  en: {
    page: 'page', pages: (count) => (count === 1 ? 'page' : 'pages'), rows: 'rows', line: 'line', lines: 'lines', section: 'section', slide: 'slide', notes: 'notes', message: 'message', picture: 'picture', open: '“', close: '”', scale: scaleWords('in thousands', 'in millions', 'in billions'),
    calculation: { difference: 'Difference', sum: 'Sum', growth: 'Growth' }, points: 'percentage points',
    notInDocuments: 'Your documents do not answer this.',
    otherLanguageDocuments: 'The documents found are in another language than the question, and share no word with it. Ask in their language.',
    notNamed: (names) => `Your documents do not answer this: nothing in them is about ${list(names)}.`,
    ofOtherTime: (years) => `Your documents do not answer this for ${list(years)}: what was found is of another time.`,
    missing: (facts) => `Not found in the documents: ${list(facts)}.`,
    otherLine: (fact) => `${fact} stands in the documents for something else.`, otherPeriod: (fact) => `${fact} stands in the documents for another period.`,
    contrary: 'The source says the contrary.', weak: 'The source says this only in part.', unfounded: 'No source says this.',
    otherLanguage: 'The source is in another language; only its figures and names were compared.',
  },
  de: {
    page: 'Seite', pages: (count) => (count === 1 ? 'Seite' : 'Seiten'), rows: 'Zeilen', line: 'Zeile', lines: 'Zeilen', section: 'Abschnitt', slide: 'Folie', notes: 'Notizen', message: 'Nachricht', picture: 'Bild', open: '„', close: '“', scale: scaleWords('in Tausend', 'in Millionen', 'in Milliarden'),
    calculation: { difference: 'Differenz', sum: 'Summe', growth: 'Wachstum' }, points: 'Prozentpunkte',
    notInDocuments: 'Ihre Dokumente beantworten das nicht.',
    otherLanguageDocuments: 'Die gefundenen Dokumente sind in einer anderen Sprache als die Frage und haben kein Wort mit ihr gemeinsam. Fragen Sie in ihrer Sprache.',
    notNamed: (names) => `Ihre Dokumente beantworten das nicht: Nichts darin handelt von ${list(names)}.`,
    ofOtherTime: (years) => `Ihre Dokumente beantworten das nicht für ${list(years)}: Was gefunden wurde, ist von einer anderen Zeit.`,
    missing: (facts) => `Nicht in den Dokumenten gefunden: ${list(facts)}.`,
    otherLine: (fact) => `${fact} steht in den Dokumenten für etwas anderes.`, otherPeriod: (fact) => `${fact} steht in den Dokumenten für einen anderen Zeitraum.`,
    contrary: 'Die Quelle sagt das Gegenteil.', weak: 'Die Quelle sagt das nur zum Teil.', unfounded: 'Keine Quelle sagt das.',
    otherLanguage: 'Die Quelle ist in einer anderen Sprache; nur Zahlen und Namen wurden verglichen.',
  },
  fr: {
    page: 'page', pages: (count) => (count === 1 ? 'page' : 'pages'), rows: 'lignes', line: 'ligne', lines: 'lignes', section: 'section', slide: 'diapositive', notes: 'commentaires', message: 'message', picture: 'image', open: '« ', close: ' »', scale: scaleWords('en milliers', 'en millions', 'en milliards'),
    calculation: { difference: 'Différence', sum: 'Somme', growth: 'Croissance' }, points: 'points de pourcentage',
    notInDocuments: 'Vos documents ne répondent pas à cette question.',
    otherLanguageDocuments: 'Les documents trouvés sont dans une autre langue que la question et n’ont aucun mot en commun avec elle. Posez-la dans leur langue.',
    notNamed: (names) => `Vos documents ne répondent pas à cette question : rien n’y concerne ${list(names)}.`,
    ofOtherTime: (years) => `Vos documents ne répondent pas à cette question pour ${list(years)} : ce qui a été trouvé est d’une autre époque.`,
    missing: (facts) => `Introuvable dans les documents : ${list(facts)}.`,
    otherLine: (fact) => `${fact} désigne autre chose dans les documents.`, otherPeriod: (fact) => `${fact} concerne une autre période dans les documents.`,
    contrary: 'La source dit le contraire.', weak: 'La source ne le dit qu’en partie.', unfounded: 'Aucune source ne le dit.',
    otherLanguage: 'La source est dans une autre langue ; seuls les chiffres et les noms ont été comparés.',
  },
  es: {
    page: 'página', pages: (count) => (count === 1 ? 'página' : 'páginas'), rows: 'filas', line: 'línea', lines: 'líneas', section: 'sección', slide: 'diapositiva', notes: 'notas', message: 'mensaje', picture: 'imagen', open: '«', close: '»', scale: scaleWords('en miles', 'en millones', 'en miles de millones'),
    calculation: { difference: 'Diferencia', sum: 'Suma', growth: 'Crecimiento' }, points: 'puntos porcentuales',
    notInDocuments: 'Sus documentos no responden a esto.',
    otherLanguageDocuments: 'Los documentos encontrados están en otro idioma que la pregunta y no comparten ninguna palabra con ella. Pregunte en su idioma.',
    notNamed: (names) => `Sus documentos no responden a esto: nada en ellos trata de ${list(names)}.`,
    ofOtherTime: (years) => `Sus documentos no responden a esto para ${list(years)}: lo encontrado es de otra época.`,
    missing: (facts) => `No se encuentra en los documentos: ${list(facts)}.`,
    otherLine: (fact) => `${fact} figura en los documentos para otra cosa.`, otherPeriod: (fact) => `${fact} figura en los documentos para otro período.`,
    contrary: 'La fuente dice lo contrario.', weak: 'La fuente lo dice solo en parte.', unfounded: 'Ninguna fuente lo dice.',
    otherLanguage: 'La fuente está en otro idioma; solo se compararon cifras y nombres.',
  },
};

/** English where the language is not among those written. */
export function phrasesFor(language: Language | null): Phrases {
  return language === 'de' || language === 'fr' || language === 'es' ? all[language] : all.en;
}

/** "lease.pdf, page 4": where a quote stands, as a reader would say it. */
export function placeOf(path: string, page: number, locator: Locator, phrases: Phrases): string {
  const name = [path.split(/[\\/]/).at(-1) ?? path, ...(locator.part ?? [])].join(' › ');
  switch (locator.kind) {
    case 'pdf-page': return `${name}, ${phrases.page} ${locator.label ?? locator.page}`;
    case 'section': return locator.heading.length > 0 ? `${name}, ${locator.heading.at(-1) ?? ''}` : `${name}, ${phrases.section} ${locator.section}`;
    case 'rows': return `${name}, ${locator.sheet === undefined ? '' : `${locator.sheet}, `}${phrases.rows} ${locator.firstRow}–${locator.lastRow}`;
    case 'lines': return `${name}, ${locator.firstLine === locator.lastLine ? `${phrases.line} ${locator.firstLine}` : `${phrases.lines} ${locator.firstLine}–${locator.lastLine}`}`;
    case 'slide': return `${name}, ${phrases.slide} ${locator.slide}${locator.notes === true ? `, ${phrases.notes}` : ''}`;
    case 'message': return locator.subject === '' ? `${name}, ${phrases.message} ${locator.message}` : `${name}, ${locator.subject}`;
    case 'picture': return `${name}, ${phrases.picture} ${locator.picture}`;
  }
}

/** "lease.pdf, page 4 · Terms › Rent": the same with the headings a quote stands under. */
export function placeWithSection({ path, page, locator, section }: Pick<Quote, 'path' | 'page' | 'locator' | 'section'>, phrases: Phrases): string {
  return withSection(placeOf(path, page, locator, phrases), section);
}
