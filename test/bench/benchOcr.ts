import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { Languages } from '../../electron/ocr/Languages.ts';
import { toPgm, type GrayPicture } from '../../electron/ocr/GrayPicture.ts';
import { ocrContract } from '../../electron/shared/ocrContract.ts';
import { Random } from '../eval/random.ts';
import { drawScan, grayOf } from '../fixtures/drawScans.ts';
import { sentence } from '../scale/manyFiles.ts';
import { seconds } from './benchEmbedding.ts';
import { figure, interleave, type Figure } from './Figure.ts';
import { openRawTesseract } from './rawTesseract.ts';

const [pages, linesAPage, lineLength, rounds] = [2, 25, 60, 2];

/**
 * Pages a second through the recognising process, from a picture's file to its text with places, against tesseract.js-core alone given
 * the same pictures unpacked, upright and level, its language known. One process and one thread each.
 */
export async function benchOcr(): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'));
  const ocr = new HelperProcess({ contract: ocrContract, entry: new URL('../../electron/ocr/main.ts', import.meta.url), args: [join(folder, 'languages')], name: 'ocr' });
  const raw = await openRawTesseract(await new Languages(null).read('eng'));
  try {
    const drawn = Array.from({ length: pages }, (_, number) => drawScan({ columns: [linesOf(number)] }));
    const pictures: GrayPicture[] = drawn.map(grayOf);
    const paths = drawn.map((_, number) => join(folder, `page ${String(number)}.png`));
    for (const [number, path] of paths.entries()) await writeFile(path, drawn[number]?.toBuffer('image/png') ?? Buffer.alloc(0));
    let characters = 0;
    const ours = async (): Promise<number> => pages / await seconds(async () => {
      characters = 0;
      for (const path of paths) characters += (await ocr.client.recognise({ path, page: 1, member: null, languages: ['eng'] })).text.length;
    });
    const alone = (): Promise<number> => seconds(() => {
      for (const picture of pictures) raw.recognise(toPgm(picture));
      return Promise.resolve();
    }).then((took) => pages / took);
    await ours();
    const result = await interleave(rounds, ours, alone);
    return figure({
      key: 'ocr', words: 'pages recognised a second, one process', unit: 'pages/s', value: result.first, ceiling: result.second, ratio: result.ratio,
      beside: { pages, 'characters a page': characters / pages },
    });
  } finally {
    raw.close();
    await ocr.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function linesOf(number: number): string[] {
  const random = new Random(100 + number);
  let text = '';
  while (text.length < linesAPage * lineLength) text += `${sentence(random)} `;
  return text.match(new RegExp(`.{1,${String(lineLength)}}(?:\\s|$)`, 'g'))?.slice(0, linesAPage) ?? [];
}
