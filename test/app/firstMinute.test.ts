import { describe, expect, it } from 'vitest';
import { complaints, lastTurn, sourcePane } from './person.ts';
import { useWindow } from './useWindow.ts';

// Whoever reads nothing and presses what is offered has a cited answer, and its page, within a minute of starting the program.
let startedMs = 0;
const app = useWindow({ prepare: () => { startedMs = Date.now(); return Promise.resolve(); } });
const withinMs = 60_000;

describe('the first minute', () => {
  it('leads from the samples over one of their questions to its page', async () => {
    await app.page.getByRole('button', { name: 'Try the samples' }).click();
    const offered = app.page.getByRole('region', { name: 'Questions to begin with' }).getByRole('button');
    await offered.first().waitFor();
    expect(await offered.count()).toBeGreaterThanOrEqual(3);
    await offered.first().click();
    await lastTurn(app.page).getByRole('button', { name: /^Source 1: / }).click({ timeout: withinMs });
    // Whatever was read first: a page, or the text of a document.
    await sourcePane(app.page).getByText('Exact words from the document · checked').waitFor();
    const tookMs = Date.now() - startedMs;
    console.log(`from the program's start to the page of the first answer: ${(tookMs / 1_000).toFixed(1)} s`);
    expect(tookMs).toBeLessThan(withinMs);
    expect(complaints(app)).toEqual([]);
  });
});
