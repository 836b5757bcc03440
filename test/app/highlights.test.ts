import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { grayFromColours } from '../../electron/ocr/GrayPicture.ts';
import { Languages } from '../../electron/ocr/Languages.ts';
import { Tesseract } from '../../electron/ocr/Tesseract.ts';
import { complaints, sourcePane } from './person.ts';
import { hasPoppler, wordsInside, type PagePart } from './readWithPoppler.ts';
import { storeQuotes, type StoredQuote } from './storeQuotes.ts';
import { useWindow } from './useWindow.ts';

// Every citation opens its document at its very words: 300 of them, over all formats, read back by who knows nothing of the window.
const title = 'What do all these documents say?';
const folder = mkdtempSync(join(tmpdir(), 'carrel-quotes-'));
let quotes: readonly StoredQuote[] = [];
const app = useWindow({
  belongs: [{ remove: () => { rmSync(folder, { recursive: true, force: true }); } }],
  prepare: async (profile) => { quotes = await storeQuotes(profile, join(folder, 'Harbour'), title); },
});

/** What the pane shows once it has come to rest after a step. `parts`: marks on a drawn page; `pixels`: what is drawn beneath each of them. */
type Landing = {
  readonly ms: number; readonly isInSight: boolean; readonly words: string; readonly parts: readonly PagePart[];
  readonly pictures: readonly { readonly width: number; readonly height: number; readonly pixels: string }[];
};
/** Blanks, the bars that readers put between cells and hyphens at the ends of lines are no words. */
const letters = (text: string): string => text.normalize('NFKC').replace(/[\s|-]+/g, '');

describe('300 stored quotes over all formats', () => {
  it('are each lit at their very words, in sight, and soon', async () => {
    const pane = sourcePane(app.page);
    await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: title, exact: true }).click();
    await app.page.getByRole('article').getByRole('button', { name: /^Source 1: / }).click();
    await pane.getByText('source 1 of 300').waitFor();
    await pane.getByText(/^Exact words|^Recognised words/).waitFor();
    const tesseract = await Tesseract.load(new Languages(null));
    const wrong: string[] = [];
    const times: { readonly ms: number; readonly wasOpen: boolean }[] = [];
    for (const [index, { source, shown }] of quotes.entries()) {
      // The first is gone back to, from the second.
      if (index === 0) await step('Next source', 2, shown);
      const landing = await step(index === 0 ? 'Previous source' : 'Next source', index + 1, shown);
      const read = shown === 'text' ? landing.words : shown === 'scan' ? await recognised(landing, tesseract) : hasPoppler ? wordsInside(source.path, source.page, landing.parts).join(' ') : source.quote;
      if (letters(read) !== letters(source.quote)) wrong.push(`${source.path.slice(folder.length)} page ${source.page}: “${source.quote}” reads “${read}”`);
      else if (!landing.isInSight) wrong.push(`${source.path.slice(folder.length)} page ${source.page}: “${source.quote}” is out of sight`);
      times.push({ ms: landing.ms, wasOpen: quotes[index - 1]?.source.documentId === source.documentId });
    }
    const [all, open] = [times.map(({ ms }) => ms), times.filter(({ wasOpen }) => wasOpen).map(({ ms }) => ms)];
    console.log(`right ${quotes.length - wrong.length} of ${quotes.length}; jump median ${share(all, 0.5)} ms, p95 ${share(all, 0.95)} ms; in a document open already (${open.length}) median ${share(open, 0.5)} ms, p95 ${share(open, 0.95)} ms`);
    if (!hasPoppler) console.log('not run: what stands under the marks of PDF pages, which needs poppler (pdftotext)');
    expect(quotes.length).toBe(300);
    expect(wrong.length / quotes.length, wrong.join('\n')).toBeLessThanOrEqual(0.01);
    expect(share(all, 0.5)).toBeLessThan(1_000);
    expect(share(open, 0.5)).toBeLessThan(300);
    expect(complaints(app)).toEqual([]);
  });
});

function share(values: readonly number[], part: number): number {
  return Math.round(values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? NaN);
}

