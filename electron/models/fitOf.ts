import type { ModelFit } from '../shared/schemas.ts';

/** Beside its file a model needs room for what it reads, and Carrel and the system for themselves, bytes. */
const besidesBytes = 2e9;
/** Of the memory a model may take so much before other programs are pushed out of it. */
const comfortable = 0.6;
/** What an ordinary laptop moves between memory and processor, bytes a second: each token takes reading the whole file once. */
const usualBandwidth = 20e9;
/** Slower than this, in tokens a second, people wait for the end of each sentence. */
const readable = 6;

/** Whether a chat model of a size runs on a machine. `tokensPerSecond`: as measured here, which counts more than any guess; null where it has written nothing yet. */
export function fitOf(sizeBytes: number, machine: { readonly memoryBytes: number }, tokensPerSecond: number | null): ModelFit {
  const needed = sizeBytes + besidesBytes;
  if (needed > machine.memoryBytes) return 'too-large';
  const speed = tokensPerSecond ?? usualBandwidth / sizeBytes;
  return speed < readable || needed > machine.memoryBytes * comfortable ? 'slow' : 'fits';
}
