import { describe, expect, it } from 'vitest';
import { readBytes } from '../../../fixtures/readBytes.ts';

const message = (subject: string, ...body: string[]) => [`From ada@quay.example Tue Mar  4 09:30:00 2025`, 'From: Ada <ada@quay.example>', 'To: carl@oak.example', `Subject: ${subject}`, 'Date: Tue, 4 Mar 2025 09:30:00 +0100', ...body, '', ''].join('\n');

describe('a mailbox', () => {
  it('is read message by message, each with its place and subject', async () => {
    const { facts, pages, outcome } = await readBytes('old letters.mbox', message('One', '', 'First words.', '', '>From here on it is quoted.', 'From what I know, no message begins here.') + message('Two', '', 'Second words.'));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'mailbox', title: 'old letters', pageCount: 2 });
    expect(pages.map(({ locator }) => locator)).toEqual([{ kind: 'message', message: 1, subject: 'One' }, { kind: 'message', message: 2, subject: 'Two' }]);
    expect(pages[0]?.text).toContain('First words.\n\nFrom here on it is quoted.\nFrom what I know, no message begins here.');
    expect(pages[1]?.text).toMatch(/^Two\n\nFrom: Ada/);
  });

  it('with the line ends of Windows, and without a name that says so', async () => {
    const { pages } = await readBytes('box', (message('One', '', 'First.') + message('Two', '', 'Second.')).replaceAll('\n', '\r\n'));
    expect(pages).toHaveLength(2);
  });

  it('attachments are found by their message first', async () => {
    const part = ['Content-Type: multipart/mixed; boundary=b', '', '--b', 'Content-Type: text/plain', '', 'See it.', '--b', 'Content-Type: text/plain; name=note.txt', 'Content-Disposition: attachment', '', 'The note.', '--b--'];
    const { pages } = await readBytes('a.mbox', message('One', ...part) + message('Two', ...part));
    expect(pages.map(({ locator }) => locator.part)).toEqual([undefined, ['One', 'note.txt'], undefined, ['Two', 'note.txt']]);
  });

  it('large ones are read step by step, and messages at the ends of steps stay whole', async () => {
    const all = Array.from({ length: 3_000 }, (_value, index) => message(`Number ${index}`, '', `Words of ${index}. ${'x'.repeat(1_000 + (index % 97))}`)).join('');
    expect(all.length).toBeGreaterThan(3 * 1024 ** 2);
    const { pages, outcome } = await readBytes('large.mbox', all);
    expect(outcome.state).toBe('indexed');
    expect(pages).toHaveLength(3_000);
    expect(pages.every(({ text }, index) => text.startsWith(`Number ${index}\n`) && text.includes(`Words of ${index}. xxx`))).toBe(true);
  });
});
