import type { PassageRecord, PageRecord } from './library/records.ts';
import type { AboutKind } from './question/kind.ts';
import { findDates, isoDate } from './text/dates.ts';
import { PageText, type PageUnit } from './text/PageText.ts';
import { neutralise } from './text/neutralise.ts';
import type { Phrases } from './text/phrases.ts';

/** One document as a whole: its pages and passages in reading order. */
export type WholeDocument = {
  readonly title: string; readonly path: string; readonly pageCount: number; readonly pages: readonly PageRecord[]; readonly passages: readonly PassageRecord[];
};

/** Words of the document with what is said of them; `text` is told in the answer, the range is its quote. */
export type AboutQuote = { readonly passage: PassageRecord; readonly start: number; readonly end: number; readonly text: string };

/** A part of the document under one heading, for writing about it section by section. */
export type Section = { readonly heading: string; readonly passages: readonly PassageRecord[] };

const maxSections = 8;
/** With more headings than this a document is told by the outermost ones. */
const mostHeadings = 24;
const maxDates = 12;
const maxParties = 5;
const titleLength = 300;
const maxTitleLines = 6;

/** What a document says about itself, in quotes. Never empty where the document has a sentence. Pure. */
export function tellAbout(document: WholeDocument, kind: AboutKind, phrases: Phrases): AboutQuote[] {
  const reader = new Reader(document, phrases);
  switch (kind) {
    case 'dates': return fallBack(datesOf(reader), reader);
    case 'parties': return fallBack(partiesOf(reader), reader);
    case 'identity': return [...reader.titleBlock(), ...reader.opening(2)];
    case 'summary': {
      const opening = [...reader.titleBlock(), ...reader.opening(2)];
      return [...opening, ...outlineOf(document, reader, opening)];
    }
  }
}

/**
 * The sections of a document in reading order: by its innermost headings, or by its pages where it has none. At most `limit`:
 * those that sum up first, the rest spread over the whole.
 */
export function sectionsOf(document: WholeDocument, limit = maxSections): Section[] {
  const isNamed = document.passages.some((passage) => headingOf(passage) !== '');
  const sections: { heading: string; passages: PassageRecord[] }[] = [];
  for (const passage of document.passages) {
    const heading = isNamed ? headingOf(passage) : `${passage.page}`;
    const last = sections.at(-1);
    if (last !== undefined && last.heading === heading) last.passages.push(passage);
    else sections.push({ heading, passages: [passage] });
  }
  const telling = sections.filter((section) => section.passages.some((passage) => passage.text.length > 80));
  // What heads page after page is the document's name, not a section's.
  const counts = Map.groupBy(telling, ({ heading }) => heading);
  const own = telling.filter(({ heading }) => (counts.get(heading)?.length ?? 0) <= 2);
  const chosen = chooseSections(own.length > 0 ? own : telling.length > 0 ? telling : sections, limit);
  return chosen.map((section) => (isNamed ? section : { ...section, heading: '' }));
}

const summing = /\b(?:summary|overview|highlights?|introduction|abstract|conclusions?|purpose|scope|key (?:points|facts)|results?|recommendations?|decisions?)\b|(?<!\p{L})(?:zusammenfassung|überblick|einleitung|zweck|fazit|ergebnis\p{L}*|beschl(?:uss|üsse)\p{L}*|résumé|introducción|resumen)(?!\p{L})/iu;

function chooseSections<T extends { readonly heading: string }>(sections: readonly T[], limit: number): T[] {
  if (sections.length <= limit) return [...sections];
  const first = sections.filter(({ heading }) => summing.test(heading)).slice(0, Math.ceil(limit / 2));
  const others = spread(sections.filter((section) => !first.includes(section)), limit - first.length);
  return sections.filter((section) => first.includes(section) || others.includes(section));
}

function headingOf(passage: PassageRecord): string {
  return passage.headingPath.findLast((heading) => !heading.includes(' | ')) ?? '';
}

function fallBack(found: readonly AboutQuote[], reader: Reader): AboutQuote[] {
  return found.length > 0 ? [...found] : reader.opening(2);
}

