import type { Page } from 'playwright-core';

type TraceEvent = { readonly name: string; readonly ph: string; readonly pid: number; readonly tid: number; readonly dur?: number; readonly tdur?: number; readonly args?: { readonly name?: string } };

/**
 * Watches what keeps the window busy, until it is asked: the longest task of its main thread, ms, by the processor's time (what others do on
 * the machine meanwhile is not counted) and by the clock.
 */
export async function watchTasks(page: Page): Promise<() => Promise<{ readonly busyMs: number; readonly clockMs: number }>> {
  const session = await page.context().newCDPSession(page);
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }: { value: unknown[] }) => { events.push(...value as TraceEvent[]); });
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata'], excludedCategories: ['*'] } });
  return async () => {
    const done = new Promise((resolve) => { session.once('Tracing.tracingComplete', resolve); });
    await session.send('Tracing.end');
    await done;
    await session.detach();
    const mains = new Set(events.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid} ${tid}`));
    const tasks = events.filter(({ name, ph, pid, tid }) => ph === 'X' && name.endsWith('RunTask') && mains.has(`${pid} ${tid}`));
    if (tasks.length === 0) throw new Error('nothing was traced');
    return { busyMs: Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000, clockMs: Math.max(...tasks.map(({ dur = 0 }) => dur)) / 1_000 };
  };
}
