import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { findElectron } from '../../build/electronRuntime.mjs';
import { openDisplay } from '../app/display.ts';
import { median } from '../eval/intervals.ts';
import { repositoryRoot } from '../eval/questions.ts';
import { figure, interleave, type Figure } from './Figure.ts';
import { processorSeconds } from './processorTime.ts';

const rounds = 9;
type Drawn = { readonly box: number; readonly usable: number; readonly processor: number };

/**
 * From starting the program until the window can be used, which is later than that a question can be asked: one asked before the
 * library is open waits for it (test/app/askAtOnce.test.ts). On a profile that has documents, against Electron with an empty page
 * that has a box to type in. Both are watched the same way from inside (timedMain.ts) and start warm: the files are in memory.
 */
export async function benchWindow(profile: string): Promise<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-window-'));
  const display = await openDisplay();
  const start = async (application: string | null, profileFolder: string): Promise<Drawn> => timeWindow({ folder, display, application, profile: profileFolder });
  const [own, firstDay] = [join(folder, 'profile'), join(folder, 'new')];
  try {
    writeApplication(folder);
    await cp(profile, own, { recursive: true });
    const [ours, bare]: [Drawn[], Drawn[]] = [[], []];
    const keep = (kept: Drawn[], drawn: Drawn): number => { kept.push(drawn); return drawn.usable; };
    await start(repositoryRoot, own);
    await start(null, own);
    const result = await interleave(rounds, async () => keep(ours, await start(repositoryRoot, own)), async () => keep(bare, await start(null, own)));
    const first: number[] = [];
    for (let round = 0; round < 3; round += 1) {
      rmSync(firstDay, { recursive: true, force: true });
      first.push((await start(repositoryRoot, firstDay)).usable);
    }
    return figure({
      key: 'window', words: 'from starting the program until the window shows the library', unit: 's', value: result.first, ceiling: result.second, ratio: result.ratio,
      aim: { of: 'ratio', atMost: 1.5 }, alsoMet: result.first <= 1.5, beside: {
        'until a question can be typed and sent, s': median(ours.map(({ box }) => box)),
        'the same as a ratio': median(ours.map(({ box }, round) => box / (bare[round]?.usable ?? Number.NaN))), 'on the first day, s': median(first),
        'processor seconds, all processes': median(ours.map(({ processor }) => processor)), 'processor seconds of the empty window': median(bare.map(({ processor }) => processor)),
      },
    });
  } finally {
    display.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeApplication(folder: string): void {
  const source = readFileSync(join(import.meta.dirname, 'timedMain.ts'), 'utf8');
  writeFileSync(join(folder, 'main.cjs'), ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 } }).outputText);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'carrel', main: 'main.cjs' }));
}

async function timeWindow(options: { readonly folder: string; readonly display: Awaited<ReturnType<typeof openDisplay>>; readonly application: string | null; readonly profile: string }): Promise<Drawn> {
  const electron = findElectron();
  if (electron === null) throw new Error('No Electron: run `npm run setup -- --dev` first.');
  const switches = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...(options.display.isVirtual ? ['--disable-gpu'] : []), '--lang=en-US', `--user-data-dir=${join(options.folder, options.application === null ? 'bare' : 'window')}`];
  const startedAt = Date.now();
  const child = spawn(electron.executable, [...switches, options.folder], {
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { PATH: process.env['PATH'] ?? '', HOME: options.folder, DISPLAY: options.display.name, LANG: 'en_US.UTF-8', CARREL_PROFILE: options.profile, ...(options.application === null ? {} : { TIMED_APPLICATION: options.application }) },
  });
  const ended = new Promise<void>((resolve) => { child.once('exit', () => { resolve(); }); });
  try {
    const line = await new Promise<string>((resolve, reject) => {
      setTimeout(() => { reject(new Error('the window was not drawn within 60 s')); }, 60_000).unref();
      child.stdout.setEncoding('utf8').once('data', resolve);
      child.once('exit', (code) => { reject(new Error(`the window ended with ${String(code)}`)); });
    });
    const { box, usable } = JSON.parse(line) as { readonly box: number; readonly usable: number };
    return { box: (box - startedAt) / 1_000, usable: (usable - startedAt) / 1_000, processor: processorSeconds(child.pid ?? null) ?? Number.NaN };
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}
