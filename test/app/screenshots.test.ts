import { describe, it, vi } from 'vitest';
import { holdProfile, makeLockedLibrary } from './holdProfile.ts';
import type { RunningApp } from './launchApp.ts';
import { hidden, locked, oddFolder, pictures, smudged } from './oddFolder.ts';
import { addFolder, askAndWait, killEngine, lastTurn, sourcePane, untilBuilt, whileHalted } from './person.ts';
import { longFolder, sampleQuestions, scansFolder } from './samples.ts';
import { takePictures } from './takePictures.ts';
import { useWindow } from './useWindow.ts';

// Every state of the window as a person reaches it, light and dark: looked at by axe here, and by people in screenshots/.
const [lease, excess] = sampleQuestions;
const refused = sampleQuestions.find(({ question, sources }) => sources.length === 0 && question.includes('Rotterdam'));
if (lease === undefined || excess === undefined || refused === undefined) throw new Error('the samples have no questions');

const scans = scansFolder();
const odd = oddFolder();
const long = longFolder(30);
const app = useWindow({
  belongs: [scans, odd, long],
  begin: (started) => resize(1280, started),
});

const pictured = (state: string): Promise<void> => takePictures(app, state);
const openConversation = (question: string): Promise<void> => app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: question, exact: true }).click();
const pointAway = (): Promise<void> => app.page.mouse.move(640, 4);

async function resize(width: number, { electron, page }: RunningApp = app): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, size) => { BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height); }, { width, height: 800 });
  await vi.waitUntil(async () => await page.evaluate(() => window.innerWidth) === width, { timeout: 5_000 });
}

describe('a library', () => {
  it('first day', async () => {
    await app.page.getByRole('heading', { name: 'Add a folder first' }).waitFor();
    await pictured('first-day');
  });

  it('indexing under way', async () => {
    await app.page.getByRole('button', { name: 'Try the samples' }).click();
    await addFolder(app.page, scans.path, scans.name);
    await addFolder(app.page, long.path, long.name);
    await vi.waitUntil(async () => await app.page.getByRole('progressbar', { name: 'Progress' }).evaluate((bar) => (bar as HTMLProgressElement).value > 0.1).catch(() => false), { timeout: 60_000 });
    await whileHalted(app, () => pictured('indexing'));
  });

  it('ready, with questions to begin with', async () => {
    await untilBuilt(app.page, 150_000);
    await app.page.getByRole('main').getByRole('button', { name: lease.question }).waitFor();
    await pointAway();
    await pictured('ready');
  });

  it('files that could not be read', async () => {
    await app.page.getByRole('button', { name: 'See why' }).click();
    await app.page.getByRole('dialog', { name: 'Files that could not be read' }).getByText('user-encrypted.pdf').waitFor();
    await pictured('unreadable');
    await app.page.keyboard.press('Escape');
  });

  it('what lies in a folder, and what can be done with it', async () => {
    await app.page.getByRole('button', { name: 'Contents of samples' }).click();
    await app.page.getByRole('button', { name: 'Contents of Premises' }).click();
    await app.page.getByRole('checkbox', { name: 'Ask only Premises' }).check();
    await app.page.getByRole('button', { name: 'More about Notes' }).focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('menuitem').first().waitFor();
    await pictured('folder');
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('checkbox', { name: 'Ask only Premises' }).uncheck();
    await app.page.getByRole('button', { name: 'Contents of samples' }).click();
  });
});

