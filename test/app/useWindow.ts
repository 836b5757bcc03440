import { afterAll, beforeAll } from 'vitest';
import { openStage, type RunningApp } from './launchApp.ts';

type Stage = Awaited<ReturnType<typeof openStage>>;
/** Something of a test file's own that lasts as long as its window. */
type Belonging = { remove(): void };

export type TestWindow = RunningApp & {
  /** Starts the window again on the same profile; the one that runs is closed first. */
  restart(): Promise<void>;
  /** Starts the window anew on a profile that knows nothing, or what `prepare` put there. */
  startOver(prepare: (profile: string) => Promise<void>): Promise<void>;
};

/**
 * The one window of a test file, from before its first test until after its last. `prepare` makes the profile before the first start,
 * `begin` comes after every start, `ready` once after the first. What was opened is closed and what `belongs` to the tests is removed
 * however far the start came.
 */
export function useWindow({ application, prepare, begin, ready, belongs = [] }: {
  /** Another build than the repository's. */ readonly application?: string; readonly prepare?: (profile: string) => Promise<void>; readonly begin?: (app: RunningApp) => Promise<void>; readonly ready?: (app: RunningApp) => Promise<void>; readonly belongs?: readonly Belonging[];
} = {}): TestWindow {
  let stage: Stage | null = null;
  let running: RunningApp | null = null;
  const open = async (): Promise<void> => {
    if (stage === null) throw new Error('there is no display');
    running = await stage.launch({ application });
    await begin?.(running);
  };
  const setUp = async (make: ((profile: string) => Promise<void>) | undefined): Promise<void> => {
    stage = await openStage();
    await make?.(stage.profile);
    await open();
  };
  const tearDown = async (): Promise<void> => {
    try {
      await running?.close();
    } finally {
      stage?.close();
      [stage, running] = [null, null];
    }
  };
  const app = (): RunningApp => {
    if (running === null) throw new Error('no window is open');
    return running;
  };
  const begun = async (): Promise<void> => {
    await setUp(prepare);
    await ready?.(app());
  };
  beforeAll(async () => {
    try {
      await begun();
    } catch (error) {
      // Tests that fail are tried once more (vitest.config.ts), what comes before them is not.
      const shown = await running?.page.locator('body').innerText({ timeout: 2_000 }).catch(String);
      console.warn('begun again:', error, shown ?? 'no window', ...running?.messages ?? []);
      await tearDown();
      await begun();
    }
  });
  afterAll(async () => {
    try {
      await tearDown();
    } finally {
      for (const belonging of belongs) belonging.remove();
    }
  });
  return {
    get electron() { return app().electron; },
    get page() { return app().page; },
    get profile() { return app().profile; },
    get messages() { return app().messages; },
    close: () => app().close(),
    async restart() {
      await running?.close();
      await open();
    },
    async startOver(make) {
      await tearDown();
      await setUp(make);
    },
  };
}
