import { parseArgs } from 'node:util';
import about from '../../package.json' with { type: 'json' };
import { AppError, toPlainError } from '../shared/AppError.ts';
import { wordsFor } from '../shared/errorWords.ts';
import type { Arguments, Command } from './Command.ts';
import { commandHelp, commands, generalHelp, globalOptions } from './commands.ts';
import { exitCodeOf, exitCodes, type ExitCode } from './exitCodes.ts';
import { openLibrary } from './openLibrary.ts';
import { text, wholeNumber } from './readArguments.ts';
import { asEngineError, type EngineOptions, type RunningEngine } from './startEngine.ts';
import { printable } from '../shared/printable.ts';
import type { Terminal } from './Terminal.ts';

const { version } = about;

export type CommandLine = {
  readonly terminal: Terminal;
  readonly start: (options: EngineOptions) => RunningEngine;
  readonly signal: AbortSignal;
};

/** One command from what was typed to its exit code. Never throws. */
export async function runCommand(argv: readonly string[], line: CommandLine): Promise<ExitCode> {
  const { terminal } = line;
  let isJson = argv.includes('--json');
  let command: Command | null = null;
  try {
    const { values, positionals: [name] } = parseArgs({ args: [...argv], options: globalOptions, allowPositionals: true, strict: false });
    if (values.version === true) {
      if (isJson) terminal.json({ version });
      else terminal.line(`carrel ${version}`);
      return exitCodes.done;
    }
    command = commands.find((known) => known.name === name) ?? null;
    if (command === null) {
      if (name === undefined && (argv.includes('--help') || argv.includes('-h'))) {
        terminal.line(generalHelp());
        return exitCodes.done;
      }
      throw new AppError('input-invalid', { problem: name === undefined ? 'no command given' : `there is no command “${name}”` });
    }
    const args = parse(command, argv);
    isJson = args.values['json'] === true;
    if (args.values['help'] === true) {
      terminal.line(commandHelp(command));
      return exitCodes.done;
    }
    const { min, max } = command.arity;
    if (args.positionals.length < min || args.positionals.length > max) throw new AppError('input-invalid', { problem: `usage is carrel ${command.usage}` });
    return await runOnEngine(command, args, isJson, line);
  } catch (thrown) {
    const error = toPlainError(asEngineError(thrown));
    const { what, next } = wordsFor(error);
    terminal.endProgress();
    if (isJson) terminal.json({ error: { code: error.code, details: error.details, what, next } });
    terminal.log(printable(`carrel: ${what} ${next}`));
    if (error.code === 'input-invalid') terminal.log(`See “carrel ${command === null ? '' : `${command.name} `}--help”.`);
    return exitCodeOf(error.code);
  }
}

async function runOnEngine(command: Command, args: Arguments, json: boolean, { terminal, start, signal }: CommandLine): Promise<ExitCode> {
  const library = text(args.values['library']);
  const passphraseFd = wholeNumber(args.values['passphrase-fd'], '--passphrase-fd', 0, 1_000);
  const engine = start({ profile: text(args.values['profile']), calledAs: `carrel ${command.name}`, ...(command.opensNothing === true ? { opensNothing: true } : {}) });
  try {
    if (command.opensNothing !== true && (command.needsLibrary || library !== null)) await openLibrary(engine.client, library, passphraseFd, signal);
    return await whenFindable(terminal, async () => await command.run(args, { engine: engine.client, terminal, json, signal })) ?? exitCodes.done;
  } finally {
    terminal.endProgress();
    await engine.close();
  }
}

/** A search waits for an index that is being made again: each try waits some seconds in the engine and fails before anything is printed. */
async function whenFindable<T>(terminal: Terminal, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'index-building') throw error;
      terminal.progress(`Making the search index again: ${String(error.details['done'])} of ${String(error.details['total'])} passages`);
    }
  }
}

function parse(command: Command, argv: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options: { ...globalOptions, ...command.options }, allowPositionals: true, strict: true });
    return { values: values as Arguments['values'], positionals: positionals.slice(1) };
  } catch (cause) {
    throw new AppError('input-invalid', { problem: cause instanceof Error ? cause.message.split('. ')[0] ?? '' : 'unknown option' }, { cause });
  }
}
