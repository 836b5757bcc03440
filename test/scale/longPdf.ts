import { PdfWriter } from '../../build/samples/PdfWriter.ts';
import { Random } from '../eval/random.ts';
import { planted, sentence } from './manyFiles.ts';

const [lineLength, lineHeight, wordsAPage] = [95, 13, 120];

/** The page, from 1, on which the planted sentence stands. */
export function plantedPage(pages: number): number {
  return Math.ceil(pages * 0.75);
}

/** A PDF of so many pages of about one passage each, none like another; the same bytes every time. */
export function longPdf(pages: number): Buffer {
  const random = new Random(7);
  const pdf = new PdfWriter({ title: 'Register of correspondence', created: '2024-06-03' });
  for (let number = 1; number <= pages; number += 1) {
    const page = pdf.addPage();
    page.text(60, 60, `Entry ${String(number)}`, { font: 'Helvetica-Bold', size: 14 });
    const sentences: string[] = number === plantedPage(pages) ? [planted.sentence] : [];
    while (sentences.join(' ').split(' ').length < wordsAPage) sentences.push(sentence(random));
    for (const [at, line] of wrap(sentences.join(' ')).entries()) page.text(60, 90 + at * lineHeight, line, { font: 'Times-Roman' });
  }
  return pdf.bytes();
}

function wrap(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + word.length >= lineLength) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}
