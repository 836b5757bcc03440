import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { refusedConnections } from '../../electron/offline/refusals.ts';
import { reachOut } from './reachOut.ts';

// Tries every way out, in the main thread or (`thread`) in one of its threads, and prints what came of it with how many refusals were counted.
const tried = async (): Promise<Record<string, string>> => await reachOut(join(tmpdir(), `carrel-reach-${process.pid}.sock`), 9);
if (!isMainThread) {
  parentPort?.postMessage(await tried());
} else {
  const outcome = process.argv[2] !== 'thread' ? await tried() : await new Promise<Record<string, string>>((resolve, reject) => {
    new Worker(new URL(import.meta.url)).once('message', resolve).once('error', reject);
  });
  // What a thread says takes a turn to arrive.
  setTimeout(() => { console.log(JSON.stringify({ outcome, refused: refusedConnections() })); }, 200);
}
