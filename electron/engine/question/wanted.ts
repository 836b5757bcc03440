/** What an answer would be made of: a figure, a date, a person, a reason in prose, the parts of something, or whatever there is. */
export type WantedKind = 'figure' | 'date' | 'person' | 'reason' | 'list' | 'any';

const list = /\b(?:breakdown|broken down|distribution|distributed|by (?:segment|region|category|product|type|country|department)|each (?:segment|region|category|product|service)|respective|split|composition|aufteilung|aufgeschlüsselt|verteilung|nach (?:segment|region|kategorie)\w*)\b/iu;
const reason = /\b(?:why|drivers?|driving|driven|factors?|reasons?|causes?|impacts?|impacted|effects?|affect(?:s|ed)?|influenc\w+|contribut\w+|implications?|discuss\w*|describe|explain|risks?|strateg\w+|proceedings|contingenc\w+|liabilit\w+|policy|policies|disclos\w+|announce\w*|warum|wieso|weshalb|gr(?:u|ü)nde?|ursachen?|auswirkung\w*|erkläre|beschreibe|risik\w+|pourquoi|por qué)\b/iu;
const figure = /\bhow (?:much|many|high|large|big|long|old|far|often)\b|\b(?:percentage|percent|proportion|ratio|rate|amount|total|sum|number|revenues?|sales|income|earnings|profit|loss|margin|costs?|expenses?|expenditures?|spending|price|fee|rent|salary|budget|balance|cash flows?|cash|value|deposit|premium|interest|inventory|inventories|debt|shares?)\b|(?:^|\s)wie\s*(?:viele?|hoch|groß|lange?|alt|oft|teuer)\b|\b(?:miete|kosten|betrag|summe|preis|gebühr|umsatz|gewinn|verlust|anteil|prozent|gehalt|kaution|prämie|zins\w*|combien|montant|prix|loyer|cuánt[oa]s?|importe|precio)\b/iu;
const date = /\b(?:when|what date|which date|what year|which year|by when|until when|since when|deadline|due date|wann|bis wann|seit wann|welches datum|an welchem tag|in welchem jahr|quand|quelle date|cuándo|qué fecha|expir\w+|terminat\w+ date|start date|end date)\b/iu;
const person = /\b(?:who|whom|whose|wer|wen|wem|wessen|qui|quién|quiénes)\b/iu;

/** Told from the words of asking alone. */
export function wantedKind(question: string): WantedKind {
  if (date.test(question)) return 'date';
  if (list.test(question)) return 'list';
  if (reason.test(question)) return 'reason';
  if (figure.test(question)) return 'figure';
  return person.test(question) ? 'person' : 'any';
}
