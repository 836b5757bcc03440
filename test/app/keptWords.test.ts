import { describe, expect, it } from 'vitest';
import { addFolder, ask, askAndWait, complaints, lastTurn, untilBuilt } from './person.ts';
import { sampleFolder, sampleQuestions } from './samples.ts';
import { useWindow } from './useWindow.ts';

// What a person has typed or wants to take along: drafts, questions asked otherwise, quotes for other programs.
const documents = sampleFolder();
const [first, second, third] = sampleQuestions.filter(({ sources }) => sources.length > 0);
if (first === undefined || second === undefined || third === undefined) throw new Error('the samples have no questions');
const app = useWindow({
  belongs: [documents],
  ready: async ({ page }) => {
    await addFolder(page, documents.path, documents.name);
    await untilBuilt(page);
  },
});
const box = () => app.page.getByRole('textbox', { name: /^Ask about/ });
const questions = () => app.page.getByRole('article').getByRole('heading', { level: 2 }).allInnerTexts();
const conversations = () => app.page.getByRole('region', { name: 'Conversations' });
const patient = { timeout: 20_000 };

describe('what is typed and not asked', () => {
  it('is there again after a restart, in the conversation it was typed in', async () => {
    await askAndWait(app.page, first.question);
    await box().fill('And what of the second lease?');
    await app.page.keyboard.press('Control+n');
    await app.page.getByRole('article').first().waitFor({ state: 'detached' });
    await expect.poll(() => box().inputValue()).toBe('');
    await box().fill('Something else altogether');
    await app.page.waitForTimeout(1_000);
    await app.restart();
    await expect.poll(() => box().inputValue(), patient).toBe('Something else altogether');
    await conversations().getByRole('button', { name: first.question, exact: true }).first().click();
    await expect.poll(() => box().inputValue(), patient).toBe('And what of the second lease?');
    await box().fill('');
    await app.page.waitForTimeout(1_000);
    await app.restart();
    await conversations().getByRole('button', { name: first.question, exact: true }).first().click();
    await app.page.getByRole('article').first().waitFor();
    expect(await box().inputValue()).toBe('');
  });
});

describe('a question in the middle of a conversation, asked otherwise', () => {
  it('begins another conversation from there; the one it was in stays', async () => {
    await app.page.keyboard.press('Control+n');
    await app.page.getByRole('article').first().waitFor({ state: 'detached' });
    for (const { question } of [first, second, third]) await askAndWait(app.page, question);
    const before = await conversations().getByRole('button', { name: first.question, exact: true }).count();
    await app.page.getByRole('article').nth(1).getByRole('button', { name: 'Edit question' }).click();
    await app.page.getByRole('button', { name: 'Begins a new conversation from there' }).waitFor();
    await ask(app.page, third.question);
    await expect.poll(questions, patient).toEqual([first.question, third.question]);
    await lastTurn(app.page).getByRole('button', { name: 'Ask again' }).waitFor();
    await expect.poll(() => conversations().getByRole('button', { name: first.question, exact: true }).count(), patient).toBe(before + 1);
    // The last one asked in comes first; behind it the one that was left.
    await conversations().getByRole('button', { name: first.question, exact: true }).nth(1).click();
    await expect.poll(questions, patient).toEqual([first.question, second.question, third.question]);
  });

  it('is asked at the end instead where a person says so', async () => {
    await app.page.getByRole('article').first().getByRole('button', { name: 'Edit question' }).click();
    await app.page.getByRole('button', { name: 'Begins a new conversation from there' }).click();
    await ask(app.page, second.question);
    await expect.poll(questions, patient).toEqual([first.question, second.question, third.question, second.question]);
  });
});

describe('a quote for another program', () => {
  it('is copied with its answer, as plain text and with its form', async () => {
    await app.page.getByRole('article').first().getByRole('button', { name: 'Copy with sources' }).click();
    await app.page.getByRole('article').first().getByRole('button', { name: 'Copied' }).waitFor();
    const text = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    // Electron of old gives it at once, later ones as an item of a list.
    const html = await app.electron.evaluate(async ({ clipboard }) => {
      const readAtOnce = Reflect.get(clipboard, 'readHTML') as (() => string) | undefined;
      if (readAtOnce !== undefined) return readAtOnce.call(clipboard);
      const [item] = await clipboard.read() as unknown as { getType(type: string): Promise<Blob> }[];
      return (await item?.getType('text/html'))?.text() ?? '';
    });
    expect(text).toContain(first.question);
    expect(html).toMatch(/<h3[^>]*>/);
    const quote = /\[1\] .*?“([\s\S]*?)”/.exec(text)?.[1] ?? '';
    expect(quote.length).toBeGreaterThan(20);
    expect(html.replace(/<br>/g, '\n')).toContain(`>${quote}</blockquote>`);
  });

  it('is dragged out by its number, with its place', async () => {
    const dragged = await lastTurn(app.page).getByRole('button', { name: /^Source 1: / }).evaluate((chip) => {
      const data = new DataTransfer();
      chip.dispatchEvent(new DragEvent('dragstart', { bubbles: true, cancelable: true, dataTransfer: data }));
      return { isDraggable: (chip as HTMLElement).draggable, text: data.getData('text/plain'), html: data.getData('text/html') };
    });
    expect(dragged.isDraggable).toBe(true);
    expect(dragged.text).toMatch(/^“[\s\S]{20,}” \(.+\.\w+, .+\)$/);
    expect(dragged.html).toMatch(/^<blockquote>[\s\S]{20,}<\/blockquote><p><cite>.+<\/cite><\/p>$/);
    expect(complaints(app)).toEqual([]);
  });
});
