import { findDates } from '../text/dates.ts';
import type { Language } from '../text/language.ts';
import { findNames } from '../text/names.ts';
import { contentStems, stem } from '../text/words.ts';

/** What is asked of a document as a whole. */
export type AboutKind = 'summary' | 'identity' | 'dates' | 'parties';

const documentNoun = 'handbook|guide|register|log|accounts|survey|certificate|schedule|notes|presentation|slides|spreadsheet|study|thesis|transcript|document|documents|file|files|contract|contracts|agreement|agreements|lease|leases|report|reports|letter|letters|policy|policies|invoice|invoices|paper|papers|filing|filings|manual|mail|mails|email|emails|e-mail|memo|minutes|statement|statements|text|pdf|page|pages|deed|will|offer|quote|proposal|brochure|article|dokument|dokumente|dokuments|datei|dateien|vertrag|verträge|vertrags|vertrages|mietvertrag|mietvertrags|arbeitsvertrag|bericht|berichte|berichts|brief|schreiben|rechnung|rechnungen|police|protokoll|unterlagen|angebot|handbuch|artikel|richtlinie|satzung|contrat|rapport|lettre|facture|informe|contrato|carta|factura|documento|documentos';
const nouns = new RegExp(String.raw`(?<!\p{L})(?:${documentNoun})(?!\p{L})`, 'giu');
const summaryWords = /\b(?:summari[sz]e|summary|summarising|overview|outline|gist|tl;?dr|key points?|main points?|main content|takeaways?|recap|abstract|zusammenfassung|zusammenfassen|überblick|kernpunkte|kernaussagen|inhalt|hauptpunkte|résume|résumé|résumer|resume|resumen|resumir|resuma)\b|\bfass(?:e|t)?\b.*\bzusammen\b/iu;
const identityWords = /\bwhat(?:'s| is| are| does)\b.*\b(?:this|these|it|that|about|say|contain)\b|\bwhat kind of\b|\bwas (?:ist|steht|enthält|sind)\b.*(?:das|dies|darin|drin|dieses|diese|dieser|im|in)|\bworum geht\b|\bwovon handelt\b|\bde quoi\b|\bqu['’]est-ce\b|\bde qué trata\b|\bqué es est[aeo]\b/iu;
const dateWords = /\b(?:key|important|main|relevant|all|the)?\s*(?:dates?|deadlines?|due dates|milestones|timeline|time limits)\b|\b(?:wichtige[nr]?|alle|die)?\s*(?:daten|termine|fristen|stichtage|zeitplan)\b|\bdates clés\b|\bfechas\b/iu;
const partyWords = /\b(?:parties|party|signatories|who signed|between whom|wer (?:hat )?unterschrieben|parteien|vertragsparteien|vertragspartner|unterzeichner|parties prenantes|partes)\b/iu;
/** "the board minutes", "this travel policy": the words before the noun say which document, not what of it. */
const describedNoun = new RegExp(String.raw`(?<!\p{L})(?:the|this|that|my|our|a|an|im|vom|zum|der|die|das|den|dem|des|diese[rsmn]?|mein|unser|le|la|el)\s+(?:(?!(?:of|in|for|from|with|on|about|and|or|to|von|für|mit|im|und|oder)\s)[\p{L}\p{N}'’&-]+\s+){0,3}(?:${documentNoun})(?!\p{L})(?:\s+(?:about|on|regarding|concerning|with|from|dated|über|zu|zum|zur|mit|vom)\s+[^?.!,;]{1,60}(?=[?.!]|$))?`, 'giu');
const fillers = 'give get list show name tell me us short brief quick please briefly long sentence sentences word words bullet bullets point points key main important relevant whole entire content contents thing things kind type sort this that these it here contain contained say said saying talk deal about involved who what kurz kurze kurzen kurzer bitte mal ganze ganzen gesamte gesamten wichtig wichtige wichtigen wichtigsten inhalt handelt geht steht gib nenne zeige stehen enthalten gelten gibt mir uns satz sätze sätzen clés importantes principales quick detailed'.split(' ');
const filler = new Set(fillers.map(stem));
const asked = new Set('summarise summarize summary overview outline gist tldr takeaway takeaways recap abstract zusammenfassung zusammenfassen zusammen fasse fass fasst überblick kernpunkte kernaussagen hauptpunkte résume résumé résumer resume resumen resumir resuma date dates deadline deadlines due milestone milestones timeline time limit limits daten termine fristen stichtage zeitplan fechas parties party signatories signed between parteien vertragsparteien vertragspartner unterzeichner unterschrieben partes worum wovon trata'.split(' ').map(stem));

/**
 * Whether a question asks about a document as a whole, and what. "Summarise the risk factors" does not: something of its
 * own is left once the words of asking, of documents, names and dates are taken away.
 */
