import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { figure, type Figure } from '../bench/Figure.ts';
import { engineMemoryAim } from './aims.ts';
import { longPdf, plantedPage } from './longPdf.ts';
import { planted } from './manyFiles.ts';
import { ProcessMemory } from './ProcessMemory.ts';
import { startScaleEngine } from './startEngine.ts';

/** One PDF of so many pages, read and embedded by the real engine with the starter embedder. */
export async function scalePdf(pages: number, say: (line: string) => void): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-scale-'));
  const engine = startScaleEngine(join(folder, 'profile'), 'real');
  using memory = new ProcessMemory(() => engine.pid());
  try {
    const bytes = longPdf(pages);
    await mkdir(join(folder, 'documents'));
    await writeFile(join(folder, 'documents', 'register.pdf'), bytes);
    let [saidMs, saved] = [Date.now(), { passages: 0, searchable: Number.NaN, indexed: Number.NaN, pages: 0 }];
    for await (const event of engine.client.index({ paths: [join(folder, 'documents')], wait: 'indexed' })) {
      if (event.type === 'report') saved = { passages: event.report.passages, pages: event.report.pages, searchable: event.report.seconds.searchable, indexed: event.report.seconds.indexed ?? Number.NaN };
      if (event.type !== 'progress' || Date.now() - saidMs < 15_000) continue;
      saidMs = Date.now();
      const { phase, pagesDone, passagesEmbedded, passagesTotal } = event.activity;
      say(`${phase}: ${String(pagesDone)} of ${String(pages)} pages, ${String(passagesEmbedded)} of ${String(passagesTotal)} passages embedded`);
    }
    const [best] = await engine.client.search({ query: planted.query, limit: 1 });
    const { vectorsShare } = await engine.client.status({});
    await memory.look();
    return [
      figure({ key: 'pdf', words: 'pages indexed with their vectors, the planted page found', unit: 'pages', value: vectorsShare === 1 ? saved.pages : 0, ceiling: null, aim: { of: 'value', atLeast: pages }, alsoMet: best?.page === plantedPage(pages) }),
      figure({
        key: 'pdf', words: `a PDF of ${String(pages)} pages until all is indexed`, unit: 's', value: saved.indexed, ceiling: null,
        beside: { 'seconds until it can be searched by words': saved.searchable, 'pages a second until then': pages / saved.searchable, passages: saved.passages, 'passages embedded a second': saved.passages / (saved.indexed - saved.searchable), 'MB of PDF': bytes.length / 1e6 },
      }),
      figure({ key: 'pdf', words: `most memory of the engine, a PDF of ${String(pages)} pages`, unit: 'MB', value: (memory.peaks.get('engine') ?? Number.NaN) / 1e6, ceiling: null, aim: engineMemoryAim, beside: memory.beside() }),
    ];
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}
