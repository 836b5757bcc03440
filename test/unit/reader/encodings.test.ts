import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../electron/reader/decodeText.ts';
import { readBytes } from '../../fixtures/readBytes.ts';
import { samples, written } from './encodingSamples.ts';

/** What is left of a text in an encoding that lacks some of its signs (curly quotes, the letter ё). */
const expected = (text: string, encoding: string) => iconv.decode(iconv.encode(text, encoding), encoding, { stripBOM: false });

describe('text in any encoding', () => {
  it.each(written)('%s, %s', async (encoding, sample) => {
    const text = samples[sample];
    const { outcome, pages } = await readBytes('letter.txt', iconv.encode(text, encoding));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(pages.map((page) => page.text).join('\n')).toBe(expected(text, encoding));
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be'])('%s with its mark', (encoding) => {
    for (const text of [samples.german, samples.japanese, samples.russian]) expect(decodeText(iconv.encode(text, encoding, { addBOM: true }))?.text).toBe(text);
  });

  it('many lines with few foreign letters among them', () => {
    const plain = 'The survey of the wall was made in the spring and showed no damage worth naming in this report.\r\n'.repeat(60);
    for (const [encoding, sample] of [['windows-1252', 'german'], ['windows-1251', 'russian'], ['shift_jis', 'japanese'], ['macintosh', 'french']] as const) expect(decodeText(iconv.encode(plain + samples[sample], encoding))?.text).toBe(expected(plain + samples[sample], encoding));
  });

  it('mail encoding of Japanese with escapes', () => {
    expect(decodeText(Buffer.from('Re: \x1b$B7@Ls=q$r\x1b(B sent\n', 'latin1'))).toEqual({ text: 'Re: 契約書を sent\n', encoding: 'iso-2022-jp' });
  });

  it('a few bad bytes do not make UTF-8 something else', () => {
    const bytes = Buffer.concat([Buffer.from(samples.german), Buffer.from([0xc3]), Buffer.from(samples.german)]);
    expect(decodeText(bytes)?.encoding).toBe('utf-8');
  });

  it('bytes that are no text in any encoding are none', () => {
    let seed = 11;
    const noise = Buffer.from(Array.from({ length: 20_000 }, () => 0x80 + ((seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) >> 16 & 127)));
    expect(decodeText(noise)).toBeNull();
  });

  it.each([['a.json', '{\n  "rent": 1200,\n  "due": "first"\n}'], ['a.xml', '<?xml version="1.0"?>\n<lease><rent>1200</rent></lease>'], ['a.yaml', 'rent: 1200\ndue: first'], ['a.py', 'def rent():\n    return 1200'], ['a.ics', 'BEGIN:VCALENDAR\nSUMMARY:Rent\nEND:VCALENDAR'], ['a.log', '12:00 rent paid\n12:01 done']])('%s is text with its lines', async (name, content) => {
    const { pages, outcome, facts } = await readBytes(name, content);
    expect(outcome.state).toBe('indexed');
    expect(facts?.format).toBe('text');
    expect(pages[0]).toMatchObject({ text: content, locator: { kind: 'lines', firstLine: 1, lastLine: content.split('\n').length } });
  });
});
