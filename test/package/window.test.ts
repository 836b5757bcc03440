import { chmodSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { sampleFolder } from '../app/samples.ts';
import { addDriver } from './addDriver.ts';
import { DrivenWindow } from './DrivenWindow.ts';
import { expectSandboxed } from './expectSandboxed.ts';
import { ordinaryUser, type OrdinaryUser } from './ordinaryUser.ts';
import { copyOfPackage } from './packaged.ts';
import { processesOf } from './processes.ts';
import { sampleOnPage } from './sampleAnswers.ts';
import { startWindow } from './startWindow.ts';
import { noWindow, say } from './whyNot.ts';

// The packaged window, its sandbox on, used by someone without rights. The package ends at every switch a test could come in by;
// what is driven here is a copy with one file in front of it (driver.ts), and the first test starts it as it is.
say(noWindow);

describe.skipIf(noWindow !== null)('the packaged window, as a user without rights and with its sandbox', () => {
  let someone: OrdinaryUser;
  const documents = sampleFolder();
  let copy: ReturnType<typeof copyOfPackage>;

  beforeAll(() => {
    someone = ordinaryUser();
    copy = copyOfPackage();
    // Temporary folders are for their owner alone.
    chmodSync(dirname(documents.path), 0o755);
  });
  afterAll(async () => {
    await someone.remove();
    copy.remove();
    documents.remove();
  });

  it('E3: starts as it is, and its pages run in a sandbox', async () => {
    const window = await startWindow(someone, join(copy.folder, 'carrel'));
    onTestFinished(async () => { await window.close(); });
    await expectSandboxed(someone);
    await expect.poll(() => holder(someone), { timeout: 20_000 }).toBe('the Carrel window');
    expect(await window.close()).toBe(0);
    await expect.poll(() => processesOf(someone.uid), { timeout: 20_000 }).toEqual([]);
  });

  it('takes a dropped folder, shows evidence and answers with citations', async () => {
    addDriver(copy.folder);
    const started = await startWindow(someone, join(copy.folder, 'carrel'), { driven: true });
    onTestFinished(async () => { await started.close(); });
    const window = new DrivenWindow(started.child);
    await window.until(`document.body.innerText.includes('Add a folder first')`);
    await window.drop(documents.path);
    await window.until(`document.querySelector('[type=checkbox][aria-label="Ask only ${documents.name}"]')`);
    await window.until(`document.body.innerText.includes('Searchable now')`);
    await window.until(`document.querySelector('textarea')?.disabled === false`);
    await window.evaluate(`document.querySelector('textarea').focus()`);
    await window.type(sampleOnPage.question);
    await window.until(`document.querySelector('article section.evidence')`);
    await window.until(`[...document.querySelectorAll('article button')].some((button) => button.innerText === 'Ask again')`);
    expect(await window.evaluate(`document.querySelector('article').innerText`)).toContain(sampleOnPage.contains[0]);
    expect(await window.evaluate(`document.querySelectorAll('article button.cite[aria-label^="Source 1: "]').length`)).toBeGreaterThan(0);
    await expectSandboxed(someone);
    expect(await started.close()).toBe(0);
  });
});

/** Who holds the profile: the engine of the window, once it is up. */
function holder(someone: OrdinaryUser): string | null {
  try {
    return (JSON.parse(readFileSync(join(someone.home, '.local', 'share', 'carrel', 'profile.holder.json'), 'utf8')) as { readonly name: string }).name;
  } catch {
    return null;
  }
}