describe('a conversation', () => {
  it('an answer with its evidence and the page beside it', async () => {
    await app.page.getByRole('main').getByRole('button', { name: lease.question }).click();
    await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).waitFor({ timeout: 60_000 });
    await lastTurn(app.page).getByRole('button', { name: /^Source 1: / }).click();
    await sourcePane(app.page).getByTestId('page-mark').first().waitFor();
    await sourcePane(app.page).locator('[aria-busy="false"]').waitFor();
    await pointAway();
    await pictured('answer');
  });

  it('the quote of a chip that is pointed at', async () => {
    await app.page.keyboard.press('Escape');
    await lastTurn(app.page).getByRole('button', { name: /^Source 1: / }).hover();
    await app.page.getByRole('tooltip').waitFor();
    await pictured('quote');
    await pointAway();
  });

  it('not in the documents', async () => {
    await app.page.keyboard.press('Control+n');
    const turn = await askAndWait(app.page, refused.question);
    await turn.getByRole('heading', { name: 'Not in your documents' }).waitFor();
    await pictured('refused');
  });

  it('a conversation of several questions', async () => {
    await app.page.keyboard.press('Control+n');
    for (const { question } of [excess, ...sampleQuestions.filter(({ sources }) => /\.(docx|md|html)$/.test(sources[0] ?? '')).slice(0, 2)]) await askAndWait(app.page, question);
    await pictured('conversation');
  });
  for (const [state, file] of [['source-text', 'Staff handbook.md'], ['source-word', 'Minutes 2024-11-14.docx']] as const) {
    it(`a source that is no PDF: ${file}`, async () => {
      const asked = sampleQuestions.find(({ sources }) => sources[0] === file);
      if (asked === undefined) throw new Error(`no question about ${file}`);
      await app.page.keyboard.press('Control+n');
      const turn = await askAndWait(app.page, asked.question);
      await turn.getByRole('button', { name: new RegExp(`^Source \\d+: ${file}`) }).first().click();
      await sourcePane(app.page).getByText('Exact words from the document · checked').waitFor();
      await pointAway();
      await pictured(state);
      await app.page.keyboard.press('Escape');
    });
  }

  it('a source that is a table, opened from a search', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.keyboard.type('echo sounder type:csv');
    await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').first().click();
    await sourcePane(app.page).getByText('Exact words from the document · checked').waitFor();
    await pointAway();
    await pictured('source-table');
    await app.page.keyboard.press('Escape');
  });

  it('search', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.keyboard.type('lease quay type:pdf');
    await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').first().waitFor();
    await pictured('search');
    await app.page.keyboard.press('Escape');
  });
});

describe('documents of every kind', () => {
  const openDocument = async (name: string): Promise<void> => {
    await app.page.getByRole('button', { name, exact: true }).click();
    await sourcePane(app.page).getByRole('heading', { level: 2, name }).waitFor();
  };

  it('the password of a protected file, from the list', async () => {
    await addFolder(app.page, odd.path, odd.name);
    await untilBuilt(app.page, 150_000);
    await app.page.getByRole('button', { name: 'See why' }).click();
    await app.page.getByRole('button', { name: `Enter password…: ${locked.name}` }).click();
    const dialog = app.page.getByRole('dialog', { name: `Password of “${locked.name}”` });
    await dialog.getByRole('textbox', { name: 'Password' }).fill('wrong');
    await app.page.keyboard.press('Enter');
    await dialog.getByRole('alert').waitFor();
    await pictured('password');
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Escape');
  });

  it('not read: why, and what to do', async () => {
    await app.page.getByRole('button', { name: `Contents of ${odd.name}` }).click();
    await app.page.getByRole('button', { name: 'Contents of Pictures' }).click();
    await openDocument(locked.name);
    await sourcePane(app.page).getByRole('button', { name: /^Enter password/ }).waitFor();
    await pointAway();
    await pictured('not-read');
  });

  it('what is known of a document, with text that does not show', async () => {
    await openDocument(hidden.name);
    await sourcePane(app.page).getByRole('button', { name: 'About', exact: true }).click();
    await sourcePane(app.page).getByRole('button', { name: 'Show hidden text' }).click();
    await sourcePane(app.page).getByText('This does not show in the document:').waitFor();
    await pointAway();
    await pictured('hidden-text');
    await sourcePane(app.page).getByRole('button', { name: 'About', exact: true }).click();
  });

  it('a picture with the words of a passage lit', async () => {
    await app.page.keyboard.press('Control+k');
    await app.page.keyboard.type(pictures[0].word);
    await app.page.getByRole('group', { name: 'Passages' }).getByRole('option').filter({ hasText: pictures[0].name }).first().click();
    await sourcePane(app.page).getByTestId('page-mark').first().waitFor();
    await pointAway();
    await pictured('source-picture');
  });

  it('words that were hard to read, in the text of a picture', async () => {
    await openDocument(smudged.name);
    await sourcePane(app.page).getByTestId('page-doubt').first().waitFor();
    await pointAway();
    await pictured('source-doubtful');
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('button', { name: `Contents of ${odd.name}` }).click();
  });

  it('what is left out of a folder', async () => {
    await app.page.getByRole('button', { name: 'More about samples' }).focus();
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('menuitem', { name: 'Leave out…' }).click();
    await app.page.getByRole('textbox', { name: 'Rules' }).fill('Staff/\n*.csv');
    await app.page.getByText(/^Takes \d/).waitFor();
    await pictured('leave-out');
    await app.page.keyboard.press('Escape');
  });

  it('every hit of an expression', async () => {
    await app.page.keyboard.press('Control+Shift+K');
    await app.page.getByRole('combobox').fill('landlord* NEAR/12 notice OR "fender was replaced"');
    await app.page.getByRole('button', { name: 'Save as a table…' }).waitFor();
    await pictured('every-hit');
    await app.page.getByRole('combobox').fill('lease AND (rent NEAR/5000 "due date")');
    await app.page.getByRole('alert').waitFor();
    await pictured('every-hit-mistake');
    await app.page.keyboard.press('Escape');
  });
});

