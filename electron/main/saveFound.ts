import { open, rename, rm } from 'node:fs/promises';
import { AppError } from '../shared/AppError.ts';
import { engineContract } from '../shared/engineContract.ts';
import { csvHead, csvRows } from '../shared/foundAsCsv.ts';
import { connect } from '../shared/rpc/connect.ts';
import type { Port } from '../shared/rpc/Port.ts';
import type { FindEvent, Scope } from '../shared/schemas.ts';

type FindInput = { readonly query: string; readonly scope?: Scope | undefined };

/** What the engine at the other end finds; its port is closed at the end. */
export async function* findThrough(port: Port, input: FindInput, signal: AbortSignal): AsyncIterable<FindEvent> {
  try {
    yield* connect(engineContract, port).findAll({ query: input.query, ...(input.scope === undefined ? {} : { scope: input.scope }) }, { signal });
  } finally {
    port.close();
  }
}

/** Spreadsheets take a file without it for one in the letters of their own country. */
const byteOrderMark = '\ufeff';

/** Writes every place that was found, a row each, into a file that is there whole or not at all; gives how many. Errors: those of finding, file-not-writable, disk-full. */
export async function saveFound(events: AsyncIterable<FindEvent>, path: string): Promise<number> {
  const unfinished = `${path}.new`;
  let places = 0;
  try {
    const file = await open(unfinished, 'w');
    try {
      await file.writeFile(`${byteOrderMark}${csvHead}\r\n`);
      for await (const event of events) {
        if (event.type !== 'found') continue;
        const rows = event.passages.flatMap(csvRows);
        places += rows.length;
        await file.writeFile(rows.map((row) => `${row}\r\n`).join(''));
      }
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
    return places;
  } catch (error) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (error instanceof AppError || !/^E[A-Z]+$/.test(code)) throw error;
    throw new AppError(code === 'ENOSPC' ? 'disk-full' : 'file-not-writable', { path }, { cause: error });
  }
}
