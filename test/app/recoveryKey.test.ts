import { describe, expect, it } from 'vitest';
import { askedOf, putFakeEngine, someStatus } from './fakeEngine.ts';
import { complaints } from './person.ts';
import { useWindow } from './useWindow.ts';

// A recovery key is shown once: as long as it is, nothing closes the library under it. An engine of the test's own tells what it is asked.
const recoveryKey = 'AAAA-BBBB-CCCC';
const security = { protection: 'passphrase', hasRecoveryKey: true, recoveryKeyKept: true, idleLockMinutes: 5, auditQuestions: false, holds: [], retention: [] };
const app = useWindow({
  async begin({ page }) {
    await page.getByRole('main').waitFor();
    await putFakeEngine(page, {
      status: { ...someStatus, protection: 'passphrase' }, conversations: [], answer: [],
      outputs: { security, changePassphrase: { library: { id: 'main', name: 'My library', protection: 'passphrase', open: true }, recoveryKey } },
    });
  },
});

describe('a recovery key', () => {
  it('holds the library open while it is shown, says so, and lets go of it when it is written down', async () => {
    await app.page.getByRole('button', { name: 'Passphrase set' }).click();
    const dialog = app.page.getByRole('dialog', { name: 'Passphrase and locking' });
    await dialog.getByRole('button', { name: 'Change the passphrase' }).click();
    for (const [name, typed] of [['Present passphrase', 'one two three four'], ['New passphrase', 'five six seven eight'], ['The same again', 'five six seven eight']] as const) await dialog.getByRole('textbox', { name, exact: true }).fill(typed);
    await dialog.getByRole('button', { name: 'Change the passphrase' }).click();
    await dialog.getByText(recoveryKey).waitFor();
    await dialog.getByText(/the library does not lock by itself/).waitFor();
    await expect.poll(() => askedOf(app.page)).toContain('stayOpen');
    expect(await askedOf(app.page)).not.toContain('no more stayOpen');
    expect(await askedOf(app.page)).not.toContain('noteRecoveryKey');
    await dialog.getByRole('checkbox').check();
    await expect.poll(() => askedOf(app.page)).toContain('noteRecoveryKey');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => askedOf(app.page)).toContain('no more stayOpen');
    expect(complaints(app)).toEqual([]);
  });
});
