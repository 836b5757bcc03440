import { describe, expect, it } from 'vitest';
import { accessibilityProblems } from './accessibility.ts';
import { askAndWait, complaints, lastTurn } from './person.ts';
import { useSampleWindow } from './useSampleWindow.ts';

// How an answer came about is shown to who asks for it, and to nobody else.
const { app, lease } = useSampleWindow();
const view = () => lastTurn(app.page).getByText('How this came about');

describe('the developer view', () => {
  it('is off until it is switched on', async () => {
    await askAndWait(app.page, lease.question);
    expect(await view().count()).toBe(0);
    await app.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await app.page.getByRole('checkbox', { name: 'Show under each answer how it came about' }).check();
    await app.page.keyboard.press('Escape');
    await view().waitFor();
  });

  it('shows the candidates with their scores, the timings and the tokens of an answer given before', async () => {
    await view().click();
    const turn = lastTurn(app.page);
    await turn.getByText(`Candidates for “${lease.question}”`).first().waitFor();
    const first = turn.getByRole('row').nth(1);
    expect(await first.innerText()).toMatch(/^1\s+[\d.]+\s[\s\S]*Lease of 3 Custom House Quay\.pdf/);
    await turn.getByText('Prompt tokens').waitFor();
    await turn.getByText('No model wrote: the answer is made of quotes.').or(turn.getByText('Prompt, word for word').first()).first().waitFor();
    expect(await accessibilityProblems(app.page)).toEqual([]);
    expect(complaints(app)).toEqual([]);
  });

  it('is there after a restart, and says what is no longer known', async () => {
    await app.restart();
    await app.page.getByRole('region', { name: 'Conversations' }).getByRole('button', { name: lease.question, exact: true }).click();
    await view().click();
    await lastTurn(app.page).getByText(/kept in memory only/).waitFor();
    await app.page.getByRole('button', { name: 'Settings', exact: true }).click();
    await app.page.getByRole('checkbox', { name: 'Show under each answer how it came about' }).uncheck();
    await app.page.keyboard.press('Escape');
    await expect.poll(() => view().count()).toBe(0);
  });
});