/** Steps on or back, and reads what is lit once the pane has come to rest. */
function step(name: string, n: number, shown: StoredQuote['shown']): Promise<Landing> {
  return app.page.evaluate(async ([button, wanted, kind]) => {
    const pane = document.querySelector('aside.source');
    const press = [...pane?.querySelectorAll('button') ?? []].find((element) => element.getAttribute('aria-label') === button);
    const begun = performance.now();
    press?.click();
    const isThere = (): boolean => pane?.querySelector('.source-turn')?.textContent.includes(`source ${wanted} of`) === true && /Exact words|Recognised words/.test(pane.querySelector('footer')?.textContent ?? '')
      && (kind === 'text' ? pane.querySelector('.text-page mark') !== null : pane.querySelector('.pdf-page[aria-busy="false"] .page-mark') !== null);
    while (!isThere()) {
      if (performance.now() - begun > 20_000) throw new Error(`source ${wanted} does not come: ${pane?.textContent.slice(0, 300) ?? ''}`);
      await new Promise(requestAnimationFrame);
    }
    const ms = performance.now() - begun;
    await new Promise(requestAnimationFrame);
    const sight = pane?.querySelector('.source-scroll')?.getBoundingClientRect() ?? new DOMRect();
    const marks = [...pane?.querySelectorAll(kind === 'text' ? 'mark' : '.page-mark') ?? []];
    const canvas = pane?.querySelector('canvas') ?? null;
    const paper = canvas?.getBoundingClientRect() ?? new DOMRect();
    const boxes = marks.flatMap((mark) => (kind === 'text' ? [...mark.getClientRects()] : [mark.getBoundingClientRect()])).filter(({ width }) => width > 0);
    const inSight = (box: DOMRect): boolean => box.top >= sight.top - 1 && box.bottom <= sight.bottom + 1;
    const isOnTop = (box: DOMRect): boolean => {
      const top = document.elementFromPoint(Math.min(box.left + 2, sight.right - 20), box.top + box.height / 2);
      return kind !== 'text' || marks.some((mark) => mark.contains(top) || top?.contains(mark) === true);
    };
    const [first] = boxes;
    const pictures = kind !== 'scan' || canvas === null ? [] : boxes.map((box) => {
      const scale = canvas.width / paper.width;
      const [left, top, width, height] = [(box.left - paper.left) * scale - 3, (box.top - paper.top) * scale - 3, box.width * scale + 6, box.height * scale + 6].map(Math.round) as [number, number, number, number];
      const enlarged = document.createElement('canvas');
      // White around it, and large enough to be read.
      [enlarged.width, enlarged.height] = [width * 3 + 60, height * 3 + 60];
      const context = enlarged.getContext('2d');
      if (context === null) throw new Error('nothing to draw on');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, enlarged.width, enlarged.height);
      context.imageSmoothingQuality = 'high';
      context.drawImage(canvas, left, top, width, height, 30, 30, width * 3, height * 3);
      const { data } = context.getImageData(0, 0, enlarged.width, enlarged.height);
      let pixels = '';
      for (let at = 0; at < data.length; at += 4 * 4_096) pixels += String.fromCharCode(...Array.from({ length: Math.min(4_096, (data.length - at) / 4) }, (_, index) => data[at + index * 4] ?? 255));
      return { width: enlarged.width, height: enlarged.height, pixels: btoa(pixels) };
    });
    return {
      ms, isInSight: first !== undefined && inSight(first) && isOnTop(first) && (marks.length === 0 || (boxes.at(-1)?.bottom ?? 0) - first.top > sight.height || boxes.every(inSight)),
      words: marks.map((mark) => mark.textContent).join(' '), pictures,
      parts: boxes.map((box) => ({ left: (box.left - paper.left) / paper.width, top: (box.top - paper.top) / paper.height, width: box.width / paper.width, height: box.height / paper.height })),
    };
  }, [name, n, shown] as const);
}

async function recognised({ pictures }: Landing, tesseract: Tesseract): Promise<string> {
  const read: string[] = [];
  for (const { width, height, pixels } of pictures) {
    const grey = Buffer.from(pixels, 'base64');
    const blocks = await tesseract.recognise(grayFromColours(Uint8Array.from({ length: grey.length * 4 }, (_, at) => (at % 4 === 3 ? 255 : grey[at >> 2] ?? 255)), width, height), ['eng']);
    read.push(...blocks.flatMap(({ paragraphs }) => paragraphs.flatMap(({ lines }) => lines.flatMap(({ words }) => words.map(({ text }) => text)))));
  }
  return read.join(' ');
}
