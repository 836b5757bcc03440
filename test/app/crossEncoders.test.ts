import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writeCrossEncoder } from '../fakes/crossEncoder.ts';
import { buildWithModels } from './buildWithModels.ts';
import { dropFiles } from './launchApp.ts';
import { addFolder, askAndWait, complaints, untilBuilt } from './person.ts';
import { sizeForPictures, takePictures } from './takePictures.ts';
import { useWindow } from './useWindow.ts';

// The models nobody needs, which read two texts together: brought, used and dropped again in the window.
const folder = mkdtempSync(join(tmpdir(), 'carrel-pairs-window-'));
const inFolder = (name: string): string => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};
const order = writeCrossEncoder(inFolder('order'), ['relevance'], { rent: [2], roof: [-3] });
const check = writeCrossEncoder(inFolder('check'), ['contradiction', 'entailment', 'neutral'], { not: [6, 0, 0], indeed: [0, 6, 0] });
const build = buildWithModels([
  { id: 'ms-marco-minilm-l6-v2-q8', files: [order.modelPath, order.tokenizerPath] },
  { id: 'nli-deberta-v3-xsmall-quint8', files: [check.modelPath, check.tokenizerPath] },
]);
const papers = inFolder('Papers');
writeFileSync(join(papers, 'rent.txt'), 'The rent of the boathouse is 4,200 pounds a year, due on the first of May.');
writeFileSync(join(papers, 'roof.txt'), 'The roof of the boathouse was covered anew in 2019. The rent of the scaffold was 300 pounds.');

const app = useWindow({
  application: build.path, belongs: [build, { remove: () => { rmSync(folder, { recursive: true, force: true }); } }], begin: sizeForPictures,
  async ready({ page }) {
    await addFolder(page, papers, 'Papers');
    await untilBuilt(page);
    await page.getByRole('button', { name: 'Models', exact: true }).click();
  },
});
const dialog = () => app.page.getByRole('dialog', { name: 'Models' });
const section = (name: string) => dialog().getByRole('region', { name });
const [ordering, checking] = ['For the order of what is found', 'For checking sentences'] as const;

describe('a model that puts passages in order', () => {
  it('is brought file by file, and is not said to be here before both are', async () => {
    const choose = (path: string): Promise<void> => app.electron.evaluate(({ dialog: native }, file) => { native.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [file] }); }, path);
    expect(await section(ordering).count()).toBe(0);
    await choose(order.modelPath);
    await dialog().getByRole('button', { name: 'Import a model file…' }).click();
    await dialog().getByRole('status').getByText(/^One file of .*MS MARCO.* is here now\. It needs the other one too/).waitFor();
    expect(await section(ordering).count()).toBe(0);
    await choose(order.tokenizerPath);
    await dialog().getByRole('button', { name: 'Import a model file…' }).click();
    await dialog().getByRole('status').getByText(/MS MARCO.* is here now\.$/).waitFor();
    await section(ordering).getByText(/Not needed/).waitFor();
    expect(await section(ordering).getByRole('group', { name: /MS MARCO/ }).innerText()).toMatch(/Apache-2\.0/);
  });
});

describe('a model that checks sentences', () => {
  it('is brought by dropping both of its files at once', async () => {
    await dropFiles(app.page, [check.modelPath, check.tokenizerPath], { x: 640, y: 450 });
    await section(checking).getByRole('group').waitFor();
  });
});

describe('both', () => {
  it('are used when told to, one by one', async () => {
    for (const name of [ordering, checking]) {
      await section(name).getByRole('button', { name: /^Use / }).click();
      await section(name).getByText('In use').waitFor();
    }
    await section(checking).scrollIntoViewIfNeeded();
    await takePictures(app, 'models-not-needed');
  });

  it('take part in an answer, and nothing is wrong with them afterwards', async () => {
    await app.page.keyboard.press('Escape');
    const turn = await askAndWait(app.page, 'What is the rent of the boathouse?');
    await turn.getByText(/4,200 pounds/).first().waitFor();
    await app.page.getByRole('button', { name: 'Models', exact: true }).click();
    for (const name of [ordering, checking]) {
      await section(name).getByText('In use').waitFor();
      expect(await section(name).getByText(/could not be loaded/).count()).toBe(0);
    }
  });

  it('are used no more when told so, and that outlives the window', async () => {
    for (const name of [ordering, checking]) {
      await section(name).getByRole('button', { name: /^Stop using / }).click();
      await section(name).getByRole('button', { name: /^Use / }).waitFor();
    }
    await app.restart();
    await app.page.getByRole('button', { name: 'Models', exact: true }).click();
    for (const name of [ordering, checking]) {
      await section(name).getByRole('button', { name: /^Use / }).waitFor();
      expect(await section(name).getByText('In use').count()).toBe(0);
    }
    expect(complaints(app)).toEqual([]);
  });
});
