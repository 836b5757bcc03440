import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { median } from '../eval/intervals.ts';
import { startEngine } from '../eval/startEngine.ts';
import { figure, interleave, type Figure } from './Figure.ts';
import { benchFolder, benchPdfs } from './passages.ts';
import { processorSeconds } from './processorTime.ts';

const rounds = 2;

/**
 * Pages a second from "index this folder" until all is searchable, in a new profile with models in place, against pdf.js
 * taking the text of the same PDFs in one process (its start not counted).
 */
export async function benchPages(): Promise<Figure> {
  const pdfs = benchPdfs();
  let pages = 0;
  const processor: { readonly ours: number[]; readonly alone: number[] } = { ours: [], alone: [] };
  const ours = async () => {
    const profile = await mkdtemp(join(tmpdir(), 'carrel-bench-'));
    const engine = startEngine(profile);
    try {
      await engine.client.status({});
      for await (const event of engine.client.index({ paths: [benchFolder()], wait: 'searchable' })) {
        if (event.type !== 'report') continue;
        pages = event.report.pages;
        processor.ours.push(processorSeconds(engine.pid()) ?? Number.NaN);
        return event.report.pages / event.report.seconds.searchable;
      }
      throw new Error('indexing ended without a report');
    } finally {
      await engine.close();
      await rm(profile, { recursive: true, force: true });
    }
  };
  const alone = async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(new URL('rawPdf.ts', import.meta.url)), ...pdfs]);
    const { pages: read, seconds, processorSeconds: used } = JSON.parse(stdout) as { readonly pages: number; readonly seconds: number; readonly processorSeconds: number };
    processor.alone.push(used);
    return read / seconds;
  };
  const result = await interleave(rounds, ours, alone);
  return figure({
    key: 'pages', words: 'pages searchable a second, from nothing', unit: 'pages/s', value: result.first, ceiling: result.second, ratio: result.ratio,
    aim: { of: 'ratio', atLeast: 0.6 }, beside: {
      pages, 'seconds until searchable': pages / result.first,
      'processor seconds until searchable, all processes': median(processor.ours), 'processor seconds of pdf.js alone': median(processor.alone),
    },
  });
}
