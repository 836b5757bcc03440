import { expect, it } from 'vitest';
import { readBytes } from '../../../fixtures/readBytes.ts';

it('a saved web page is read with its title, its frames and its date, its pictures left out', async () => {
  const content = ['From: <Saved by a browser>', 'Snapshot-Content-Location: https://quay.example/', 'Subject: =?utf-8?Q?Prices_at_the_quay?=', 'Date: Tue, 4 Mar 2025 09:30:00 -0000', 'MIME-Version: 1.0', 'Content-Type: multipart/related; type="text/html"; boundary="----b"', '',
    '------b', 'Content-Type: text/html; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', '<html><head><title>Prices</title></head><body><h1>Prices</h1><p>Caf=C3=A9: =', '=E2=82=AC4</p></body></html>',
    '------b', 'Content-Type: text/html', '', '<p>A frame.</p>', '------b', 'Content-Type: image/png', 'Content-Transfer-Encoding: base64', '', 'iVBORw0KGgo=', '------b--'].join('\r\n');
  const { facts, text, outcome, pages } = await readBytes('page.mhtml', content);
  expect(outcome).toEqual({ state: 'indexed', reason: null });
  expect(facts).toMatchObject({ format: 'mhtml', title: 'Prices', documentDate: '2025-03-04' });
  expect(text).toBe('Prices\n\nCafé: €4\n\nA frame.');
  expect(pages[0]?.locator).toEqual({ kind: 'section', section: 1, heading: ['Prices'] });
});
