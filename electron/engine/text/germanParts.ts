/** Nouns that German puts together into longer words in offices, trades and households, as they are spelt once folded (no umlauts, `ss`). */
const nouns = (
  'abfall abgabe abkommen ablauf ablehnung abnahme abrechnung abschlag abschluss abschnitt abschreibung absatz absicht abteilung abtretung abzug adresse akte aktie aktion alarm alter ampel amt analyse anbieter anfang anfrage angabe angebot ' +
  'anhang anlage anleihe anmeldung annahme anordnung anpassung anschluss anschrift anspruch anstalt anteil antrag antwort anwalt anweisung anwendung anzahl anzahlung anzeige arbeit arbeiter arzt aufgabe auflage auflosung aufnahme aufsicht auftrag ' +
  'aufwand aufwendung ausbildung ausfall ausgabe ausgleich auskunft ausland ausnahme ausschuss ausschluss ausweis auszahlung auszug auto bahn bank bau bauer baum beamter bedarf bedingung beginn begriff behandlung behorde beihilfe beilage beirat beitrag ' +
  'bekanntmachung belastung beleg belegschaft beleuchtung bemessung beratung berater berechnung berechtigung bereich bergbau bericht beruf bescheid bescheinigung beschluss beschreibung beschwerde besitz besitzer bestand bestatigung bestellung bestimmung besuch ' +
  'beteiligung betrag betreuer betreuung betrieb betrug bett bewerber bewerbung bewertung bezirk bezug bild bilanz bildung blatt boden bogen brand brief bruch brucke brutto buch buchung budget buhne bund burg burger burgschaft buro bus ' +
  'chef dach darlehen datei daten datum dauer daumen deckung denkmal depot dienst direktor dokument dorf druck durchschnitt ehe eigentum eigentumer einfuhr eingang einheit einkauf einkommen einlage einnahme einrichtung einsatz einwilligung einzug eisen ' +
  'eltern empfang empfanger ende energie entgelt entlassung entscheidung entschadigung entwicklung entwurf erbe erbschaft ereignis erfahrung erfolg ergebnis erhebung erhohung erklarung erlaubnis ernte ersatz ertrag erwerb erwerber erzeugnis etage ' +
  'fabrik fach fahigkeit fahrer fahrt fahrzeug fall falle familie farbe fassung fehler feier feld fenster ferien fest feuer figur film finanz firma fisch flache flasche fleisch flug flugzeug fluss folge forderung form formular forschung frage frau freiheit freigabe ' +
  'friede frist frucht fuhrer fuhrung fund funktion garage garantie garten gas gast gebaude gebiet gebot gebrauch gebuhr geburt gefahr gegenstand gehalt geld geldstrafe gemeinde genehmigung gerat gericht gesamt geschaft gesellschaft gesellschafter gesetz gesicht gesprach ' +
  'gestaltung gesundheit gewahrleistung gewerbe gewerkschaft gewicht gewinn gift glas glaubiger grenze grosse grund grundstuck gruppe gultigkeit gutachten gutschein gutschrift hafen haft haftung halle halt haltung hand handel handler handlung handwerk haus haushalt ' +
  'heft heim heizung herr herstellung hersteller hilfe hinweis hochschule hof hohe holz honorar hotel idee index industrie information inhaber inhalt insel institut interesse inventar investition jahr kalender kammer kanal kapital karte kasse kassen kauf kaufer kaution keller ' +
  'kind kirche klage klager klasse kleidung klinik knopf kohle kommission konferenz konto kontrolle konzern kopf korb korper kosten kraft kraftwerk krankheit kredit kreis krieg kunde kundigung kunst kurs kuste lage lager land leben leiter leistung lehre lehrer leitung lesung licht ' +
  'liebe lied lieferant lieferung linie liste lizenz lohn losung luft macht magazin mahnung makler mangel mann marke markt maschine mass massnahme material medien mehrheit meister meldung menge mensch messe messer messung metall miete mieter minderung ministerium minister minute mitglied mitteilung ' +
  'mittel mobel modell monat monitor montage motor museum musik muster nachfrage nachricht nachweis name natur netz niederlassung norm note notar notiz nummer nutzung nutzer objekt ordnung organ organisation ort pacht paket papier park partei partner patent patient pause pension person personal ' +
  'pfand pflege pflicht phase plan planung platz police politik polizei post posten praxis preis presse probe produkt produktion programm projekt protokoll provision prozess prufung prufer punkt qualitat quelle quittung quote rabatt rad rahmen rand rate rat raum rechner rechnung recht ' +
  'rede redner regel regelung register regierung reich reihe reise reiniger reinigung rente reparatur reserve rest revision richter richtlinie richtung ring risiko rohr rolle roman rucklage ruckstellung ruckzahlung ruf sache sachverhalt satz satzung schaden schein schiff schluss schlussel schrank schreiben schrift ' +
  'schuld schuldner schule schuler schutz see seite sekretar sendung senat serie sicherheit sicherung signal sitz sitzung software soldat sommer sonne sorge spiel spieler spitze sport sprache staat stadt stand standort statistik stelle stellung steuer stiftung stimme stock stoff storung strafe strasse strecke ' +
  'streit streik strom struktur stuck student studie studium stuhl stunde suche system tabelle tafel tag tarif tat tatigkeit teil termin test text theater thema tier tisch titel tochter tod ton trager transport treppe treuhand turm tur typ uberschuss ubersicht ubertragung uberweisung umfang umsatz ' +
  'umwelt unfall universitat unterhalt unterlage unternehmen unterschrift unterricht urkunde urlaub ursache urteil verband verbot verbrauch verbraucher verein vereinbarung verfahren verfassung vergleich vergutung verhaltnis verhandlung verkauf verkaufer verkehr verlag verlangerung verlauf verlust vermerk vermieter vermittlung ' +
  'vermogen verordnung verpachter verpflichtung versammlung versand versicherung version versorgung verstoss vertrag vertreter vertretung vertrieb verwalter verwaltung verzeichnis verzicht verzug video volk vollmacht volumen vorgang vorhaben vorlage vorname vorrat vorschlag vorschrift vorschuss vorsorge vorstand vorteil vortrag ' +
  'wache waffe wagen wahl wahrung wald wand ware warnung wartung wasser wechsel weg wein welt werbung werk werkstatt wert wettbewerb widerruf widerspruch winter wirkung wirtschaft wissenschaft woche wohnung wort wunsch zahl zahlung zeichen zeichnung zeit zeitung zentrale zentrum zertifikat zeuge zeugnis ziel zimmer zins ' +
  'zoll zone zufluss zug zugang zulage zulassung zusage zusammenfassung zuschlag zuschuss zustand zustellung zustimmung zutritt zuwendung zweck zweig'
).split(' ');

