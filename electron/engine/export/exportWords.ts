import type { GoThroughVerdict, GoThroughWhy } from '../../shared/goThroughContract.ts';
import type { Support, Verdict } from '../../shared/schemas.ts';

/** The languages exported files are written in. What documents say stays as it is. */
export type ExportLanguage = 'en' | 'de';

export type ExportWords = {
  readonly document: string; readonly verdict: string; readonly basis: string; readonly place: string; readonly quote: string; readonly why: Readonly<Record<GoThroughWhy, string>>; readonly verdicts: Readonly<Record<GoThroughVerdict, string>>;
  readonly question: string; readonly answer: string; readonly sources: string; readonly closest: string; readonly noAnswer: string; readonly made: string; readonly documents: string; readonly searched: (documents: number, total: number) => string; readonly unreadable: string;
  readonly answerVerdicts: Readonly<Record<Verdict, string>>; readonly supports: Readonly<Record<Support, string>>; readonly model: string; readonly noModel: string; readonly calculated: string; readonly page: string; readonly pageText: string;
  readonly fingerprints: string; readonly settings: string; readonly packTitle: string; readonly packNote: string; readonly changedSince: string; readonly noPicture: string;
};

const all: Readonly<Record<ExportLanguage, ExportWords>> = {
  en: {
    document: 'Document', verdict: 'Verdict', basis: 'Because it', place: 'Place', quote: 'Quote', verdicts: { yes: 'yes', no: 'no', unclear: 'unclear', unread: 'could not be read' },
    why: {
      'says': 'says it', 'contrary': 'says the contrary', 'other-party': 'says it of the other side', 'definition': 'only defines the term', 'near': 'comes near it', 'both': 'says it and the contrary', 'nothing': 'says nothing of it',
      'partly-read': 'could be read in part only', 'not-read': 'could not be read',
    },
    question: 'Question', answer: 'Answer', sources: 'Sources', closest: 'Closest passages, which do not answer it', noAnswer: 'No answer was given.', made: 'Made on', documents: 'Documents',
    searched: (documents, total) => `Searched ${documents} of ${total} documents.`, unreadable: 'Could not, or not wholly, be read',
    answerVerdicts: { 'answered': 'Answered', 'partly': 'Answered in part', 'not-in-documents': 'Not in the documents' }, supports: { supported: '✓ found in its source', partly: '◐ found in part', unsupported: '✗ not found' },
    model: 'Model', noModel: 'none: the answer is made of quotes', calculated: 'Calculation', page: 'page', pageText: 'The page as it was read', fingerprints: 'Fingerprints (SHA-256)', settings: 'Settings',
    packTitle: 'Evidence pack', packNote: 'Made by Carrel from the documents named here, on one computer, offline. Quotes are word for word. The same in a form for programs: evidence.json.',
    changedSince: 'The file is not the one that was read: it was changed since, or is gone.', noPicture: 'This kind of document has no pages to draw.',
  },
  de: {
    document: 'Dokument', verdict: 'Urteil', basis: 'Denn es', place: 'Stelle', quote: 'Zitat', verdicts: { yes: 'ja', no: 'nein', unclear: 'unklar', unread: 'nicht lesbar' },
    why: {
      'says': 'sagt es', 'contrary': 'sagt das Gegenteil', 'other-party': 'sagt es von der anderen Seite', 'definition': 'bestimmt nur den Begriff', 'near': 'kommt dem nahe', 'both': 'sagt es und das Gegenteil', 'nothing': 'sagt nichts davon',
      'partly-read': 'war nur zum Teil lesbar', 'not-read': 'war nicht lesbar',
    },
    question: 'Frage', answer: 'Antwort', sources: 'Quellen', closest: 'Nächste Stellen, die sie nicht beantworten', noAnswer: 'Es wurde keine Antwort gegeben.', made: 'Erstellt am', documents: 'Dokumente',
    searched: (documents, total) => `${documents} von ${total} Dokumenten durchsucht.`, unreadable: 'Nicht oder nicht ganz lesbar',
    answerVerdicts: { 'answered': 'Beantwortet', 'partly': 'Zum Teil beantwortet', 'not-in-documents': 'Nicht in den Dokumenten' }, supports: { supported: '✓ in der Quelle gefunden', partly: '◐ zum Teil gefunden', unsupported: '✗ nicht gefunden' },
    model: 'Modell', noModel: 'keines: Die Antwort besteht aus Zitaten', calculated: 'Rechnung', page: 'Seite', pageText: 'Die Seite, wie sie gelesen wurde', fingerprints: 'Prüfsummen (SHA-256)', settings: 'Einstellungen',
    packTitle: 'Belegmappe', packNote: 'Von Carrel aus den hier genannten Dokumenten erstellt, auf einem Rechner, ohne Netz. Zitate sind wortgetreu. Dasselbe für Programme: evidence.json.',
    changedSince: 'Die Datei ist nicht mehr die gelesene: Sie wurde seitdem geändert oder fehlt.', noPicture: 'Diese Art Dokument hat keine Seiten, die sich zeichnen lassen.',
  },
};

export function exportWords(language: ExportLanguage): ExportWords {
  return all[language];
}
