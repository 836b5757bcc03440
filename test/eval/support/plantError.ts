import type { Random } from '../random.ts';
import type { Day } from './amounts.ts';
import type { LeaseFact, MinutesFact, ReportFact, ReportRow } from './facts.ts';
import type { PlantedError } from './SupportCase.ts';

/** A fact with one thing wrong, in every way an error can be planted; which of them shows in a statement is for its template. */
export type Plant<Fact> = (fact: Fact, error: PlantedError, random: Random) => readonly Fact[];

/** @param others reports of the same company's earlier quarter and of another company. @param outsider a company of which there is no page. */
export function plantInReport(others: readonly ReportFact[], outsider: string): Plant<ReportFact> {
  return (fact, error, random) => {
    const withRow = (change: (row: ReportRow) => Partial<ReportRow>): ReportFact => ({ ...fact, rows: fact.rows.map((row, index) => (index === fact.asked ? { ...row, ...change(row) } : row)) });
    const factor = random.next() < 0.2 ? 1_000 : 1.06 + 0.4 * random.next();
    const otherRow = fact.rows[(fact.asked + 1 + random.integer(fact.rows.length - 1)) % fact.rows.length];
    const [earlier, other] = others;
    switch (error) {
      // A wrong figure that keeps the direction, so that only one thing is wrong.
      case 'figure': return [withRow(({ now }) => ({ now: Math.max(fact.scale, Math.round((fact.isUp ? now * factor : now / factor) / fact.scale) * fact.scale) }))];
      case 'company': return [{ ...fact, company: outsider }, ...(other === undefined || other.isUp === fact.isUp ? [] : [{ ...fact, company: other.company }])];
      case 'period': return [withRow(({ before }) => ({ now: before })), ...(earlier === undefined ? [] : [withRow(({ now }) => ({ now: earlier.rows[fact.asked]?.now ?? now }))])];
      case 'line': return otherRow === undefined ? [] : [withRow(() => ({ now: otherRow.now, before: otherRow.before }))];
      case 'direction': return [{ ...fact, isUp: !fact.isUp }];
      default: return [];
    }
  };
}

export function plantInLease(others: readonly LeaseFact[]): Plant<LeaseFact> {
  return (fact, error, random) => {
    const other = others[0] ?? fact;
    const more = 1 + random.integer(3);
    switch (error) {
      case 'figure': return [{ ...fact, rent: random.next() < 0.5 && other.rent !== fact.rent ? other.rent : fact.rent + 10 * more }, { ...fact, depositMonths: fact.depositMonths + more }, { ...fact, noticeMonths: fact.noticeMonths + more }, { ...fact, repairLimit: fact.repairLimit + 10 * more }];
      case 'date': return [{ ...fact, end: moved(fact.end, random) }, { ...fact, start: moved(fact.start, random) }];
      case 'name': return [{ ...fact, tenant: other.tenant }, { ...fact, landlord: random.next() < 0.5 ? fact.tenant : other.landlord }];
      case 'negated': return [{ ...fact, mayKeepDogs: !fact.mayKeepDogs }, { ...fact, maySublet: !fact.maySublet }];
      default: return [];
    }
  };
}

export function plantInMinutes(others: readonly MinutesFact[]): Plant<MinutesFact> {
  return (fact, error, random) => {
    const other = others[0] ?? fact;
    const more = 1 + random.integer(6);
    switch (error) {
      case 'figure': return [{ ...fact, loan: fact.loan + 10_000 * more }, { ...fact, budget: fact.budget + 10_000 * more }, { ...fact, share: fact.share + more }];
      case 'period': return [{ ...fact, budget: fact.budgetBefore }];
      case 'date': return [{ ...fact, on: moved(fact.on, random) }, { ...fact, next: moved(fact.next, random) }];
      case 'name': return [{ ...fact, bank: other.bank }, { ...fact, chair: random.next() < 0.5 ? fact.absent : other.chair }, { ...fact, secretary: random.next() < 0.5 ? fact.absent : other.secretary }];
      case 'negated': return [{ ...fact, isLoanApproved: !fact.isLoanApproved }];
      case 'direction': return [{ ...fact, didShareRise: !fact.didShareRise }];
      default: return [];
    }
  };
}

function moved(day: Day, random: Random): Day {
  return random.pick([{ ...day, year: day.year + 1 }, { ...day, month: (day.month % 12) + 1 }, { ...day, day: day.day === 1 ? 12 : day.day - 1 }]);
}
