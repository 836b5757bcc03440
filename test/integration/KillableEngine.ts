import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { HelperProcess } from '../../electron/engine/HelperProcess.ts';
import { engineContract, type EngineContract } from '../../electron/shared/engineContract.ts';
import type { Answer, IndexReport } from '../../electron/shared/schemas.ts';
import { writeSmallFolder } from './smallFolder.ts';

export type HelperKind = 'reader' | 'models';

/** A real engine on a new profile and a folder of the small documents and `notes` more, whose helpers can be killed. */
export class KillableEngine implements AsyncDisposable {
  readonly root = mkdtempSync(join(tmpdir(), 'carrel-kill-'));
  readonly #engine: HelperProcess<EngineContract>;

  constructor(notes: number) {
    writeSmallFolder(join(this.root, 'docs'));
    for (let i = 0; i < notes; i += 1) writeFileSync(join(this.root, 'docs', `note ${i}.txt`), `Note ${i}: drawer ${i} holds ${i * 7919} screws of the kind K${i}.\n`.repeat(40));
    this.#engine = new HelperProcess({
      contract: engineContract, entry: new URL('../../electron/engine/main.ts', import.meta.url), args: ['--profile', join(this.root, 'profile')], name: 'engine', closeGraceMs: 20_000,
    });
  }

  get client(): HelperProcess<EngineContract>['client'] {
    return this.#engine.client;
  }

  async index(wait: 'searchable' | 'indexed'): Promise<IndexReport> {
    for await (const event of this.client.index({ paths: [join(this.root, 'docs')], wait })) if (event.type === 'report') return event.report;
    throw new Error('no report');
  }

  async ask(question: string): Promise<Answer> {
    for await (const event of this.client.ask({ question })) if (event.type === 'answer-complete') return event.answer;
    throw new Error('no answer');
  }

  /** Kills every helper of a kind; gives how many there were. */
  killHelpers(kind: HelperKind): number {
    const pids = this.#helperPids(kind);
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It ended by itself in between.
      }
    }
    return pids.length;
  }

  /** Kills helpers again and again until `work` is done or `most` were killed; gives how many were. */
  async killWhile(kind: HelperKind, work: Promise<unknown>, { everyMs, most }: { readonly everyMs: number; readonly most: number }): Promise<number> {
    let killed = 0;
    let isDone = false;
    void work.finally(() => { isDone = true; }).catch(() => undefined);
    while (!isDone && killed < most) {
      await sleep(everyMs);
      if (!isDone) killed += this.killHelpers(kind);
    }
    await work;
    return killed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#engine.close();
    rmSync(this.root, { recursive: true, force: true });
  }

  #helperPids(kind: HelperKind): number[] {
    const program = fileURLToPath(new URL(`../../electron/${kind}/main.ts`, import.meta.url));
    return execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n').flatMap((line) => {
      const [, pid, parent, args] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return Number(parent) === this.#engine.pid && args?.includes(program) === true ? [Number(pid)] : [];
    });
  }
}
