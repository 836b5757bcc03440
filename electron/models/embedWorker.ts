import { parentPort, workerData } from 'node:worker_threads';
import { Inference } from './Inference.ts';
import { WorkerSetup, type WorkerReply, type WorkerRequest } from './embedWorkerMessages.ts';

// One thread of an embedder: onnxruntime computes on the thread that calls it, so each worker is one lane.
const port = parentPort;
if (port === null) throw new Error('this is the program of a worker thread');
const { spec, threads } = WorkerSetup.parse(workerData);
const reply = (message: WorkerReply, transfer: ArrayBuffer[] = []): void => { port.postMessage(message, transfer); };
const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error));

try {
  const inference = await Inference.load(spec, threads);
  port.on('message', (request: WorkerRequest) => {
    if (request === 'close') {
      void inference[Symbol.asyncDispose]().finally(() => { port.close(); });
      return;
    }
    inference.run(request).then(
      (vector) => { reply({ type: 'vector', vector }, [vector.buffer]); },
      (error: unknown) => { reply({ type: 'problem', problem: describe(error) }); },
    );
  });
  reply({ type: 'ready' });
} catch (error) {
  reply({ type: 'problem', problem: describe(error) });
}
