import { open } from 'node:fs/promises';

/**
 * The bytes to be read: a file, or a part of one that is already in memory. `path` gives name and ending; for a part it is the
 * part's own name and nothing lies there on disk.
 */
export type Input = {
  readonly path: string;
  readonly sizeBytes: number;
  /** Up to `count` bytes from `at`; fewer only at the end. */
  read(at: number, count: number): Promise<Buffer>;
  close(): Promise<void>;
};

/** Errors: those of the file system. */
export async function openFile(path: string): Promise<Input> {
  const file = await open(path, 'r');
  const { size } = await file.stat();
  return {
    path, sizeBytes: size,
    async read(at, count) {
      const bytes = Buffer.alloc(Math.max(0, Math.min(count, size - at)));
      const { bytesRead } = await file.read(bytes, 0, bytes.length, at);
      return bytes.subarray(0, bytesRead);
    },
    close: () => file.close(),
  };
}

export function inMemory(path: string, bytes: Buffer): Input {
  return { path, sizeBytes: bytes.length, read: (at, count) => Promise.resolve(bytes.subarray(at, at + count)), close: () => Promise.resolve() };
}

/** All bytes. Errors: those of the file system. */
export function readAll(input: Input): Promise<Buffer> {
  return input.read(0, input.sizeBytes);
}
