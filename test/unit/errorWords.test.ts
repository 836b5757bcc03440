import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../electron/shared/AppError.ts';
import { errorWords, reasonWords } from '../../electron/shared/errorWords.ts';

describe('errorWords', () => {
  it.each(errorCodes)('%s reads as sentences, with and without details', (code) => {
    for (const details of [{}, { path: 'a/b.pdf', id: 'x', name: 'reader', pid: 7, detail: 'page 3', message: 'odd' }]) {
      const { what, next } = errorWords[code](details);
      for (const text of [what, next]) {
        expect(text).toMatch(/^\S.*[.!?]$/);
        expect(text).not.toMatch(/undefined|\s{2}|\(\)|\s[.,)]|\.\./);
      }
    }
  });

  it('names the thing concerned', () => {
    expect(errorWords['profile-busy']({ name: 'carrel index', pid: 42 }).what).toBe('Carrel is already running on this profile (carrel index, process 42).');
    expect(errorWords['profile-busy']({ pid: 42 }).what).toBe('Carrel is already running on this profile (process 42).');
    expect(errorWords['model-missing']({ id: 'bge-small' }).what).toContain('bge-small');
  });
});

describe('reasonWords', () => {
  it('has words for known codes and does not hide unknown ones', () => {
    expect(reasonWords({ code: 'limit-exceeded', detail: '50,000 pages' }).what).toContain('50,000 pages');
    expect(reasonWords({ code: 'no-text', detail: '74' }, true).what).toBe('Without text, only pictures: page 74. The rest can be searched.');
    expect(reasonWords({ code: 'password-needed', detail: 'plan.zip, offer.pdf' }, true).what).toBe('Locked with a password and left out: plan.zip, offer.pdf. The rest can be searched.');
    expect(reasonWords({ code: 'file-damaged', detail: 'attachments; remarks 3, 5-7' }, true).what).toBe('Damaged and left out: the files attached to it; the remarks on page 3, 5-7. The rest can be searched.');
    expect(reasonWords({ code: 'format-unsupported', detail: 'Outlook data file (PST)' }).next).toContain('Outlook');
    expect(reasonWords({ code: 'something-new' }).what).toBe('Not read: something-new.');
  });
});