/** First sentences section by section, without those told already. Short sections share a passage, so headings are also looked for on the pages. */
function outlineOf(document: WholeDocument, reader: Reader, told: readonly AboutQuote[]): AboutQuote[] {
  const byPage = reader.openings();
  const firsts = byPage.length >= 2 && byPage.length <= mostHeadings ? byPage : sectionsOf(document).flatMap((section) => {
    const quote = section.passages.map((passage) => reader.firstSentence(passage)).find((item) => item !== null) ?? null;
    return quote === null ? [] : [{ heading: section.heading, quote }];
  });
  const found: AboutQuote[] = [];
  for (const { heading, quote } of chooseSections(firsts.filter((first) => !told.some((other) => isSame(other, first.quote))), maxSections)) {
    if (found.some((other) => isSame(other, quote))) continue;
    found.push({ ...quote, text: heading === '' ? quote.text : `${neutralise(heading)} – ${quote.text}` });
  }
  return found;
}

const weighty = /\b(?:begin\w*|start\w*|commenc\w*|end(?:s|ed|ing)?|expir\w*|terminat\w*|due|deadline|effective|sign\w*|dated|date of|no later than|until|by|before|renew\w*|notice|payable|deliver\w*|completion|closing|from|period)\b|(?<!\p{L})(?:beginn\w*|endet|ende|ablauf\w*|läuft|kündig\w*|frist\w*|fällig\w*|spätestens|bis|ab|zum|gültig|unterzeichn\w*|vom|stichtag|abgabe|lieferung)(?!\p{L})/iu;

/** Days and months with the sentences that name them, in the order of time; those that bind somebody before the others. */
function datesOf(reader: Reader): AboutQuote[] {
  const found = new Map<string, { readonly quote: AboutQuote; readonly iso: string; readonly weight: number }>();
  for (const { quote, raw } of reader.sentences()) {
    for (const date of findDates(raw)) {
      const iso = isoDate(date);
      if (iso === null || date.month === null) continue;
      const weight = (date.day === null ? 0 : 1) + (weighty.test(raw) ? 2 : 0) - (raw.length > 450 ? 2 : raw.length > 250 ? 1 : 0);
      const known = found.get(iso);
      if (known === undefined || weight > known.weight) found.set(iso, { quote: { ...quote, text: `${date.text.replace(/\s+/g, ' ')} – ${quote.text}` }, iso, weight });
    }
  }
  const best = [...found.values()].sort((a, b) => b.weight - a.weight).slice(0, maxDates);
  return best.sort((a, b) => a.iso.localeCompare(b.iso)).map(({ quote }) => quote);
}

const partyMarks = /\b(?:between|by and (?:between|among)|parties|party|hereinafter|referred to as|landlord|lessor|tenant|lessee|employer|employee|buyer|seller|purchaser|client|customer|contractor|supplier|licensor|licensee|borrower|lender|registrant|insurer|insured|policyholder|signed (?:by|for))\b|(?<!\p{L})(?:zwischen|vertragspartei\p{L}*|parteien|nachfolgend|vermieter\p{L}*|mieter\p{L}*|arbeitgeber\p{L}*|arbeitnehmer\p{L}*|käufer\p{L}*|verkäufer\p{L}*|auftraggeber\p{L}*|auftragnehmer\p{L}*|versicherer|versicherungsnehmer\p{L}*|darlehens(?:geber|nehmer)\p{L}*|unterzeichnet von)(?!\p{L})/iu;
const personOrFirm = /\b(?:Inc|Corp|Corporation|Company|Ltd|LLC|LLP|PLC|GmbH|AG|KG|SE|S\.A|SARL|B\.V)\b|\b(?:Mr|Mrs|Ms|Dr|Herr|Frau)\b|\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+/u;

function partiesOf(reader: Reader): AboutQuote[] {
  const scored: { quote: AboutQuote; score: number }[] = [];
  for (const { quote, raw, at } of reader.sentences(6)) {
    if (!partyMarks.test(raw) || !personOrFirm.test(raw) || formText.test(raw)) continue;
    const marks = raw.match(new RegExp(partyMarks, 'giu'))?.length ?? 0;
    scored.push({ quote, score: marks + (/\b(?:between|zwischen)\b/i.test(raw) ? 2 : 0) - at * 0.02 - (raw.length > 500 ? 1 : 0) });
  }
  return scored.sort((a, b) => b.score - a.score).slice(0, maxParties).map(({ quote }) => quote);
}

/** A document's sentences by page, cut when first needed. */
class Reader {
  readonly #document: WholeDocument;
  readonly #phrases: Phrases;
  readonly #pages = new Map<number, PageText>();

  constructor(document: WholeDocument, phrases: Phrases) {
    this.#document = document;
    this.#phrases = phrases;
  }

