import type { ParseArgsOptionsConfig } from 'node:util';
import type { Client } from '../shared/operation.ts';
import type { EngineContract } from '../shared/engineContract.ts';
import type { ExitCode } from './exitCodes.ts';
import type { Terminal } from './Terminal.ts';

/** What was typed after the command's name, checked against its options. */
export type Arguments = {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
};

export type CommandContext = {
  readonly engine: Client<EngineContract>;
  readonly terminal: Terminal;
  /** JSON on standard output instead of text. */
  readonly json: boolean;
  /** Aborts on Ctrl-C. */
  readonly signal: AbortSignal;
};

/** How many words come after the command's name. */
export type Arity = { readonly min: number; readonly max: number };

export type Command = {
  readonly name: string;
  /** What follows `carrel` in the usage line. */
  readonly usage: string;
  readonly summary: string;
  /** More lines for `carrel NAME --help`: options and what is printed. */
  readonly help: readonly string[];
  readonly options: ParseArgsOptionsConfig;
  readonly arity: Arity;
  /** False for what works while the library is locked. */
  readonly needsLibrary: boolean;
  /** Gives an exit code where it is not 0 although nothing failed. */
  /** Set for what must work on a library that cannot be opened: then none is, whatever is asked for. */
  readonly opensNothing?: true;
  readonly run: (args: Arguments, context: CommandContext) => Promise<void> | Promise<ExitCode>;
};
