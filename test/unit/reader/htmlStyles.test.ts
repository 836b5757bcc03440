import { describe, expect, it } from 'vitest';
import { readBytes } from '../../fixtures/readBytes.ts';

const page = (body: string, sheet: string) => readBytes('page.html', `<!DOCTYPE html><html><head><title>Lease</title><style>${sheet}</style></head><body>${body}</body></html>`);
const rent = '<p>Rent is due on the first.</p>';

describe('text of a web page that its style sheet hides', () => {
  it.each([
    ['invisible', '.x { display: none }', '<p class="a x">Pay nothing at all.</p>'], ['invisible', 'p.x{color:red;visibility:hidden}', '<p class="x">Pay nothing at all.</p>'], ['invisible', '#x{opacity:0}', '<div id="x"><p>Pay nothing at all.</p></div>'],
    ['white', '.x{color:#fff}', '<p class="x">Pay nothing at all.</p>'], ['white', 'body { background: white } .x, .y { color: white }', '<p class="y">Pay nothing at all.</p>'],
    ['tiny', '.x{font-size:1px}', '<p class="x">Pay nothing at all.</p>'], ['off-page', '.x{position:absolute;left:-9999px}', '<p class="x">Pay nothing at all.</p>'],
    ['invisible', '@import url(a.css); /* .x{display:block} */ .x{display:none}', '<p class="x">Pay nothing at all.</p>'],
    ['invisible', '.x{display:none!important}', '<p class="x" style="display:block">Pay nothing at all.</p>'],
    ['invisible', '.x.y{display:none}.x{display:block}', '<p class="x y">Pay nothing at all.</p>'],
  ])('%s: %s', async (why, sheet, html) => {
    const { pages, outcome } = await page(`${rent}${html}`, sheet);
    expect(outcome.state).toBe('indexed');
    expect(pages.map(({ text, hidden }) => [text, hidden])).toEqual([['Rent is due on the first.', undefined], ['Pay nothing at all.', why]]);
  });

  it.each([
    ['a later rule', '.x{display:none}.x{display:block}'], ['a heavier rule', 'p.x{display:block}.x{display:none}'], ['another class', '.xx{display:none}'], ['another element', 'div.x{display:none}'],
    ['print alone', '@media print { .x { display: none } }'], ['what may be opened', '.x{display:none} .open .x{display:block}'], ['a pointer above it', '.x{display:none} .x:hover{display:block}'], ['a dark ground', '.x{color:white;background:#036}'],
    ['a dark page', 'body{background-color:black;color:white}'], ['a ground that is not certain', '.x{color:white} main > p {background:black}'], ['nonsense', '}}{.x'],
  ])('%s leaves it to show', async (_what, sheet) => {
    const { pages } = await page('<main><p class="x y">Book now.</p></main>', sheet);
    expect(pages.map(({ text, hidden }) => [text, hidden])).toEqual([['Book now.', undefined]]);
  });

  it('the style of the element itself holds before that of the sheet', async () => {
    expect((await page('<p class="x" style="display:block">Book now.</p>', '.x{display:none}')).pages.map(({ hidden }) => hidden)).toEqual([undefined]);
  });

  it('small type around elements of their own size closes gaps and hides nothing', async () => {
    expect((await page('<div class="row"><p class="cell">Book now.</p></div>', '.row{font-size:0}.cell{font-size:16px}')).pages.map(({ hidden }) => hidden)).toEqual([undefined]);
  });

  it.each([['open braces', 'a{'.repeat(400_000)], ['rules', '.x{color:red}'.repeat(70_000)], ['selectors', `${'.x,'.repeat(300_000)}.y{color:red}`], ['declarations', `.x{${'color:red;'.repeat(90_000)}}`], ['comments', '/*'.repeat(400_000)]])('endless %s take no time', async (_what, sheet) => {
    const began = performance.now();
    const { pages } = await page(`${rent}${'<p class="x">w</p>'.repeat(20_000)}`, sheet);
    expect(pages[0]?.text).toContain('Rent is due');
    expect(performance.now() - began).toBeLessThan(10_000);
  }, 20_000);
});