const endings = ['', 's', 'es', 'e', 'en', 'n', 'er', 'ern', 'in', 'innen', 'se', 'sen'] as const;

/** Every form of the nouns, also as the first half of a word (`miet` in `mietvertrag`), with the noun itself. Where two nouns share a form the shorter ending wins. */
const nounOf = new Map<string, string>();
for (const ending of endings) for (const noun of nouns) {
  const form = noun + ending;
  if (!nounOf.has(form)) nounOf.set(form, noun);
}
for (const noun of nouns) if (noun.endsWith('e') && noun.length > 4 && !nounOf.has(noun.slice(0, -1))) nounOf.set(noun.slice(0, -1), noun);

/** Shorter words are not taken apart, shorter halves do not count: too many end in something that looks like a noun. */
const [leastWord, leastFirst, leastLast] = [7, 3, 4];
const longestForm = Math.max(...[...nounOf.keys()].map(({ length }) => length));
/** What stands before a noun without being one: `gegenstand` is no kind of `stand`. */
const prefixes = new Set(['auf', 'aus', 'bei', 'ein', 'ent', 'gegen', 'hin', 'los', 'miss', 'mit', 'nach', 'uber', 'um', 'unter', 'ver', 'vor', 'weg', 'wider', 'zer', 'zu', 'zuruck', 'zusammen']);

/**
 * The nouns in a folded German word: of `kundigungsfristen` `frist` and `kundigung`, of `vertrage` `vertrag`; none of a word that is
 * not made of them. What stands before a known noun is split in turn, or given as it is where it is not known.
 */
export function germanParts(word: string): readonly string[] {
  const known = seen.get(word);
  if (known !== undefined) return known;
  const parts = split(word);
  if (seen.size > 50_000) seen.clear();
  seen.set(word, parts);
  return parts;
}

/** The same few thousand words come again with every page. */
const seen = new Map<string, readonly string[]>();

function split(word: string): readonly string[] {
  const whole = nounOf.get(word);
  if (whole !== undefined) return whole === word ? [] : [whole];
  if (word.length < leastWord || !/^[a-z]+$/.test(word)) return [];
  // The longest noun at the end is the one that is meant.
  for (let at = Math.max(leastFirst, word.length - longestForm); at <= word.length - leastLast; at += 1) {
    const last = nounOf.get(word.slice(at));
    const first = word.slice(0, at);
    if (last === undefined || last.length < leastLast || prefixes.has(first) || !/[aeiouy]/.test(first)) continue;
    return [last, ...firstHalf(first)];
  }
  return [];
}

function firstHalf(first: string): readonly string[] {
  for (const form of [first, first.replace(/s$/, '')]) {
    const noun = nounOf.get(form);
    if (noun !== undefined) return [noun];
    const parts = germanParts(form);
    if (parts.length > 0) return parts;
  }
  return first.length >= 4 ? [first.replace(/(?<=ung|heit|keit|schaft|ion|tat)s$/, '')] : [];
}

const declensions = ['ern', 'em', 'en', 'er', 'es', 'e', 's', 'n'] as const;

/** What is left of a folded German word without its declension, marked so that it is not taken for a word; none of short words and figures. */
export function germanStem(word: string): readonly string[] {
  if (!/^[a-z]{5,}$/.test(word)) return [];
  const ending = declensions.find((one) => word.endsWith(one) && word.length - one.length >= 4);
  return [`~${ending === undefined ? word : word.slice(0, -ending.length)}`];
}
