import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startWindow, untilRendering } from './startWindow.ts';
import { usePackageCopy } from './usePackageCopy.ts';
import { noWindow, say } from './whyNot.ts';

say(noWindow);

/** A log of Chromium’s network stack: what its numbers stand for, and each thing that happened. */
type NetLog = { readonly constants: { readonly logEventTypes: Readonly<Record<string, number>>; readonly logSourceType: Readonly<Record<string, number>> }; readonly events: readonly { readonly type: number; readonly source: { readonly type: number }; readonly params?: { readonly url?: string; readonly host?: string } }[] };
const seenForMs = 15_000;

describe.skipIf(noWindow !== null)('Chromium’s own log of the network, of the packaged window', () => {
  const copy = usePackageCopy();

  it(`N5: in ${seenForMs / 1_000} s asks for no address but the window’s own, resolves no name, fetches no proxy settings`, async () => {
    const file = join(copy.user.home, 'net.json');
    const window = await startWindow(copy.user, join(copy.folder, 'carrel'), { switches: [`--log-net-log=${file}`] });
    onTestFinished(async () => { await window.close(); });
    await untilRendering(copy.user);
    await new Promise((resolve) => { setTimeout(resolve, seenForMs); });
    expect(await window.close()).toBe(0);
    const { constants: { logEventTypes, logSourceType }, events } = readNetLog(file);
    const fromSource = (name: string) => events.filter(({ source }) => source.type === logSourceType[name]);
    // The log knows these kinds and was kept: its numbers are looked up, not remembered.
    expect([logSourceType['URL_REQUEST'], logSourceType['SOCKET'], logEventTypes['HOST_RESOLVER_MANAGER_JOB'], logEventTypes['PAC_FILE_DECIDER']].every((number) => typeof number === 'number')).toBe(true);
    expect(events.length).toBeGreaterThan(0);
    expect([...new Set(fromSource('URL_REQUEST').flatMap(({ params }) => params?.url ?? []))].filter((url) => !url.startsWith('carrel://app/'))).toEqual([]);
    const kinds = Object.entries(logEventTypes).filter(([name]) => /^HOST_RESOLVER.*JOB|^PAC_FILE|^WPAD|^TCP_CONNECT|^UDP_CONNECT|^DNS_TRANSACTION/.test(name)).map(([, number]) => number);
    expect(events.filter(({ type }) => kinds.includes(type))).toEqual([]);
    expect(fromSource('SOCKET').concat(fromSource('UDP_SOCKET'))).toEqual([]);
  });
});

/** Written while it runs: one that is cut off is closed as it would have been. */
function readNetLog(file: string): NetLog {
  const text = readFileSync(file, 'utf8');
  try {
    return JSON.parse(text) as NetLog;
  } catch {
    return JSON.parse(`${text.trimEnd().replace(/,$/, '')}]}`) as NetLog;
  }
}
