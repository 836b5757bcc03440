import { execFileSync, spawnSync } from 'node:child_process';

/** A part of a page, in shares of its width and height from the top left. */
export type PagePart = { readonly left: number; readonly top: number; readonly width: number; readonly height: number };

export const hasPoppler = spawnSync('pdftotext', ['-v'], { stdio: 'ignore' }).error === undefined;

/** The words another reader of PDFs sees inside parts of a page, in its order: a word counts when its middle lies inside one. */
export function wordsInside(path: string, page: number, parts: readonly PagePart[]): readonly string[] {
  const xml = execFileSync('pdftotext', ['-f', String(page), '-l', String(page), '-bbox', path, '-'], { encoding: 'utf8' });
  const paper = /<page width="([\d.]+)" height="([\d.]+)"/.exec(xml);
  if (paper === null) throw new Error(`pdftotext found no page ${page} in ${path}`);
  // It gives the size of the page as it was written, and places on it as it is shown.
  const isTurned = /Page +\d+ rot: +(90|270)/.test(execFileSync('pdfinfo', ['-f', String(page), '-l', String(page), path], { encoding: 'utf8' }));
  const [width, height] = isTurned ? [Number(paper[2]), Number(paper[1])] : [Number(paper[1]), Number(paper[2])];
  return [...xml.matchAll(/<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)].flatMap(([, left, top, right, bottom, word]) => {
    const x = (Number(left) + Number(right)) / 2 / width;
    const y = (Number(top) + Number(bottom)) / 2 / height;
    const isInside = parts.some((part) => x >= part.left && x <= part.left + part.width && y >= part.top && y <= part.top + part.height);
    return isInside && word !== undefined ? [unescape(word)] : [];
  });
}

function unescape(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
}
