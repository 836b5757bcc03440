import type { Command } from '../Command.ts';
import { printable } from '../../shared/printable.ts';

const marks = { ok: '✓', slow: '◐', missing: '✗' } as const;
const colours = { ok: 'green', slow: 'yellow', missing: 'red' } as const;

export const runDoctor: Command = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'Whether this machine has what Carrel needs, and what to do where it has not',
  help: [],
  options: {},
  arity: { min: 0, max: 0 },
  needsLibrary: false,
  async run(_args, { engine, terminal, json, signal }) {
    const checks = await engine.doctor({}, { signal });
    if (json) return terminal.json(checks);
    for (const { name, level, finding, advice } of checks) {
      terminal.line(`${terminal.style(colours[level], marks[level])} ${printable(name)}: ${printable(finding)}`);
      if (advice !== null) terminal.line(`    ${printable(advice)}`);
    }
  },
};
