import { describe, expect, it } from 'vitest';
import { linesOf } from '../../../renderer/components/cells.ts';
import { partMail } from '../../../renderer/features/source/mailHead.ts';

const part = (text: string, subject = 'Rent for May') => {
  const { subject: title, fields, rest } = partMail(text, linesOf(text), subject);
  return { subject: title === null ? null : text.slice(title.start, title.end), fields: fields.map(({ start, end, valueAt }) => [text.slice(start, valueAt), text.slice(valueAt, end)]), rest: rest.map(({ start, end }) => text.slice(start, end)).join('\n').trim() };
};

describe('the head of a mail', () => {
  it('is its subject and its fields; what was written stands below', () => {
    expect(part('Rent for May\n\nFrom: Anna Weber <a@b.example>\nTo: Office\nDate: 2 May 2024 09:00\nAttachments: lease.pdf\n\nDear all,\nNote: it is due.')).toEqual({
      subject: 'Rent for May', fields: [['From: ', 'Anna Weber <a@b.example>'], ['To: ', 'Office'], ['Date: ', '2 May 2024 09:00'], ['Attachments: ', 'lease.pdf']], rest: 'Dear all,\nNote: it is due.',
    });
  });
  it('may have no subject', () => {
    expect(part('From: Anna\nTo: Office\n\nHello', '')).toEqual({ subject: null, fields: [['From: ', 'Anna'], ['To: ', 'Office']], rest: 'Hello' });
  });
  it('is not on a later page, nor made of a body that begins like one', () => {
    for (const text of ['and so on.\nFrom: here it goes on', 'Note: it is due.\n\nYours', '', 'Rent for May\n\nDear all']) expect(part(text)).toEqual({ subject: null, fields: [], rest: text });
  });
});
