import { describe, expect, it } from 'vitest';
import { PassphraseCost, measurePassphraseCost, passesFor } from '../../../electron/engine/vault/passphraseKey.ts';

describe('the cost of a new passphrase', () => {
  it('D5: is half a second to a second a try on machines of any usual speed, and never below the least', () => {
    for (let msPerPass = 14; msPerPass <= 333; msPerPass += 1) {
      const tryMs = passesFor(msPerPass) * msPerPass;
      expect(tryMs, `${msPerPass} ms a pass`).toBeGreaterThanOrEqual(500);
      expect(tryMs, `${msPerPass} ms a pass`).toBeLessThanOrEqual(1_000);
    }
    expect([passesFor(0.001), passesFor(1_000), passesFor(100_000)]).toEqual([40, 3, 3]);
  });

  it('D5: as measured here is one a descriptor may have, of 64 MiB and three passes at least', async () => {
    const cost = await measurePassphraseCost();
    expect(PassphraseCost.parse(cost)).toMatchObject({ memoryKiB: 65_536, lanes: 1 });
    expect(cost.passes).toBeGreaterThanOrEqual(3);
  });
});
