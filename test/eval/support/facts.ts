import type { Random } from '../random.ts';
import type { Day } from './amounts.ts';

/** A quarter's figures of an invented company; values in whole units of money. `asked` is the row a statement is about. */
export type ReportFact = {
  readonly company: string; readonly quarter: number; readonly year: number; readonly ended: Day; readonly scale: number;
  readonly rows: readonly ReportRow[]; readonly asked: number;
  /** Whether the asked row is more than a year before, as a statement has it. */
  readonly isUp: boolean;
};
export type ReportRow = { readonly label: string; readonly words: string; readonly now: number; readonly before: number };

/** A lease between invented parties. */
export type LeaseFact = {
  readonly landlord: string; readonly tenant: string; readonly place: string; readonly start: Day; readonly end: Day; readonly rent: number; readonly depositMonths: number;
  readonly noticeMonths: number; readonly mayKeepDogs: boolean; readonly maySublet: boolean; readonly area: number; readonly repairLimit: number;
};

/** A meeting of an invented board. */
export type MinutesFact = {
  readonly company: string; readonly on: Day; readonly chair: string; readonly secretary: string; readonly budget: number; readonly budgetBefore: number;
  readonly isLoanApproved: boolean; readonly loan: number; readonly bank: string; readonly next: Day; readonly share: number; readonly didShareRise: boolean; readonly absent: string;
};

const companies = ['Aldermoor Textiles', 'Brackwater Foods', 'Corvane Instruments', 'Dunfell Logistics', 'Eastray Robotics', 'Fennimore Paper', 'Galloway Optics', 'Hartwick Chemicals', 'Ivelmark Energy', 'Jessup Marine', 'Kelbourne Media', 'Lindqvist Tools', 'Morrowind Farms', 'Northgate Ceramics', 'Ostrava Steel', 'Penhallow Devices'];
const people = ['Marta Keller', 'Simon Achterberg', 'Priya Raman', 'Jonas Feldt', 'Clara Whitcombe', 'Rafael Ortega', 'Ingrid Solheim', 'Tobias Rauch', 'Hannah Okafor', 'Pavel Novotny', 'Beatrix Lang', 'Owen Tredwell'];
const places = ['Harbour Street 14', 'Mill Lane 3', 'Linden Road 27', 'Station Square 9', 'Castle Hill 41', 'Orchard Way 6'];
const banks = ['Harbour Bank', 'Meridian Savings Bank', 'First Upland Bank', 'Union Trust'];
const items: readonly (readonly [label: string, words: string])[] = [
  ['Net sales', 'net sales'], ['Cost of goods sold', 'cost of goods sold'], ['Research and development', 'research and development expenses'], ['Marketing expenses', 'marketing expenses'],
  ['Administrative expenses', 'administrative expenses'], ['Interest income', 'interest income'], ['Inventories', 'inventories'], ['Trade receivables', 'trade receivables'],
  ['Deferred revenue', 'deferred revenue'], ['Depreciation', 'depreciation'], ['Income taxes', 'income taxes'], ['Subscription revenue', 'subscription revenue'],
];
const quarterEnds: readonly (readonly [month: number, day: number])[] = [[3, 31], [6, 30], [9, 30], [12, 31]];

/** Distinct members of a list. */
function several(random: Random, list: readonly string[], count: number): string[] {
  return random.shuffle(list).slice(0, count);
}

/** Four reports: the one meant, the same company's of a year and of another quarter before, and another company's of the same time. */
export function drawReports(random: Random): { readonly meant: ReportFact; readonly others: readonly ReportFact[]; readonly outsider: string } {
  const [company = '', other = '', outsider = ''] = several(random, companies, 3);
  const quarter = 1 + random.integer(4);
  const year = 2018 + random.integer(7);
  const scale = random.pick([1e3, 1e6]);
  const rows = random.shuffle(items).slice(0, 7);
  const make = (of: string, q: number, y: number): ReportFact => {
    const [month, day] = quarterEnds[q - 1] ?? [12, 31];
    const drawn = rows.map(([label, words]): ReportRow => {
      const now = 1_100 + random.integer(88_000);
      // Far enough from the other year not to round to the same figure.
      const before = Math.round(now * (random.next() < 0.5 ? 0.62 + 0.28 * random.next() : 1.12 + 0.4 * random.next()));
      return { label, words, now: now * scale, before: before * scale };
    });
    const asked = random.integer(drawn.length);
    const row = drawn[asked];
    return { company: of, quarter: q, year: y, ended: { year: y, month, day }, scale, rows: drawn, asked, isUp: row !== undefined && row.now > row.before };
  };
  const meant = make(company, quarter, year);
  return { meant, others: [make(company, quarter === 1 ? 4 : quarter - 1, quarter === 1 ? year - 1 : year), make(other, quarter, year)], outsider };
}

export function drawLease(random: Random): { readonly meant: LeaseFact; readonly others: readonly LeaseFact[] } {
  const [a = '', b = '', c = '', d = ''] = several(random, people, 4);
  const [place = '', elsewhere = ''] = several(random, places, 2);
  const make = (landlord: string, tenant: string, at: string): LeaseFact => {
    const year = 2015 + random.integer(8);
    return {
      landlord, tenant, place: at, start: { year, month: 1 + random.integer(12), day: 1 }, end: { year: year + 3 + random.integer(5), month: 1 + random.integer(12), day: 28 },
      rent: 650 + 10 * random.integer(190), depositMonths: 2 + random.integer(3), noticeMonths: 5 + random.integer(5), mayKeepDogs: random.next() < 0.5, maySublet: random.next() < 0.5,
      area: 41 + random.integer(90), repairLimit: 105 + 5 * random.integer(40),
    };
  };
  const meant = make(a, b, place);
  // Statements that name no lease must not be true of the other one.
  const { depositMonths, noticeMonths, mayKeepDogs, maySublet, repairLimit } = meant;
  return { meant, others: [{ ...make(c, d, elsewhere), depositMonths, noticeMonths, mayKeepDogs, maySublet, repairLimit }] };
}

export function drawMinutes(random: Random): { readonly meant: MinutesFact; readonly others: readonly MinutesFact[] } {
  const [company = '', other = ''] = several(random, companies, 2);
  const [bank = '', otherBank = ''] = several(random, banks, 2);
  const names = several(random, people, 6);
  const make = (of: string, from: number, lender: string): MinutesFact => {
    const year = 2019 + random.integer(6);
    const month = 1 + random.integer(9);
    return {
      company: of, on: { year, month, day: 2 + random.integer(25) }, chair: names[from] ?? '', secretary: names[from + 1] ?? '', absent: names[from + 2] ?? '', budget: 1_000 * (210 + random.integer(700)), budgetBefore: 1_000 * (60 + random.integer(140)),
      isLoanApproved: random.next() < 0.5, loan: 10_000 * (13 + random.integer(80)), bank: lender, next: { year, month: month + 2, day: 3 + random.integer(24) }, share: 13 + random.integer(60), didShareRise: random.next() < 0.5,
    };
  };
  return { meant: make(company, 0, bank), others: [make(other, 3, otherBank)] };
}