describe('the window', () => {
  for (const name of ['Models', 'Settings', 'Keyboard shortcuts'] as const) {
    it(`${name}`, async () => {
      await app.page.getByRole('button', { name, exact: true }).last().click();
      await app.page.getByRole('dialog', { name }).waitFor();
      if (name === 'Settings') await app.page.getByText('How this was measured').waitFor();
      await pictured(name.toLowerCase().replaceAll(' ', '-'));
      await app.page.keyboard.press('Escape');
    });
  }

  it('900 pixels wide', async () => {
    await openConversation(lease.question);
    await resize(900);
    await pictured('narrow');
    await lastTurn(app.page).getByRole('button', { name: /^Source 1: / }).click();
    await sourcePane(app.page).getByTestId('page-mark').first().waitFor();
    await sourcePane(app.page).locator('[aria-busy="false"]').waitFor();
    await pointAway();
    await pictured('narrow-source');
    await resize(1280);
  });

  it('at twice the size', async () => {
    const zoom = (factor: number): Promise<void> => app.electron.evaluate(({ BrowserWindow }, chosen) => { BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(chosen); }, factor);
    await app.page.keyboard.press('Escape');
    await zoom(2);
    await pictured('twice-the-size');
    await app.page.keyboard.press('Control+b');
    await app.page.getByRole('navigation', { name: 'Library and conversations' }).waitFor();
    await pictured('twice-the-size-library');
    await app.page.keyboard.press('Escape');
    await zoom(1);
  });

  it('high contrast', async () => {
    await app.page.emulateMedia({ contrast: 'more' });
    await pictured('high-contrast');
    await app.page.emulateMedia({ contrast: null });
  });

  it('German', async () => {
    await app.page.getByRole('button', { name: 'Settings' }).click();
    await app.page.getByRole('radio', { name: 'Deutsch' }).check();
    await app.page.keyboard.press('Escape');
    await app.page.getByRole('button', { name: 'Einstellungen' }).waitFor();
    await pictured('german');
    await app.page.getByRole('button', { name: 'Einstellungen' }).click();
    await app.page.getByRole('radio', { name: 'English' }).check();
    await app.page.keyboard.press('Escape');
  });
});

describe('when something goes wrong', () => {
  it('the engine has stopped', async () => {
    await app.page.keyboard.press('Escape');
    const stopped = app.page.getByText(/keeps stopping/);
    await vi.waitUntil(async () => {
      // Between two of its lives there is none to kill.
      await killEngine(app).catch(() => undefined);
      return await stopped.count() > 0;
    }, { timeout: 40_000, interval: 300 });
    await pictured('engine-stopped');
  });

  it('another program holds the profile', async () => {
    await app.close();
    const holder = await holdProfile(app.profile);
    try {
      await app.restart();
      await app.page.getByRole('alert').getByText(/using this library already/).waitFor();
      await pictured('profile-held');
    } finally {
      await holder.release();
    }
  });

  it('a library is locked', async () => {
    await app.startOver((profile) => makeLockedLibrary(profile, { name: 'Northgate matters', passphrase: 'correct horse battery staple' }));
    await app.page.getByRole('heading', { name: '“Northgate matters” is locked' }).waitFor();
    await app.page.getByRole('textbox', { name: 'Passphrase' }).fill('wrong');
    await app.page.keyboard.press('Enter');
    await app.page.getByRole('alert').waitFor();
    await pictured('locked');
  });
});
