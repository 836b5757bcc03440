import { describe, expect, it } from 'vitest';
import { errorCodes } from '../../electron/shared/AppError.ts';
import { errorWords } from '../../electron/shared/errorWords.ts';
import { reasonWords } from '../../electron/shared/reasonWords.ts';
import { errorDe } from '../../renderer/words/errorsDe.ts';
import { reasonDe } from '../../renderer/words/reasonsDe.ts';

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

  it('has words of its own, in both languages, for what was dropped without a file behind it', () => {
    const error = { code: 'file-not-readable', details: { path: 'chart.png', detail: 'no-file' } } as const;
    expect(errorWords['file-not-readable'](error.details)).toEqual({ what: 'chart.png is no file of this computer.', next: 'Save it in a folder first, then drop it from there.' });
    expect(errorDe(error)).toEqual({ what: 'chart.png ist keine Datei dieses Computers.', next: 'Speichern Sie es zuerst in einem Ordner und legen Sie es von dort ab.' });
  });
});

describe('reasonWords', () => {
  it('has words for every limit, in English and in German, and none of the other language', () => {
    const limits = ['pages 2/5000', 'pages 70000', 'rows 20000', 'cells 5000000', 'bytes 134217728', 'unpacked 536870912', 'parts 10000', 'members 100000', 'depth 256', 'pixels 4294836225', 'prices.csv: rows 20000', ''];
    const texts = limits.map((detail) => ({ code: 'limit-exceeded', ...(detail === '' ? {} : { detail }) })).flatMap((reason) => [[reasonWords(reason, true).what, reasonDe(reason, true).what], [reasonWords(reason).what, reasonDe(reason, false).what]]);
    for (const [english = '', german = ''] of texts) {
      expect(english).toMatch(/^(?:Only a part was read, up to a limit|It goes beyond what Carrel reads)(?: \([^()]+\))?\.$/);
      expect(german).toMatch(/^(?:Nur ein Teil wurde gelesen, bis an eine Grenze|Sie übersteigt, was Carrel liest)(?: \([^()]+\))?\.$/);
      expect(german).not.toMatch(/\b(?:pages|rows|cells|bytes|unpacked|parts|members|depth|pixels|of|the|files)\b/);
    }
    expect(texts[0]).toEqual(['Only a part was read, up to a limit (the first 2 of 5,000 pages).', 'Nur ein Teil wurde gelesen, bis an eine Grenze (die ersten 2 von 5.000 Seiten).']);
    expect(texts[20]?.[1]).toBe('Nur ein Teil wurde gelesen, bis an eine Grenze (prices.csv: die ersten 20.000 Zeilen).');
  });

  it('names kinds of files that are not read in the language of the window', () => {
    for (const [detail, german] of [['film', 'Film'], ['7-Zip archive', '7-Zip-Archiv'], ['HEIC picture', 'HEIC-Bild'], ['SQLite database', 'SQLite-Datenbank'], ['unknown binary data', 'unbekannte Daten']] as const) expect(reasonDe({ code: 'format-unsupported', detail }, false).what).toBe(`Diese Art von Datei wird noch nicht gelesen (${german}).`);
    expect(reasonDe({ code: 'password-needed', detail: 'wrong password' }, false).what).toBe('Das angegebene Kennwort öffnet die Datei nicht.');
    expect(reasonWords({ code: 'password-needed', detail: 'wrong password' }).what).toBe('The password given does not open the file.');
  });

  it('has words for known codes and does not hide unknown ones', () => {
    expect(reasonWords({ code: 'no-text', detail: '74' }, true).what).toBe('Without text, only pictures: page 74. The rest can be searched.');
    expect(reasonWords({ code: 'password-needed', detail: 'plan.zip, offer.pdf' }, true).what).toBe('Locked with a password and left out: plan.zip, offer.pdf. The rest can be searched.');
    expect(reasonWords({ code: 'file-damaged', detail: 'attachments; remarks 3, 5-7' }, true).what).toBe('Damaged and left out: the files attached to it; the remarks on page 3, 5-7. The rest can be searched.');
    expect(reasonWords({ code: 'format-unsupported', detail: 'Outlook data file (PST)' }).next).toContain('Outlook');
    expect(reasonWords({ code: 'something-new' }).what).toBe('Not read: something-new.');
  });
});
