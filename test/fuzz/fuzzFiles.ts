import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cleanFiles, type CleanFile } from '../fixtures/cleanFiles.ts';
import { formatsFolder } from '../eval/formats.ts';

const mostFiles = 20;
/** Larger ones take the time of many small ones and are damaged in fewer places. */
const mostBytes = 200 * 1024;

/** Up to 20 sound files a format: our own, then the smallest of `folder` where there is one. */
export function fuzzFiles(folder: string = formatsFolder): Map<string, CleanFile[]> {
  const groups = Map.groupBy([...cleanFiles(), ...sharedFiles(folder)], ({ format }) => format);
  return new Map([...groups].map(([format, files]) => [format, files.slice(0, mostFiles)]));
}

function sharedFiles(folder: string): CleanFile[] {
  const manifest = join(folder, 'manifest.jsonl');
  if (!existsSync(manifest)) return [];
  const entries = readFileSync(manifest, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { file: string; format: string });
  return entries.map((entry) => ({ ...entry, sizeBytes: statSync(join(folder, entry.file)).size })).filter(({ sizeBytes }) => sizeBytes <= mostBytes)
    .toSorted((a, b) => a.sizeBytes - b.sizeBytes).map(({ file, format }) => ({ format: kindOf(format), name: basename(file), bytes: readFileSync(join(folder, file)) }));
}

/** Endings that stand for one way of reading. */
function kindOf(ending: string): string {
  return { xlsm: 'xlsx', tsv: 'csv', htm: 'html', mht: 'mhtml' }[ending] ?? ending;
}
