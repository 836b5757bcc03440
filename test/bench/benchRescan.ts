import { mkdtemp, readdir, lstat, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../eval/startEngine.ts';
import { median } from '../eval/intervals.ts';
import { writeManyFiles } from '../scale/manyFiles.ts';
import { seconds } from './benchEmbedding.ts';
import { figure, interleave, type Figure } from './Figure.ts';
import { processorSeconds } from './processorTime.ts';

const [files, rounds] = [10_000, 5];

/**
 * Looking through a folder again in which nothing has changed, through the engine's process, against a plain walk that lists the same
 * folders and asks for the same facts of each file. Reading is paused: what a walk does is the same for files that wait and that were read.
 */
export async function benchRescan(): Promise<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'carrel-bench-'));
  const documents = join(folder, 'documents');
  const engine = startEngine(join(folder, 'profile'));
  try {
    writeManyFiles(documents, files);
    await engine.client.pauseIndexing({});
    const { id: folderId } = await engine.client.addFolder({ path: documents });
    await engine.client.rescanFolder({ folderId });
    const { documentsTotal } = await engine.client.status({});
    if (documentsTotal !== files) throw new Error(`${String(documentsTotal)} of ${String(files)} files were found`);
    const processor: { readonly ours: number[]; readonly alone: number[] } = { ours: [], alone: [] };
    const ours = async (): Promise<number> => {
      const before = processorSeconds(engine.pid()) ?? Number.NaN;
      const took = await seconds(async () => { await engine.client.rescanFolder({ folderId }); });
      processor.ours.push((processorSeconds(engine.pid()) ?? Number.NaN) - before);
      return took;
    };
    const alone = async (): Promise<number> => {
      const before = process.cpuUsage();
      const took = await seconds(async () => { await walk(documents); });
      const { user, system } = process.cpuUsage(before);
      processor.alone.push((user + system) / 1e6);
      return took;
    };
    await ours();
    await alone();
    const result = await interleave(rounds, ours, alone);
    return figure({
      key: 'rescan', words: `looking through ${String(files)} unchanged files`, unit: 's', value: result.first, ceiling: result.second, ratio: result.ratio, aim: { of: 'ratio', atMost: 5 },
      beside: { 'processor seconds': median(processor.ours), 'processor seconds of the plain walk': median(processor.alone), 'files a second': files / result.first },
    });
  } finally {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Size, time and inode of everything beneath a folder. */
async function walk(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await walk(path);
    else bytes += (await lstat(path)).size;
  }
  return bytes;
}
