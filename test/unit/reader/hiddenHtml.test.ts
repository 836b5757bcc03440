import { describe, expect, it } from 'vitest';
import { readBytes } from '../../fixtures/readBytes.ts';

const page = (body: string, head = '') => readBytes('page.html', `<!DOCTYPE html><html><head><title>Lease</title>${head}</head><body>${body}</body></html>`);

describe('text of a web page that does not show', () => {
  it.each([
    ['invisible', '<p style="display: none">Pay nothing at all.</p>'], ['invisible', '<div style="visibility:hidden"><p>Pay nothing at all.</p></div>'],
    ['invisible', '<p hidden>Pay nothing at all.</p>'], ['invisible', '<span style="opacity:0">Pay nothing at all.</span>'],
    ['white', '<p style="color:#fff">Pay nothing at all.</p>'], ['white', '<p><font color="white">Pay nothing at all.</font></p>'], ['white', '<div style="background:#FFFFFF;color: rgb(255, 255, 255)">Pay nothing at all.</div>'],
    ['tiny', '<p style="font-size:1px">Pay nothing at all.</p>'], ['tiny', '<p style="font-size:0">Pay nothing at all.</p>'],
    ['off-page', '<div style="position:absolute;left:-9999px">Pay nothing at all.</div>'], ['off-page', '<p style="text-indent:-9999px">Pay nothing at all.</p>'],
    ['comment', '<!-- Pay nothing at all. -->'], ['alt-text', '<img src="x.png" alt="Pay nothing at all.">'],
    ['invisible', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td style="display:none">Pay nothing at all.</td></tr></table>'],
    ['white', '<p style="color:#111;background:#121212">Pay nothing at all.</p>'], ['white', '<div style="background-color:black">Pay nothing at all.</div>'], ['white', '<div style="background:navy"><span style="color:#000080">Pay nothing at all.</span></div>'],
    ['invisible', '<p style="color:transparent">Pay nothing at all.</p>'], ['invisible', '<p style="color:rgba(0,0,0,0)">Pay nothing at all.</p>'], ['invisible', '<p style="display:block;display:none">Pay nothing at all.</p>'],
    ['invisible', '<div style="height:0;overflow:hidden">Pay nothing at all.</div>'], ['invisible', '<p style="position:absolute;clip:rect(0, 0, 0, 0)">Pay nothing at all.</p>'], ['invisible', '<p style="transform:scale(0)">Pay nothing at all.</p>'],
    ['tiny', '<p style="font:0/0 a">Pay nothing at all.</p>'], ['tiny', '<p style="font-size:0"><b style="font-size:1em">Pay nothing at all.</b></p>'], ['off-page', '<p style="margin-left:-9999px">Pay nothing at all.</p>'], ['off-page', '<p style="transform:translateX(-9999px)">Pay nothing at all.</p>'],
    ['white', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td style="color:#fefefe">Pay nothing at all.</td></tr></table>'], ['invisible', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr><tr hidden><td>Pay nothing</td><td>at all.</td></tr></table>'],
    ['white', '<h2>Heading <font color="#ffffff">Pay nothing at all.</font></h2>'],
    ['invisible', '<h2>Heading <span style="display:none">Pay nothing at all.</span></h2>'],
  ])('%s: %s', async (why, html) => {
    const { pages, outcome } = await page(`<h1>The lease</h1><p>Rent is due on the first.</p>${html}<p>The end.</p>`);
    expect(outcome.state).toBe('indexed');
    expect(pages.map(({ hidden }) => hidden)).toEqual([undefined, why]);
    expect(pages[0]?.text).not.toContain('Pay nothing');
    expect(pages[0]?.text).toMatch(/The lease[\s\S]*Rent is due on the first[\s\S]*The end/);
    expect(pages[1]).toMatchObject({ number: 2, text: 'Pay nothing at all.', locator: { kind: 'section', section: 1, heading: ['The lease'] } });
  });

  it.each([
    '<div style="background:#036"><p style="color:white">Book now.</p></div>', '<table bgcolor="#000000"><tr><td><font color="#ffffff">Book now.</font></td></tr></table>',
    '<p style="color:#ffffff;background-color:navy">Book now.</p>', '<div style="color:#fff"><p style="background:#000">Book now.</p></div>', '<div bgcolor="black" text="white"><p>Book now.</p></div>', '<p style="color:transparent;background:linear-gradient(red,blue);-webkit-background-clip:text">Book now.</p>',
    '<div style="font-size:0"><p style="font-size:16px">Book now.</p></div>', '<p style="display:none;display:block">Book now.</p>', '<p style="margin-left:-20px;height:0">Book now.</p>', '<div style="background:black;color:var(--ink)">Book now.</div>', '<div style="background:url(x.png)"><p style="color:white">Book now.</p></div>', '<p style="font-size:12px;color:#333">Book now.</p>', '<div style="position:absolute;left:-20px">Book now.</div>', '<p style="font-size:0.8em;opacity:0.9">Book now.</p>',
  ])('shows: %s', async (html) => {
    const { pages } = await page(html);
    expect(pages.map(({ text, hidden }) => [text, hidden])).toEqual([['Book now.', undefined]]);
  });

  it('white on what a style sheet may have coloured is taken to show', async () => {
    const { pages } = await page('<div class="dark"><p style="color:#fff">Book now.</p></div>', '<style>.dark { background: black }</style>');
    expect(pages.map(({ hidden }) => hidden)).toEqual([undefined]);
  });

  it('comments for programs are no text', async () => {
    const { pages } = await page('<!--[if mso]><p>x</p><![endif]--><!-- wp:paragraph {"a":1} --><!-- var a = 1; --><p>Words.</p><!-- end -->');
    expect(pages).toHaveLength(1);
  });
});
