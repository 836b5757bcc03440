import { isCancelled } from '../../shared/AppError.ts';
import type { DocumentFacts, ExtractedPage, Outcome, ReadEvent } from '../../shared/readerContract.ts';
import { measured } from '../../shared/reasonDetail.ts';
import { LanguageGuess } from '../language.ts';
import type { Input } from '../Input.ts';
import { stopIfAborted, TextBudget } from '../limits.ts';
import { pageList, recognitionPending } from '../image/recognitionPending.ts';
import { nameWords } from '../names.ts';
import type { ReadContext } from '../ReadContext.ts';
import { Besides } from './Besides.ts';
import { isGarbage } from './garbageText.ts';
import { HeadingFinder } from './headings.ts';
import type { PdfHints } from './hints.ts';
import { PdfFile, type PdfPageText } from './openPdf.ts';
import { PdfOutline } from './outline.ts';
import { assemblePage, type AssembledPage } from './pageAssembly.ts';
import { pdfInfo, titleOnPage } from './pdfFacts.ts';
import { SectionHeadings } from './sectionHeadings.ts';
import { runsOf } from './TextRun.ts';

/** Pages sent together: enough to make sending cheap, few enough to be searchable soon. */
const pagesPerEvent = 16;
/** The file is opened anew after so many pages, or memory would grow with the length of the document. */
const pagesPerOpening = 1_500;
/** Fewer readable characters than this is "no text": a page number or a scanner's mark. */
const fewestCharacters = 8;
/** Text of fewer characters than this on a page of which a picture covers at least this share may be a stamp on a scan. */
const [mostStamped, leastScanned] = [200, 0.6];

/**
 * Reads a PDF page by page. Pages that cannot be read are kept empty, so that page numbers stay right; behind them come what does not show on them, what
 * readers remarked, and the files in it. Errors: password-needed, file-damaged.
 */
export async function* readPdf(input: Input, context: ReadContext): AsyncIterable<ReadEvent> {
  const { limits, signal, password } = context;
  const { path } = input;
  await using file = await PdfFile.open(input, password);
  const { document } = file;
  const { numPages } = document;
  const [info, outline, labels] = await Promise.all([pdfInfo(document).catch(() => ({ title: '', subject: '', documentDate: null })), PdfOutline.read(document), document.getPageLabels().catch(() => null)]);
  const language = new LanguageGuess();
  const [headings, sections] = [new HeadingFinder(), new SectionHeadings(outline.levels)];
  const budget = new TextBudget(limits.maxTextUnits);
  const tally = { pictures: [] as number[], blank: 0, damaged: [] as number[], pages: 0, cut: false };
  const hints = await file.hints();
  const besides = new Besides(file, path, context);
  // Where one file in it is wanted, its own pages are passed over.
  const pageCount = context.only === undefined ? Math.min(numPages, limits.maxPages) : 0;
  let title = info.title;
  const facts = (): DocumentFacts => ({ format: 'pdf', title: title || nameWords(path), language: language.best(), pageCount: numPages + besides.pages, documentDate: info.documentDate });
  let batch: ExtractedPage[] = [];
  for (let number = 1; number <= pageCount && !tally.cut; number += 1) {
    stopIfAborted(signal);
    if (number % pagesPerOpening === 0) await file.refresh();
    const read = await readPage(file, number, { hints, besides });
    const assembled = read !== null && isGarbage(read.text) ? { ...read, text: '', tables: [], lines: [] } : read;
    if (assembled === null) tally.damaged.push(number);
    else if (assembled.text.replace(/\s/g, '').length < fewestCharacters) {
      if (assembled === read && await file.isBlank(number).catch(() => false)) tally.blank += 1;
      else tally.pictures.push(number);
    } else if (await isStampedScan(file, number, assembled.text)) tally.pictures.push(number);
    const isPicture = tally.pictures.at(-1) === number;
    const text = assembled?.text ?? '';
    if (!budget.take(text.length)) {
      tally.cut = true;
      break;
    }
    tally.pages = number;
    if (number === 1) {
      if (title === '' && assembled !== null) title = [titleOnPage(assembled), info.subject].filter((part) => part !== '').join(' – ');
      language.add(text);
      yield { type: 'facts', facts: facts() };
    } else if (number <= 40) language.add(text);
    const label = labels?.[number - 1] ?? '';
    batch.push({
      number, text, headings: assembled === null ? [] : sections.headingsOf(assembled, headings.headingsOf(assembled), outline.on(number, assembled.reference), assembled.top), tables: assembled?.tables ?? [],
      locator: label !== '' && label !== String(number) ? { kind: 'pdf-page', page: number, label } : { kind: 'pdf-page', page: number },
      ...(isPicture ? { picture: { member: null } } : {}),
    });
    if (batch.length === pagesPerEvent) {
      yield { type: 'pages', pages: batch };
      batch = [];
    }
  }
  if (batch.length > 0) yield { type: 'pages', pages: batch };
  const own = outcomeOf(tally, numPages);
  if (!tally.cut) yield* besides.read(numPages);
  yield { type: 'facts', facts: facts() };
  yield { type: 'outcome', outcome: besides.outcome(own) };
}

async function readPage(file: PdfFile, number: number, { hints, besides }: { readonly hints: PdfHints; readonly besides: Besides }): Promise<(AssembledPage & Pick<PdfPageText, 'reference' | 'top'>) | null> {
  try {
    const page = await file.pageText(number, hints.unseen);
    for (const [kind, text] of page.unseen) besides.hide(number, kind, text);
    if (hints.remarks) await besides.readRemarks(number);
    if (hints.descriptions) await besides.readDescriptions(number);
    return { ...assemblePage(runsOf(page.items, page, page.fonts)), reference: page.reference, top: page.top };
  } catch (error) {
    if (isCancelled(error)) throw error;
    return null;
  }
}

/** Whether a page is a picture with a line or two of text over it: a scan that was stamped, numbered or filed. */
async function isStampedScan(file: PdfFile, number: number, text: string): Promise<boolean> {
  return text.replace(/\s/g, '').length < mostStamped && await file.pictureShare(number).catch(() => 0) >= leastScanned;
}

type Tally = { readonly pictures: readonly number[]; readonly blank: number; readonly damaged: readonly number[]; readonly pages: number; readonly cut: boolean };

/** Pages that are pictures are recognised afterwards. */
function outcomeOf({ pictures, blank, damaged, pages, cut }: Tally, pageCount: number): Outcome {
  if (pages > 0 && damaged.length === pages) return { state: 'failed', reason: { code: 'file-damaged' } };
  if (blank + damaged.length >= pages && !cut) return damaged.length > 0
      ? { state: 'failed', reason: { code: 'file-damaged', detail: pageList(damaged) } }
      : { state: 'skipped', reason: { code: 'no-text' } };
  if (cut || pages < pageCount) return { state: 'indexed-partly', reason: { code: 'limit-exceeded', detail: measured('pages', pages, pageCount) } };
  if (damaged.length > 0) return { state: 'indexed-partly', reason: { code: 'file-damaged', detail: pageList(damaged) } };
  if (pictures.length > 0) return recognitionPending(pictures);
  return { state: 'indexed', reason: null };
}
