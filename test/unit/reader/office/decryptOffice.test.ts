import { describe, expect, it } from 'vitest';
import { encryptAgile, encryptStandard } from '../../../fixtures/encryptOffice.ts';
import { docxOf, sheetData, xlsxOf } from '../../../fixtures/officeFiles.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

const letter = docxOf('<w:p><w:r><w:t>The rent is due in May.</w:t></w:r></w:p>');

describe('encrypted Office files', () => {
  it.each([['agile', encryptAgile(letter, 'geheim ✓')], ['standard', encryptStandard(letter, 'geheim ✓')]])('%s: opened with the password alone', async (_name, bytes) => {
    expect(await readBytes('a.docx', bytes, { password: 'geheim ✓' })).toMatchObject({ text: 'The rent is due in May.', outcome: { state: 'indexed' }, facts: { format: 'docx' } });
    expect((await readBytes('a.docx', bytes)).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed' } });
    expect((await readBytes('a.docx', bytes, { password: 'Geheim' })).outcome).toEqual({ state: 'skipped', reason: { code: 'password-needed', detail: 'wrong password' } });
  });

  it('longer than a segment, and locked so that nobody is asked', async () => {
    const rows = Array.from({ length: 3_000 }, (_value, index) => [`Name ${(index * 7919) % 10_007}`, (index * 104_729) % 99_991]);
    const { text, outcome } = await readBytes('b.xlsx', encryptAgile(xlsxOf([{ name: 'S', xml: sheetData(rows) }]), 'VelvetSweatshop'));
    expect(outcome.state).toBe('indexed');
    expect(text.length).toBeGreaterThan(30_000);
  });

  it('end clearly where they are damaged, turn without end, or use another cipher', async () => {
    const bytes = encryptAgile(letter, 'x');
    expect((await readBytes('c.docx', encryptAgile(letter, 'x', { stated: 4_000_000_000 }), { password: 'x' })).outcome).toMatchObject({ state: 'failed', reason: { code: 'limit-exceeded' } });
    expect((await readBytes('c.docx', encryptAgile(letter, 'x', { cipher: 'RC2' }), { password: 'x' })).outcome).toMatchObject({ state: 'skipped', reason: { code: 'format-unsupported' } });
    expect((await readBytes('c.docx', Buffer.from(bytes.toString('latin1').replace('keyBits="256"', 'keyBits="255"'), 'latin1'), { password: 'x' })).outcome).toMatchObject({ state: 'failed', reason: { code: 'file-damaged' } });
    expect((await readBytes('c.docx', encryptAgile(Buffer.from('no archive at all'), 'x'), { password: 'x' })).outcome).toMatchObject({ state: 'failed', reason: { code: 'file-damaged' } });
  });
});