export function readAbout(question: string, language: Language | null): AboutKind | null {
  const kind: AboutKind | null = partyWords.test(question) ? 'parties' : summaryWords.test(question) ? 'summary'
    : dateWords.test(question) ? 'dates' : identityWords.test(question) ? 'identity' : null;
  if (kind === null) return null;
  let rest = question.replace(describedNoun, ' ').replace(/\S+\.(?:pdf|docx?|html?|md|csv|txt)\b/gi, ' ').replace(nouns, ' ');
  // "Mietvertrag Hafenstraße": a name put after the noun says which one, though in German its capital alone would not.
  const isApposed = (start: number): boolean => new RegExp(String.raw`(?:${documentNoun})\s+$`, 'iu').test(question.slice(0, start));
  for (const name of [...findNames(question, language)].reverse()) {
    if (name.isCertain || isApposed(name.start)) rest = name.text.split(/\s+/).reduce((text, word) => text.replace(word, ' '), rest);
  }
  for (const date of findDates(question)) rest = rest.replace(date.text, ' ');
  rest = rest.replace(/\b(?:10-[qk]|8-k)s?\b/gi, ' ');
  const left = contentStems(rest, language, 'question').filter((word) => !filler.has(word) && !asked.has(word));
  return left.length === 0 ? kind : null;
}

/** "List all …", "how many contracts …", "which of my leases …": every document has to be looked at, not the best few. */
export function asksForAll(question: string): boolean {
  const noun = String.raw`(?:\p{L}+\s+){0,2}(?:${documentNoun})`;
  const forms = [
    String.raw`\b(?:list|find|show|name|give)\s+(?:me\s+)?(?:all|every|each)\b`, String.raw`\bhow many\s+(?:of\s+(?:my|the|these|our)\s+)?${noun}(?!\p{L})`,
    String.raw`\b(?:which|what)\s+(?:of\s+(?:my|the|these|our)\s+)?(?:contracts|agreements|leases|reports|letters|policies|invoices|documents|files|emails|e-mails|filings|papers)(?!\p{L})`,
    String.raw`\b(?:every|each|all)\s+(?:of\s+)?(?:my\s+|the\s+|our\s+)?(?:contracts?|agreements?|leases?|letters?|policies|policy|invoices?|documents?|files?|emails?)\b.*\b(?:that|which|where|with|containing|mentioning)\b`,
    String.raw`(?:^|\s)(?:liste|nenne|zeige|finde)\s+(?:mir\s+)?(?:bitte\s+)?(?:alle|sämtliche|jede)`, String.raw`(?:^|\s)wie\s*viele\s+(?:der\s+|unserer\s+|meiner\s+)?${noun}(?!\p{L})`,
    String.raw`(?:^|\s)(?:welche|in welchen)\s+(?:der\s+|unserer\s+|meiner\s+)?(?:verträge|verträgen|dokumente|dokumenten|dateien|berichte|berichten|rechnungen|briefe|briefen)(?!\p{L})`,
  ];
  return forms.some((form) => new RegExp(form, 'iu').test(question));
}

const strongOverTime = /\bover (?:time|the (?:\w+ )?(?:years|quarters|periods|months|reporting (?:period|time\w*)))\b|\bover (?:these|those|the reported|historical) \w+|\b(?:across|throughout|in|during|over) (?:all |the |these |those |each )?(?:\w+ )?(?:quarters|periods|years|reports|10-qs|filings|quarterly reports)\b|\b(?:each|every|per|by) (?:\w+ )?(?:quarter|period|year|reporting period|report)\b|\bquarter[ -](?:to|by|over)[ -]quarter\b|\byear[ -](?:to|by|on|over)[ -]year\b|\btrends?\b|\bevol(?:ve|ved|ution|ving)\b|\bhistory of\b|\bhistorical\b|\b(?:compared?|comparing|relative|against|than)\b.*\b(?:previous|prior|past|earlier|preceding)\s+(?:\w+\s+)?(?:quarters?|years?|periods?|reports?|ones?)\b|im zeitverlauf|über die (?:jahre|quartale|zeit)|(?:pro|je|jedes|jedem) (?:quartal|jahr)|entwickelt|entwicklung|au fil d|a lo largo|evolución/iu;
const weakOverTime = /\b(?:how (?:has|have|did)|has there been)\b.*\b(?:chang|shift|vari|fluctuat|grow|grew|develop|increas|decreas|alter)\w*/iu;

/** Whether the answer needs the same thing from several periods: "over time", "across these quarters", "compared to previous years". */
export function asksOverTime(question: string): boolean {
  if (strongOverTime.test(question)) return true;
  return weakOverTime.test(question) && !findDates(question).some((date) => date.quarter !== null || date.month !== null);
}
