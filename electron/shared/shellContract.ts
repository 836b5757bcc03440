import * as z from 'zod';
import { call, stream } from './operation.ts';

const Nothing = z.object({});
export const Theme = z.enum(['system', 'light', 'dark']);
export type Theme = z.infer<typeof Theme>;

/** `restarting`: the engine ended unexpectedly and is being started again; the window asks again once it gets a new port. */
export const EngineState = z.object({ state: z.enum(['running', 'restarting', 'stopped']), restarts: z.int() });
export type EngineState = z.infer<typeof EngineState>;

/** What the window may ask of the main process: native dialogs and the desktop. Paths only ever come out of it, never go in. */
export const shellContract = {
  chooseFolders: call(Nothing, z.object({ paths: z.array(z.string()) })),
  chooseModelFile: call(Nothing, z.object({ path: z.string().nullable() })),
  /** Opens an indexed document in its own program. Errors: document-unknown, file-not-found, format-unsupported. */
  openDocument: call(z.object({ documentId: z.int() }), Nothing),
  showInFolder: call(z.object({ documentId: z.int() }), Nothing),
  theme: call(Nothing, z.object({ theme: Theme })),
  setTheme: call(z.object({ theme: Theme }), z.object({ theme: Theme })),
  /** Versions of what runs, for the about box and error details. */
  about: call(Nothing, z.object({ version: z.string(), electron: z.string(), chrome: z.string(), packaged: z.boolean(), platform: z.string() })),
  watchEngine: stream(Nothing, EngineState),
} as const;
export type ShellContract = typeof shellContract;
