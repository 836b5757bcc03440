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

/** What a document says about itself, in quotes. Never empty where the document has a sentence. Pure. */
export function tellAbout(document: WholeDocument, kind: AboutKind, phrases: Phrases): AboutQuote[] {
  const reader = new Reader(document, phrases);
  switch (kind) {
    case 'dates': return fallBack(datesOf(reader), reader);
    case 'parties': return fallBack(partiesOf(reader), reader);
    case 'identity': return reader.opening(3);
    case 'summary': {
      const opening = reader.opening(2);
      return [...opening, ...outlineOf(document, reader, opening)];
    }
  }
}

/** The sections of a document in reading order: by its headings, or by its pages where it has none; at most `limit`, spread over the whole. */
export function sectionsOf(document: WholeDocument, limit = maxSections): Section[] {
  const named = document.passages.some((passage) => passage.headingPath.length > 0);
  const level = named ? sectionLevel(document.passages) : 0;
  const sections: { heading: string; passages: PassageRecord[] }[] = [];
  for (const passage of document.passages) {
    const heading = named ? passage.headingPath[Math.min(level, passage.headingPath.length - 1)] ?? '' : `${passage.page}`;
    const last = sections[sections.length - 1];
    if (last !== undefined && last.heading === heading) last.passages.push(passage);
    else sections.push({ heading, passages: [passage] });
  }
  const useful = sections.filter((section) => section.passages.some((passage) => passage.text.length > 80));
  return spread(useful.length > 0 ? useful : sections, limit).map((section) => (named ? section : { ...section, heading: '' }));
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
  for (const { heading, quote } of spread(firsts.filter((first) => !told.some((other) => isSame(other, first.quote))), maxSections)) {
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
      const weight = (date.day === null ? 0 : 1) + (weighty.test(raw) ? 2 : 0) - (raw.length > 400 ? 1 : 0);
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
    if (!partyMarks.test(raw) || !personOrFirm.test(raw)) continue;
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
    return found;
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

function isTelling(unit: PageUnit, raw: string): boolean {
  return unit.kind === 'sentence' && raw.length >= 25 && raw.length <= 600 && (raw.match(/(?:^|\s)\p{Ll}{2,}/gu) ?? []).length >= 3 && /[.!?。:;]/u.test(raw) && !/^(?:indicate by check mark|☐|☒|\(?mark one)/i.test(raw);
}

/** The outermost level of headings that tells several sections apart. */
function sectionLevel(passages: readonly PassageRecord[]): number {
  for (const level of [0, 1, 2]) {
    if (new Set(passages.map((passage) => passage.headingPath[level] ?? '')).size >= 3) return level;
  }
  return 0;
}

function spread<T>(items: readonly T[], limit: number): T[] {
  if (items.length <= limit) return [...items];
  return Array.from({ length: limit }, (_, index) => items[Math.floor((index * items.length) / limit)]).filter((item) => item !== undefined);
}

function isSame(a: AboutQuote, b: AboutQuote): boolean {
  return a.passage.page === b.passage.page && a.start === b.start;
}
