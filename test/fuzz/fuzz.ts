import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { ReaderPool } from '../../electron/engine/ReaderPool.ts';
import { residentBytes } from '../../electron/engine/residentBytes.ts';
import { AppError } from '../../electron/shared/AppError.ts';
import { readerContract, type ExtractedPage, type Outcome, type ReaderContract } from '../../electron/shared/readerContract.ts';
import { cleanPassword, type CleanFile } from '../fixtures/cleanFiles.ts';
import { damage } from '../fixtures/damage.ts';
import { faultOf } from '../fixtures/pageFault.ts';
import { fuzzColumns, FuzzTally } from './FuzzTally.ts';
import { fuzzFiles } from './fuzzFiles.ts';

/**
 * Damaged copies of sound files through the reader's own process, with its limits: `npm run fuzz -- [--each 1000] [--from 1]
 * [--format F]... [--data FOLDER]`. Exits with 1 when any crashed, hung, took too much memory or broke the contract; each of these is
 * printed with its seed, which makes the same copy again: add it to `kept` in test/unit/reader/mutations.test.ts.
 */
const { values } = parseArgs({ options: { each: { type: 'string', default: '1000' }, from: { type: 'string', default: '1' }, format: { type: 'string', multiple: true }, data: { type: 'string' } } });
const [each, from] = [Number(values.each), Number(values.from)];
const folder = mkdtempSync(join(tmpdir(), 'carrel-fuzz-'));
const helpers: HelperProcess<ReaderContract>[] = [];
const pool = new ReaderPool({
  create() {
    const helper = new HelperProcess({ contract: readerContract, entry: new URL('../../electron/reader/main.ts', import.meta.url), name: 'reader', memoryLimitBytes: 1.5e9 });
    helpers.push(helper);
    return helper;
  },
  silenceMs: 60_000,
});
let running = new FuzzTally();
const watch = setInterval(() => {
  for (const { pid } of helpers) if (pid !== null) void residentBytes(pid).then((bytes) => { running.sawMemory(bytes ?? 0); });
}, 100).unref();

async function readDamaged(file: CleanFile, seed: number): Promise<void> {
  const path = join(folder, `${seed}-${file.name}`);
  writeFileSync(path, damage(file.bytes, file.format, seed));
  const began = performance.now();
  try {
    const pages: ExtractedPage[] = [];
    const outcomes: Outcome[] = [];
    for await (const event of pool.read(path, { signal: new AbortController().signal, password: cleanPassword })) {
      if (event.type === 'pages') pages.push(...event.pages);
      if (event.type === 'outcome') outcomes.push(event.outcome);
    }
    const outcome = outcomes[0] ?? { state: 'failed', reason: null };
    const fault = outcomes.length === 1 ? faultOf(pages, outcome) : `${outcomes.length} outcomes`;
    if (fault === null) running.add(outcome, { file: file.name, seed, ms: performance.now() - began });
    else running.fail({ file: file.name, seed, what: fault });
  } catch (error) {
    running.fail({ file: file.name, seed, what: error instanceof AppError ? error.code : String(error) });
  } finally {
    rmSync(path);
  }
}

async function fuzz(files: readonly CleanFile[]): Promise<void> {
  let next = from;
  const worker = async (): Promise<void> => {
    while (next < from + each) {
      const seed = next;
      next += 1;
      const file = files[seed % files.length];
      if (file !== undefined) await readDamaged(file, seed);
    }
  };
  await Promise.all(Array.from({ length: pool.size }, worker));
}

console.log(`format ${fuzzColumns.join('')}`);
let failures = 0;
for (const [format, files] of fuzzFiles(values.data)) {
  if (values.format?.includes(format) === false) continue;
  running = new FuzzTally();
  await fuzz(files);
  console.log(running.line(format, files.length));
  for (const { file, seed, what } of running.failures) console.log(`  ${file} seed ${seed}: ${what}`);
  failures += running.failures.length;
}
clearInterval(watch);
await pool.close();
rmSync(folder, { recursive: true });
console.log(failures === 0 ? 'Every copy ended in a state.' : `${failures} copies did not end as they should.`);
process.exitCode = failures === 0 ? 0 : 1;
