import { describe, expect, it } from 'vitest';
import { askedOf, putFakeEngine, someStatus } from './fakeEngine.ts';
import { holdFiles } from './launchApp.ts';
import { complaints, whileHalted } from './person.ts';
import { longFolder } from './samples.ts';
import { useWindow } from './useWindow.ts';

// What is let go over the window is taken, wherever the pointer is and whatever the window is drawing just then. An engine of the test's own tells what it is asked.
const documents = longFolder(1);
const fake = { status: someStatus, conversations: [], answer: [] };
const app = useWindow({ belongs: [documents], begin: async ({ page }) => { await page.getByRole('main').waitFor(); } });
const middleOf = async (name: string): Promise<{ x: number; y: number }> => {
  const box = await app.page.getByRole('button', { name, exact: true }).boundingBox();
  if (box === null) throw new Error(`there is no ${name}`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
};
const added = async (): Promise<number> => (await askedOf(app.page)).filter((operation) => operation === 'addFolder').length;

describe('a folder let go', () => {
  it('the moment the pointer comes upon another part of the window is taken', async () => {
    await putFakeEngine(app.page, fake);
    const [from, to] = [await middleOf('Settings'), await middleOf('Privacy')];
    const held = await holdFiles(app.page, [documents.path], from);
    await held.over(from);
    await held.drop(to);
    await expect.poll(added).toBe(1);
  });

  it.skipIf(process.platform === 'win32')('the moment the window draws something else under the pointer is taken', async () => {
    await whileHalted(app, async () => {
      await app.page.reload();
      await app.page.getByRole('main').waitFor();
      const at = { x: 640, y: 300 };
      const held = await holdFiles(app.page, [documents.path], at);
      await held.over(at);
      await held.over(at);
      const under = (): Promise<string | null> => app.page.evaluate(({ x, y }) => document.elementFromPoint(x, y)?.className ?? null, at);
      const before = await under();
      await putFakeEngine(app.page, fake);
      await app.page.getByRole('heading', { level: 1 }).waitFor();
      expect(await under()).not.toBe(before);
      await held.drop(at);
      await expect.poll(added).toBe(1);
    });
  });

  it('is told while it is held over the window, and no longer', async () => {
    const sign = app.page.getByText('Drop to add to the library');
    const at = await middleOf('Settings');
    const held = await holdFiles(app.page, [documents.path], at);
    await held.over(at);
    await sign.waitFor();
    await held.drop(at);
    await sign.waitFor({ state: 'detached' });
  });

  it('with nothing on a disk behind it, is told with the next step', async () => {
    await putFakeEngine(app.page, fake);
    await app.page.getByRole('main').evaluate((main) => {
      const data = new DataTransfer();
      data.items.add(new File(['x'], 'picture of a page.png'));
      main.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
    });
    await app.page.getByRole('alert').getByText(/picture of a page\.png.* is no file of this computer/).waitFor();
    await app.page.getByRole('alert').getByText(/Save it in a folder first/).waitFor();
    expect(await added()).toBe(0);
    await app.page.getByRole('alert').getByRole('button', { name: 'Close' }).click();
  });
});

describe('words let go', () => {
  it('over the question box stand in it', async () => {
    const box = app.page.getByRole('textbox', { name: /^Ask about/ });
    await app.page.evaluate(() => {
      const words = document.createElement('p');
      words.textContent = 'mooring';
      words.id = 'words-elsewhere';
      words.style.cssText = 'position:fixed;top:60px;left:600px;z-index:9;font-size:24px';
      document.body.append(words);
    });
    const words = app.page.locator('#words-elsewhere');
    await words.dblclick();
    await words.dragTo(box);
    await expect.poll(() => box.inputValue()).toContain('mooring');
    await words.evaluate((element) => { element.remove(); });
    await box.fill('');
    expect(complaints(app)).toEqual([]);
  });
});
