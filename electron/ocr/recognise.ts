import { LanguageGuess } from '../reader/language.ts';
import { lowConfidence, type RecogniseInput, type RecognisedPage } from '../shared/ocrContract.ts';
import { findSkew } from './findSkew.ts';
import { shrink, turn, type GrayPicture, type Point, type Turned } from './GrayPicture.ts';
import type { Languages } from './Languages.ts';
import type { LastOpened } from './LastOpened.ts';
import { boundedScale, mostPixels, type PageSource } from './PageSource.ts';
import type { FoundBlock, FoundBox, Tesseract } from './Tesseract.ts';
import { meanConfidence, writeText, type Box } from './writeText.ts';

/** Which way up is told from a picture about so wide. */
const sideForOrientation = 2_000;
/** Below this it is a guess which way up the page is, and reading it decides. */
const sureOrientation = 2;
/** Text read this surely is the right way up. */
const readsWell = 75;
/** Lines lower than this, in pixels, are drawn larger and read again, so that they are about `goodLine` high. */
const [lowLine, goodLine] = [26, 40];

/** What a page was read as at one size. */
type Reading = { readonly blocks: readonly FoundBlock[]; readonly turned: Turned; readonly scale: number; readonly confidence: number; readonly language: string };

/** Recognises one page: drawn, put level and upright, read, and read again larger or in another language where that promises more. */
export async function recognise(input: RecogniseInput, documents: LastOpened, tesseract: Tesseract, languages: Languages): Promise<RecognisedPage> {
  await using page = await documents.page(input);
  const known = await languages.list();
  const wanted = input.languages.filter((language) => known.includes(language));
  const first = wanted[0] ?? known[0] ?? 'eng';

  const drawn = await page.draw(page.scale);
  const degrees = await degreesToTurn(drawn, tesseract, first);
  const read = async (turned: Turned, scale: number, language: string): Promise<Reading> => {
    const blocks = await tesseract.recognise(turned.picture, [language]);
    return { blocks, turned, scale, confidence: meanConfidence(wordsOf(blocks)), language };
  };
  let best = await read(turn(drawn, degrees), page.scale, first);
  const larger = largerScale(best, page);
  if (larger !== null) best = surer(best, await read(turn(await page.draw(larger), degrees), larger, first));
  const language = languageOf(best.blocks);
  if (language !== null && language !== first && known.includes(language)) best = surer(best, await read(best.turned, best.scale, language));

  const { text, words, meanConfidence: confidence } = writeText(best.blocks, placeOf(best, page));
  return { text, words: [...words], width: page.pageWidth, height: page.pageHeight, rotation: (degrees + 360) % 360, meanConfidence: confidence, language: best.language };
}

/** Skew and quarter turns together, clockwise. */
async function degreesToTurn(picture: GrayPicture, tesseract: Tesseract, language: string): Promise<number> {
  const skew = findSkew(picture);
  const level = turn(picture, -skew).picture;
  const orientation = await tesseract.orientation(shrink(level, Math.max(1, Math.floor(Math.max(level.width, level.height) / sideForOrientation))));
  if (orientation !== null && orientation.confidence >= sureOrientation) return orientation.degrees - skew;
  const guess = orientation?.degrees ?? 0;
  let best: number = guess;
  let mostRead = 0;
  for (const quarters of [guess, (guess + 180) % 360, (guess + 90) % 360, (guess + 270) % 360]) {
    const words = wordsOf(await tesseract.recognise(turn(picture, quarters - skew).picture, [language]));
    const read = words.reduce((sum, { text, confidence }) => sum + (confidence >= lowConfidence ? text.length : 0), 0);
    if (read > mostRead) [best, mostRead] = [quarters, read];
    if (meanConfidence(words) >= readsWell) break;
  }
  return best - skew;
}

function surer(one: Reading, other: Reading): Reading {
  return other.confidence > one.confidence ? other : one;
}

/** The scale at which lines are of a good height; null where they are already, or there are none. */
function largerScale({ blocks, scale }: Reading, { width, height }: PageSource): number | null {
  const heights = linesOf(blocks).map(({ rowAttributes }) => rowAttributes.rowHeight).sort((a, b) => a - b);
  const line = heights[Math.floor(heights.length / 2)];
  if (line === undefined || line >= lowLine) return null;
  const larger = boundedScale(width, height, scale * Math.min(4, goodLine / line), mostPixels);
  return larger > 1.2 * scale ? larger : null;
}

const languageCodes: Readonly<Record<string, string>> = { en: 'eng', de: 'deu', fr: 'fra', es: 'spa', it: 'ita', pt: 'por', nl: 'nld', sv: 'swe', da: 'dan', no: 'nor', fi: 'fin', pl: 'pol', cs: 'ces', tr: 'tur', ro: 'ron', hu: 'hun', id: 'ind', vi: 'vie', ru: 'rus', uk: 'ukr' };

function languageOf(blocks: readonly FoundBlock[]): string | null {
  const guess = new LanguageGuess();
  guess.add(wordsOf(blocks).map(({ text }) => text).join(' '));
  const code = guess.best();
  return code === null ? null : languageCodes[code] ?? null;
}

function linesOf(blocks: readonly FoundBlock[]) {
  return blocks.flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines));
}

function wordsOf(blocks: readonly FoundBlock[]) {
  return linesOf(blocks).flatMap(({ words }) => words);
}

/** From a box in the picture that was read to the upright box around it on the page. */
function placeOf({ turned, scale }: Reading, page: PageSource): (box: FoundBox) => Box {
  const onPage = (point: Point): Point => {
    const { x, y } = turned.back(point);
    return page.toPage({ x: x / scale, y: y / scale });
  };
  return ({ x0, y0, x1, y1 }) => {
    const corners = [onPage({ x: x0, y: y0 }), onPage({ x: x1, y: y0 }), onPage({ x: x0, y: y1 }), onPage({ x: x1, y: y1 })];
    const [xs, ys] = [corners.map(({ x }) => x), corners.map(({ y }) => y)];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return { x: round(left), y: round(top), width: round(Math.max(...xs) - left), height: round(Math.max(...ys) - top) };
  };
}

function round(length: number): number {
  return Math.round(length * 100) / 100;
}
