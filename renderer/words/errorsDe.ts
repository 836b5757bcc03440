import type { ErrorCode, ErrorDetails, PlainError } from '../../electron/shared/AppError.ts';
import { isInUse, isNoFile, type Words } from '../../electron/shared/errorWords.ts';

/** German words for every code; the compiler asks for those of a new one. */
const all: Readonly<Record<ErrorCode, (details: ErrorDetails) => Words>> = {
  'file-not-found': (d) => ({ what: `${named(d, 'path', 'Die Datei')} ist nicht mehr da.`, next: 'Legen Sie sie zurück und lassen Sie den Ordner auf Änderungen prüfen.' }),
  'file-not-readable': (d) => (isInUse(d) ? { what: `${named(d, 'path', 'Die Datei')} ist in einem anderen Programm geöffnet.`, next: 'Schließen Sie sie dort; beim nächsten Prüfen des Ordners wird sie gelesen.' }
    : isNoFile(d) ? { what: `${named(d, 'path', 'Was abgelegt wurde,')} ist keine Datei dieses Computers.`, next: 'Speichern Sie es zuerst in einem Ordner und legen Sie es von dort ab.' }
    : { what: `${named(d, 'path', 'Die Datei')} darf von diesem Benutzer nicht gelesen werden.`, next: 'Ändern Sie die Rechte und lassen Sie den Ordner auf Änderungen prüfen.' }),
  'file-not-writable': (d) => ({ what: `${named(d, 'path', 'Die Datei')} ließ sich nicht schreiben${because(d)}.`, next: 'Wählen Sie einen anderen Ort dafür.' }),
  'file-empty': (d) => ({ what: `${named(d, 'path', 'Die Datei')} ist leer.`, next: 'Nichts zu tun, außer sie sollte etwas enthalten.' }),
  'file-damaged': (d) => ({ what: `${named(d, 'path', 'Die Datei')} ist beschädigt und ließ sich nicht lesen${because(d)}.`, next: 'Öffnen Sie sie im eigenen Programm und speichern Sie sie neu, oder nehmen Sie eine andere Kopie.' }),
  'file-too-large': (d) => ({ what: `${named(d, 'path', 'Die Datei')} ist größer, als Carrel liest${because(d)}.`, next: 'Teilen Sie sie in kleinere Dateien.' }),
  'file-changed': (d) => ({ what: `${named(d, 'path', 'Die Datei')} hat sich geändert, seit sie gelesen wurde.`, next: 'Lassen Sie den Ordner auf Änderungen prüfen.' }),
  'file-special': () => ({ what: 'Das ist ein Gerät, eine Leitung oder ein Anschluss, keine Datei.', next: 'Nichts zu tun.' }),
  'link-loop': () => ({ what: 'Diese Verknüpfung führt zu sich selbst zurück.', next: 'Nichts zu tun, wenn der Ordner auch auf anderem Weg erreicht wird.' }),
  'link-broken': () => ({ what: 'Diese Verknüpfung führt nirgendwohin.', next: 'Setzen Sie sie neu oder löschen Sie sie.' }),
  'file-changed-kept': (d) => ({ what: `${named(d, 'path', 'Die Datei')} ist eine frühere Fassung: Die Datei wurde seither geändert. Was vorher daraus gelesen wurde, bleibt wegen einer Aufbewahrungspflicht.`, next: 'Die Datei, wie sie jetzt ist, steht daneben. Die frühere Fassung geht mit dem nächsten Blick in den Ordner, sobald die Aufbewahrungspflicht aufgehoben ist.' }),
  'file-gone-kept': (d) => ({ what: `${named(d, 'path', 'Die Datei')} liegt nicht mehr in ihrem Ordner. Was daraus gelesen wurde, bleibt: Eine Aufbewahrungspflicht oder Aufbewahrungsregel hält es fest.`, next: 'Es geht mit dem nächsten Blick in den Ordner, sobald es nichts mehr festhält.' }),
  'file-in-cloud': (d) => ({ what: `${named(d, 'path', 'Die Datei')} liegt noch beim Cloud-Anbieter; auf dieser Festplatte steht nur ein Platzhalter.`, next: 'Carrel lädt nichts herunter. Öffnen Sie sie einmal im eigenen Programm, oder wählen Sie „Immer auf diesem Gerät behalten“ (OneDrive) oder „Jetzt laden“ (iCloud); sobald sie da ist, wird sie gelesen.' }),
  'format-unsupported': (d) => ({
    what: `Diese Art von Datei wird noch nicht gelesen${because(d)}.`,
    next: String(d['detail']).startsWith('Outlook') ? 'Öffnen Sie sie in Outlook und ziehen Sie die nötigen Mails in einen Ordner: daraus werden Dateien, die gelesen werden.'
      : /(?:-Archiv| archive)$/.test(String(d['detail'])) ? 'Entpacken Sie sie in den Ordner, oder packen Sie sie als ZIP.' : 'Speichern Sie sie als PDF, DOCX, HTML, Markdown, CSV oder Text.',
  }),
  'password-needed': (d) => (d['detail'] === 'wrong password' ? { what: `Das angegebene Kennwort öffnet ${named(d, 'path', 'die Datei')} nicht.`, next: 'Prüfen Sie es und geben Sie es noch einmal ein, oder speichern Sie eine Kopie ohne.' } : { what: `${named(d, 'path', 'Die Datei')} ist mit einem Kennwort geschützt.`, next: 'Geben Sie das Kennwort ein, oder speichern Sie eine Kopie ohne.' }),
  'no-text': (d) => ({ what: `${named(d, 'path', 'Die Datei')} enthält keinen Text, nur Bilder${because(d)}.`, next: 'Daraus kann nichts zitiert werden.' }),
  'recognition-pending': (d) => ({ what: `Der Text in den Bildern wird noch erkannt${because(d)}.`, next: 'Das geht von selbst weiter; bis dahin werden die Bilder nicht durchsucht.' }),
  'recognition-failed': (d) => ({ what: `Der Text in den Bildern ließ sich nicht erkennen${because(d)}.`, next: 'Öffnen Sie die Datei in ihrem Programm und speichern Sie sie neu, oder scannen Sie sie noch einmal.' }),
  'reader-timeout': (d) => ({ what: `Das Lesen kam zu lange nicht voran und wurde abgebrochen${because(d)}.`, next: 'Öffnen Sie die Datei im eigenen Programm und speichern Sie sie neu.' }),
  'reader-memory': (d) => ({ what: `Das Lesen brauchte zu viel Speicher und wurde abgebrochen${because(d)}.`, next: 'Teilen Sie die Datei in kleinere.' }),
  'reader-crashed': (d) => ({ what: `Die Datei hat den Leser zum Absturz gebracht${because(d)}.`, next: 'Wahrscheinlich ist sie beschädigt. Öffnen Sie sie im eigenen Programm und speichern Sie sie neu.' }),
  'limit-exceeded': (d) => ({ what: `Sie übersteigt, was Carrel liest${because(d)}.`, next: 'Teilen Sie die Datei in kleinere.' }),
  'folder-not-found': (d) => ({ what: `Es gibt keinen Ordner und keine Datei ${named(d, 'path', 'dieses Namens')}.`, next: 'Prüfen Sie die Schreibweise.' }),
  'folder-away': (d) => ({ what: `${named(d, 'path', 'Der Ordner')} ist gerade nicht erreichbar.`, next: 'Verbinden Sie Laufwerk oder Netz. Die Dokumente bleiben durchsuchbar.' }),
  'folder-overlaps': (d) => ({ what: `${named(d, 'path', 'Der Ordner')} liegt in einem Ordner der Bibliothek oder um einen herum${d['folder'] === undefined ? '' : `: ${String(d['folder'])}`}.`, next: 'Entfernen Sie erst den anderen, oder lassen Sie es, wie es ist.' }),
  'document-unknown': () => ({ what: 'Dieses Dokument ist nicht in der Bibliothek.', next: 'Vielleicht wurde es entfernt, oder sein Ordner.' }),
  'page-unknown': (d) => ({ what: `Das Dokument hat keine Seite ${named(d, 'page', 'dieser Nummer')}${d['pages'] === undefined ? '' : `; es hat ${String(d['pages'])}`}.`, next: 'Wählen Sie eine andere Seite.' }),
  'scope-unknown': (d) => ({ what: `${named(d, 'path', 'Der Ort, an dem gesucht werden soll,')} ist kein Ordner und kein Dokument der Bibliothek.`, next: 'Nehmen Sie das Häkchen weg und fragen Sie noch einmal.' }),
  'removal-over': () => ({ what: 'Was entfernt wurde, hat die Bibliothek endgültig verlassen.', next: 'Fügen Sie Ordner oder Datei noch einmal hinzu; dann wird neu gelesen.' }),
  'profile-busy': () => ({ what: 'Ein anderes Carrel benutzt diese Bibliothek schon.', next: 'Schließen Sie das andere und versuchen Sie es noch einmal.' }),
  'library-unknown': () => ({ what: 'Diese Bibliothek gibt es nicht.', next: 'Beenden Sie Carrel und starten Sie neu.' }),
  'library-locked': () => ({ what: 'Die Bibliothek ist mit einer Passphrase gesperrt.', next: 'Geben Sie die Passphrase ein.' }),
  'passphrase-wrong': () => ({ what: 'Die Passphrase stimmt nicht.', next: 'Noch einmal: Großschreibung und Leerzeichen zählen.' }),
  'library-closed': () => ({ what: 'Die Bibliothek war einen Augenblick geschlossen, weil ihre Dateien neu geschrieben wurden.', next: 'Versuchen Sie es noch einmal.' }),
  'passphrase-missing': () => ({ what: 'Diese Bibliothek hat keine Passphrase; sie zu sperren würde nichts schützen.', next: 'Legen Sie erst eine Passphrase fest.' }),
  'kept-key-wrong': () => ({ what: 'Der Schlüssel im Schlüsselspeicher dieses Rechners öffnet die Bibliothek nicht mehr.', next: 'Tippen Sie die Passphrase; danach kann der Schlüssel neu aufbewahrt werden.' }),
  'key-store-missing': () => ({ what: 'Dieser Rechner hat keinen Schlüsselspeicher, der einen Schlüssel geheim hält.', next: 'Öffnen Sie die Bibliothek mit ihrer Passphrase.' }),
  'recovery-key-wrong': (d) => ({ what: `Der Wiederherstellungsschlüssel stimmt nicht${because(d)}.`, next: 'Tippen Sie ihn so ein, wie er gedruckt ist. Groß oder klein und Striche sind gleich.' }),
  'vault-damaged': () => ({ what: 'Die Datei mit dem Schlüssel der Bibliothek ist beschädigt.', next: 'Legen Sie vault.json aus einer Sicherung zurück. Ihre eigenen Dokumente sind unberührt.' }),
  'library-damaged': (d) => ({ what: `Die Datenbank der Bibliothek ist beschädigt${because(d)}.`, next: 'Nehmen Sie eine Sicherung, oder legen Sie eine neue Bibliothek an und fügen Sie die Ordner wieder hinzu. Ihre eigenen Dokumente sind unberührt.' }),
  'library-too-new': () => ({ what: 'Die Bibliothek stammt von einer neueren Carrel-Version.', next: 'Benutzen Sie diese Version.' }),
  'index-damaged': () => ({ what: 'Der Suchindex ist beschädigt.', next: 'Er wird aus der Bibliothek neu gebaut; nichts geht verloren.' }),
  'index-building': (d) => ({ what: `Der Suchindex wird gerade aus der Bibliothek neu gebaut${share(d)}. Bis dahin könnte etwas fehlen, darum wird nichts gesagt.`, next: 'Das geht von selbst weiter. Versuchen Sie es gleich noch einmal.' }),
  'disk-full': () => ({ what: 'Der Datenträger ist voll.', next: 'Schaffen Sie Platz; die Arbeit geht dort weiter, wo sie anhielt.' }),
  'hold-active': (d) => ({ what: `${named(d, 'path', 'Das')} steht unter Aufbewahrungspflicht und darf weder gelöscht noch entfernt werden.`, next: 'Heben Sie die Pflicht erst auf, wenn Sie das dürfen.' }),
  'retention-active': (d) => ({ what: `${named(d, 'path', 'Das')} ist nach einer Regel aufzubewahren${d['day'] === undefined ? '' : `, bis zum ${String(d['day'])}`}, und darf weder gelöscht noch entfernt werden.`, next: 'Warten Sie so lange, oder ändern Sie die Regel, wenn Sie das dürfen.' }),
  'erase-incomplete': (d) => ({ what: `Nach dem Löschen fanden sich noch Spuren des Dokuments${because(d)}.`, next: 'Beim nächsten Start wird es noch einmal versucht. Eine Bescheinigung gibt es noch nicht.' }),
  'audit-broken': (d) => ({ what: `Das Protokoll ist nicht heil${d['id'] === undefined ? '' : `: ab Eintrag ${String(d['id'])}`}.`, next: 'Jemand oder etwas hat die Bibliotheksdatei geändert. Vergleichen Sie sie mit einer Sicherung.' }),
  'policy-broken': (d) => ({ what: `Die Richtlinie dieses Rechners${d['path'] === undefined ? '' : ` (${String(d['path'])})`} ist nicht zu gebrauchen: ${named(d, 'problem', 'sie passt nicht')}.`, next: 'Carrel startet erst wieder, wenn die Verwaltung dieses Rechners sie in Ordnung gebracht hat.' }),
  'policy-forbids': (d) => ({ what: `Die Richtlinie dieses Rechners erlaubt das nicht (${named(d, 'setting', 'eine Einstellung')}): ${named(d, 'reason', 'ohne Angabe eines Grundes')}`.replace(/\.?$/, '.'), next: d['contact'] === undefined ? 'Fragen Sie die Verwaltung dieses Rechners.' : `Fragen Sie ${String(d['contact'])}.` }),
  'model-unknown': () => ({ what: 'Dieses Modell gibt es nicht.', next: 'Wählen Sie unter Modelle ein anderes.' }),
  'model-missing': () => ({ what: 'Das Modell ist nicht auf diesem Rechner.', next: 'Übernehmen Sie seine Datei unter Modelle. Ohne sie findet Carrel Stellen nach ihren Wörtern und antwortet in Zitaten.' }),
  'model-damaged': (d) => ({ what: `Die Modelldatei ${named(d, 'path', '')} ist beschädigt${because(d)}.`.replace('  ', ' '), next: 'Übernehmen Sie die Datei unter Modelle noch einmal.' }),
  'model-not-listed': (d) => ({ what: `Carrel weiß nichts über die Modelldatei ${named(d, 'path', '')}.`.replace(' .', '.'), next: 'Sie mag gehen; Lizenz und Güte müssen Sie selbst beurteilen.' }),
  'model-unsupported': (d) => ({ what: `Dieses Modell lässt sich hier nicht benutzen${because(d)}.`, next: 'Wählen Sie ein anderes.' }),
  'models-crashed': () => ({ what: 'Das Modell hielt unerwartet an und wurde neu gestartet.', next: 'Fragen Sie noch einmal. Geschieht es wieder, wählen Sie ein kleineres Modell.' }),
  'model-wrong-kind': () => ({ what: 'Das ist nicht die Art von Modell, die hier gebraucht wird.', next: 'Zum Antworten braucht es ein Chat-Modell, für die Sinnsuche ein Suchmodell.' }),
  'download-refused': (d) => ({ what: `Das Laden wurde abgelehnt${because(d)}.`, next: 'Ohne Ihre Erlaubnis wird nichts geladen. Erlauben Sie es, oder bringen Sie die Datei selbst.' }),
  'checksum-wrong': (d) => ({ what: `${named(d, 'path', 'Die Datei')} ist nicht die richtige: Die Prüfsumme stimmt nicht.`, next: 'Holen Sie sie noch einmal, beim zweiten Mal von anderswo.' }),
  'cancelled': () => ({ what: 'Angehalten.', next: 'Was vorher fertig war, bleibt.' }),
  'engine-stopped': () => ({ what: 'Der Teil von Carrel, der liest und sucht, hielt unerwartet an.', next: 'Versuchen Sie es noch einmal; nichts Gespeichertes ist verloren.' }),
  'helper-stopped': () => ({ what: 'Ein Teil von Carrel hielt unerwartet an.', next: 'Er startet von selbst neu. Versuchen Sie es noch einmal.' }),
  'port-closed': () => ({ what: 'Der Teil von Carrel, der liest und sucht, ist nicht erreichbar.', next: 'Starten Sie Carrel neu.' }),
  'input-invalid': (d) => ({ what: `Etwas Angegebenes ist nicht gültig${d['problem'] === undefined ? '' : `: ${String(d['problem'])}`}.`, next: 'Berichtigen Sie es und versuchen Sie es noch einmal.' }),
  'output-invalid': () => ({ what: 'Ein Teil von Carrel gab eine Antwort, die keinen Sinn ergibt.', next: 'Das ist ein Fehler in Carrel. Bitte melden Sie ihn.' }),
  'operation-unknown': () => ({ what: 'Die Teile von Carrel passen nicht zusammen.', next: 'Installieren Sie Carrel neu.' }),
  'offline': () => ({ what: 'Carrel benutzt kein Netz.', next: 'Bringen Sie die Datei auf anderem Weg.' }),
  'run-unknown': () => ({ what: 'Diese Liste gibt es nicht.', next: 'Vielleicht wurde sie gelöscht; fragen Sie erneut, um sie neu anzulegen.' }),
  'conversation-unknown': () => ({ what: 'Dieses Gespräch gibt es nicht.', next: 'Vielleicht wurde es gelöscht.' }),
  'internal': (d) => ({ what: `In Carrel ging etwas schief${d['message'] === undefined ? '' : `: ${String(d['message'])}`}.`, next: 'Versuchen Sie es noch einmal. Geschieht es wieder, melden Sie es bitte.' }),
};

export function errorDe(error: PlainError): Words {
  return all[error.code](error.details);
}

function named(details: ErrorDetails, key: string, otherwise: string): string {
  const value = details[key];
  return value === undefined ? otherwise : String(value);
}

function share({ done, total }: ErrorDetails): string {
  return typeof done === 'number' && typeof total === 'number' && total > 0 ? ` (${Math.floor((100 * done) / total)} % fertig)` : '';
}

function because(details: ErrorDetails): string {
  return details['detail'] === undefined ? '' : ` (${String(details['detail'])})`;
}
