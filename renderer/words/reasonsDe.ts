import { errorCodes, type ErrorCode } from '../../electron/shared/AppError.ts';
import type { Words } from '../../electron/shared/errorWords.ts';
import { measureIn, megabytes, type Measure } from '../../electron/shared/reasonDetail.ts';
import { errorDe } from './errorsDe.ts';

/** Of a document whose rest can be searched, the reason names pages, attachments or members. */
const ofPart: Readonly<Partial<Record<ErrorCode, (place: string) => Words>>> = {
  'no-text': (place) => ({ what: `Ohne Text, nur Bilder: ${place}. Der Rest ist durchsuchbar.`, next: 'Daraus kann nichts zitiert werden.' }),
  'recognition-pending': (place) => ({ what: `Text wird noch erkannt: ${place}. Der Rest ist durchsuchbar.`, next: 'Das geht von selbst weiter.' }),
  'recognition-failed': (place) => ({ what: `Text ließ sich nicht erkennen: ${place}. Der Rest ist durchsuchbar.`, next: 'Scannen Sie diese Seiten noch einmal, oder speichern Sie die Datei in ihrem Programm neu.' }),
  'file-damaged': (place) => ({ what: `Beschädigt und ausgelassen: ${place}. Der Rest ist durchsuchbar.`, next: 'Öffnen Sie die Datei im eigenen Programm und speichern Sie sie neu, oder nehmen Sie eine andere Kopie.' }),
  'password-needed': (place) => ({ what: `Mit einem Kennwort gesperrt und ausgelassen: ${place}. Der Rest ist durchsuchbar.`, next: 'Geben Sie das Kennwort an, oder speichern Sie eine Kopie ohne Kennwort.' }),
  'limit-exceeded': (place) => ({ what: `Nur ein Teil wurde gelesen, bis an eine Grenze${place === '' ? '' : ` (${place})`}.`, next: 'Teilen Sie die Datei in kleinere, um alles zu haben.' }),
  'format-unsupported': (place) => ({ what: `Von einer Art, die nicht gelesen wird, und ausgelassen: ${place}. Der Rest ist durchsuchbar.`, next: 'Speichern Sie sie als PDF, DOCX, HTML, Markdown, CSV oder Text.' }),
};

/** Pages come as their numbers, parts as their names, and of a PDF `attachments` for all files in it and `remarks 3, 5-7` for what readers left on these pages. */
const isPages = /^[\d\s,…-]+$/;
const isRemarks = /^remarks ([\d\s,…-]+)$/;

function placeOf(detail: string): string {
  return detail.split('; ').map((one) => (isPages.test(one) ? `Seite ${one}` : one === 'attachments' ? 'die angehängten Dateien' : one.replace(isRemarks, 'die Anmerkungen auf Seite $1'))).map(inWords).join('; ');
}

/** Kinds of files that are not read: their names are those the reader gives them. */
const kinds: Readonly<Record<string, string>> = {
  'film': 'Film', 'sound': 'Ton', 'font': 'Schrift', 'program': 'Programm', 'picture': 'Bild', 'model file': 'Modelldatei', 'SQLite database': 'SQLite-Datenbank', 'Outlook data file (PST)': 'Outlook-Datendatei (PST)', 'unknown binary data': 'unbekannte Daten', 'old Office file': 'alte Office-Datei',
  'old Word file': 'alte Word-Datei', 'Excel workbook of before 1993': 'Excel-Mappe von vor 1993', 'Excel binary workbook': 'binäre Excel-Mappe', 'encrypted Office file': 'verschlüsselte Office-Datei', 'zip encryption': 'ZIP-Verschlüsselung',
};

/** A limit or a kind of file in words, everything else as it is. */
function inWords(detail: string): string {
  const found = measureIn(detail);
  if (found === null) return kinds[detail] ?? detail.replace(/^([\w-]+) archive$/, '$1-Archiv').replace(/^(\w+) picture$/, '$1-Bild');
  const { name, measure, count, of } = found;
  const many = count.toLocaleString('de');
  const words: Readonly<Record<Measure, string>> = {
    pages: of === null ? `mehr als ${many} Seiten` : `die ersten ${many} von ${of.toLocaleString('de')} Seiten`, rows: `die ersten ${many} Zeilen`, cells: `die ersten ${many} Zellen`, bytes: `${megabytes(count).toLocaleString('de')} MB`, unpacked: `entpackt mehr als ${megabytes(count).toLocaleString('de')} MB`,
    parts: `mehr als ${many} Dateien darin`, members: `${many} Dateien darin`, depth: `${many}-fach verschachtelt`, pixels: `ein Bild von ${Math.round(count / 1e6).toLocaleString('de')} Millionen Bildpunkten`,
  };
  return name === null ? words[measure] : `${name}: ${words[measure]}`;
}

export function reasonDe(reason: { readonly code: string; readonly detail?: string | undefined }, isPartly: boolean): Words {
  const { detail } = reason;
  const code = errorCodes.find((known) => known === reason.code);
  if (code === undefined) return { what: `Nicht gelesen: ${reason.code}${detail === undefined ? '' : ` (${inWords(detail)})`}.`, next: 'Öffnen Sie die Datei im eigenen Programm und speichern Sie sie neu.' };
  return (isPartly && (detail !== undefined || code === 'limit-exceeded') ? ofPart[code]?.(placeOf(detail ?? '')) : undefined) ?? errorDe({ code, details: detail === undefined ? {} : { detail: inWords(detail) } });
}