  /** The lines a document begins with before its first sentence: what it calls itself. */
  titleBlock(): AboutQuote[] {
    const [passage] = this.#document.passages;
    if (passage === undefined) return [];
    const page = this.#page(passage.page);
    const lines: PageUnit[] = [];
    for (const unit of page.unitsIn(passage.start, passage.end)) {
      if (isTelling(unit, page.text.slice(unit.start, unit.end)) || unit.end - passage.start > titleLength || lines.length === maxTitleLines) break;
      lines.push(unit);
    }
    const [first] = lines;
    const last = lines.at(-1);
    return first === undefined || last === undefined ? [] : [this.#quote(passage, first.start, last.end)];
  }

  /** The first sentences that say something; where there is none, the first words there are. */
  opening(count: number): AboutQuote[] {
    const found: AboutQuote[] = [];
    for (const { quote, unit, raw } of this.sentences(4)) {
      if (isTelling(unit, raw)) found.push(quote);
      if (found.length === count) return found;
    }
    if (found.length > 0) return found;
    const [first] = this.#document.passages;
    return first === undefined ? [] : [this.#quote(first, first.start, Math.min(first.end, first.start + 300))];
  }

  firstSentence(passage: PassageRecord): AboutQuote | null {
    const page = this.#page(passage.page);
    const unit = page.unitsIn(passage.start, passage.end).find((item) => item.start >= passage.start && isTelling(item, page.text.slice(item.start, item.end)));
    return unit === undefined ? null : this.#quote(passage, unit.start, unit.end);
  }

  /** Each heading on the pages with the first sentence under it. */
  openings(): { readonly heading: string; readonly quote: AboutQuote }[] {
    const found: { heading: string; quote: AboutQuote }[] = [];
    let heading: string | null = null;
    for (const passage of this.#document.passages) {
      const page = this.#page(passage.page);
      for (const unit of page.unitsIn(passage.start, passage.end)) {
        const raw = page.text.slice(unit.start, unit.end);
        if (unit.kind === 'heading') heading = raw.replace(/\s+/g, ' ');
        else if (heading !== null && unit.start >= passage.start && isTelling(unit, raw)) {
          found.push({ heading, quote: this.#quote(passage, unit.start, unit.end) });
          heading = null;
        }
      }
    }
    // A heading on page after page is a running head.
    const counts = Map.groupBy(found, ({ heading: name }) => name);
    return found.filter(({ heading: name }) => (counts.get(name)?.length ?? 0) <= 2);
  }

  *sentences(pages = Number.POSITIVE_INFINITY): Generator<{ readonly quote: AboutQuote; readonly unit: PageUnit; readonly raw: string; readonly at: number }> {
    let at = 0;
    for (const passage of this.#document.passages) {
      if (passage.page > pages) return;
      const page = this.#page(passage.page);
      for (const unit of page.unitsIn(passage.start, passage.end)) {
        if (unit.start < passage.start || unit.kind === 'heading') continue;
        yield { quote: this.#quote(passage, unit.start, unit.end), unit, raw: page.text.slice(unit.start, unit.end), at: at++ };
      }
    }
  }

  #quote(passage: PassageRecord, start: number, end: number): AboutQuote {
    const words = this.#page(passage.page).text.slice(start, end).replace(/\s+/g, ' ').trim();
    return { passage, start, end, text: neutralise(`${this.#phrases.open}${words}${this.#phrases.close}`) };
  }

  #page(number: number): PageText {
    const known = this.#pages.get(number);
    if (known !== undefined) return known;
    const page = new PageText(this.#document.pages.find((item) => item.page === number)?.text ?? '');
    this.#pages.set(number, page);
    return page;
  }
}

/** Instructions of a printed form, and blanks left in it. */
const formText = /^(?:indicate by check mark|if an emerging growth|see (?:the )?(?:definitions?|accompanying)|☐|☒|\(?mark one)|\b(?:from|to|until)\s+(?:to\s+)?\.|_{3,}|\.{4,}/iu;

function isTelling(unit: PageUnit, raw: string): boolean {
  return unit.kind === 'sentence' && raw.length >= 25 && raw.length <= 600 && (raw.match(/(?:^|\s)\p{Ll}{2,}/gu) ?? []).length >= 3
    && /[.!?。;]["'”’»)]*$/u.test(raw) && /^["“„«]?[\p{Lu}\p{Lo}\p{N}•]/u.test(raw) && !formText.test(raw);
}

function spread<T>(items: readonly T[], limit: number): T[] {
  if (items.length <= limit) return [...items];
  return Array.from({ length: limit }, (_, index) => items[Math.floor((index * items.length) / limit)]).filter((item) => item !== undefined);
}

function isSame(a: AboutQuote, b: AboutQuote): boolean {
  return a.passage.page === b.passage.page && a.start === b.start;
}
