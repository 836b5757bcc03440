import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { putFakeEngine, someStatus } from './fakeEngine.ts';
import { complaints } from './person.ts';
import { useWindow } from './useWindow.ts';

// What goes wrong in the library is told where it shows, in words and with the next step; an engine of the test's own fails as it is told.
const leaf = { id: 7, path: '/docs/lease.pdf', folderId: 1, format: 'pdf', title: 'Lease', state: 'indexed', reason: null, pages: 1, language: 'en', sizeBytes: 1, hiddenText: false };
const app = useWindow({
  async begin({ page }) {
    await page.getByRole('main').waitFor();
    await putFakeEngine(page, {
      status: { ...someStatus, activity: { ...someStatus.activity, phase: 'reading', filesDone: 3, filesTotal: 9, trouble: { code: 'disk-full', details: {} } } },
      conversations: [], answer: [], failsOnce: { folderContents: { code: 'library-damaged', details: { path: '/profile/library.db' } } },
      outputs: { folderContents: { folders: [], foldersTotal: 0, documents: [leaf], documentsTotal: 1 } },
    });
  },
});

describe('a failure in the library', () => {
  const library = () => app.page.getByRole('navigation');

  it('that holds up reading is told where reading is told of, with what to do', async () => {
    const note = library().getByRole('alert').filter({ hasText: 'The disk is full' });
    await note.getByText(/Carrel tries again by itself/).waitFor();
    await note.getByRole('button', { name: 'Copy details' }).waitFor();
    expect(await accessibilityProblems(app.page)).toEqual([]);
  });

  it('of a folder that cannot be looked into is told in its place, and mended by trying again', async () => {
    await library().getByRole('button', { name: 'Contents of docs' }).click();
    const note = library().getByRole('alert').filter({ hasText: /damaged/ });
    await note.getByRole('button', { name: 'Try again' }).click();
    await library().getByRole('button', { name: 'lease.pdf', exact: true }).waitFor();
    await note.waitFor({ state: 'detached' });
    expect(complaints(app)).toEqual([]);
  });
});
