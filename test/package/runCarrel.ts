import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import type { OrdinaryUser } from './ordinaryUser.ts';

export type Finished = { readonly code: number | null; readonly out: string; readonly err: string };

/** Runs a program as a user to its end. */
export async function runAs(user: OrdinaryUser, [program = '', ...args]: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Finished> {
  const child = user.start(program, args, { env });
  const ended = new Promise<number | null>((resolve, reject) => { child.once('error', reject).once('close', resolve); });
  const [out, err] = await Promise.all([text(child.stdout as Readable), text(child.stderr as Readable)]);
  return { code: await ended, out, err };
}

/** The command line inside an unpacked application, as /usr/bin/carrel calls it. */
export function commandLine(folder: string): readonly string[] {
  return [`${folder}/resources/runtime/node`, `${folder}/resources/engine/electron/cli/carrel.ts`];
}
