import { dayFirst, dotted, german, grouped, iso, monthFirst, smallNumbers } from './amounts.ts';
import type { LeaseFact, MinutesFact } from './facts.ts';
import type { SupportSource, Wordings } from './SupportCase.ts';

const paper = (fact: LeaseFact, text: string): SupportSource => ({ path: `/property/contract ${fact.place}.pdf`, title: `Rental agreement ${fact.place}`, text });
const record = (fact: MinutesFact, text: string): SupportSource => ({ path: `/meetings/${fact.company} ${iso(fact.on)}.md`, title: `${fact.company}: record of the meeting`, text });

/** Never looked into for tuning: only the totals of these are printed. */
export const unseenLeases: Wordings<LeaseFact> = {
  language: 'en',
  pages: [
    (fact) => paper(fact, `RENTAL AGREEMENT\n\nParties\n${fact.landlord} rents out, and ${fact.tenant} rents, the premises at ${fact.place}.\n\nTerm\nThe agreement takes effect on ${monthFirst(fact.start)}. It expires on ${monthFirst(fact.end)} without notice.\n\nMoney\nRent: EUR ${grouped(fact.rent)} per month, in advance. Security: ${smallNumbers[fact.depositMonths] ?? ''} months of rent. Minor repairs: up to EUR ${fact.repairLimit} per case at the cost of the renter.\n\nRules\n${fact.mayKeepDogs ? 'Dogs are permitted on the premises.' : 'Dogs are not permitted on the premises.'} ${fact.maySublet ? 'The renter is entitled to sublet.' : 'The renter is not entitled to sublet.'} Notice must be given ${smallNumbers[fact.noticeMonths] ?? ''} months ahead. The premises have ${fact.area} square metres.`),
    (fact) => paper(fact, `Particulars | ${fact.place}\nOwner | ${fact.landlord}\nOccupier | ${fact.tenant}\nFirst day | ${dayFirst(fact.start)}\nLast day | ${dayFirst(fact.end)}\nRent a month | EUR ${grouped(fact.rent)}\nDeposit in months of rent | ${fact.depositMonths}\nNotice in months | ${fact.noticeMonths}\nArea in square metres | ${fact.area}\n\nThe occupier ${fact.mayKeepDogs ? 'can' : 'cannot'} keep dogs. The occupier ${fact.maySublet ? 'can' : 'cannot'} sublet. The occupier bears repairs up to EUR ${fact.repairLimit}.`),
  ],
  templates: [
    { name: 'pays monthly', restatement: 'other words', errors: ['figure', 'name'], say: (fact) => `${fact.tenant} pays a monthly rent of ${grouped(fact.rent)} euros.` },
    { name: 'last day', restatement: 'other words', errors: ['date'], say: (fact) => `The agreement on ${fact.place} expires on ${iso(fact.end)}, its last day.` },
    { name: 'first day', restatement: 'reordered', errors: ['date'], say: (fact) => `From ${dayFirst(fact.start)}, its first day, the agreement takes effect.` },
    { name: 'dogs on the premises', restatement: 'reordered', errors: ['negated'], say: (fact) => `On the premises, one ${fact.mayKeepDogs ? 'can' : 'cannot'} keep dogs: they are ${fact.mayKeepDogs ? '' : 'not '}permitted.` },
    { name: 'subletting', restatement: 'other words', errors: ['negated'], say: (fact) => `It is ${fact.maySublet ? '' : 'not '}permitted to sublet the premises.` },
    { name: 'security', restatement: 'unit and scale', errors: ['figure'], say: (fact) => `The deposit, or security, is ${fact.depositMonths} months of rent.` },
    { name: 'ahead', restatement: 'unit and scale', errors: ['figure'], say: (fact) => `Notice has to be given ${fact.noticeMonths} months ahead.` },
    { name: 'repairs', restatement: 'reordered', errors: ['figure'], say: (fact) => `Up to EUR ${fact.repairLimit}, repairs are at the cost of the one who rents.` },
  ],
  invented: [
    (fact) => `${fact.landlord} may visit the premises on the first Monday of each quarter.`, () => 'Bicycles have to be kept in the cellar.', () => 'The heating is serviced once a year by the owner.', (fact) => `${fact.tenant} receives two keys and a card for the lift.`,
  ],
};

export const unseenGermanLeases: Wordings<LeaseFact> = {
  language: 'de',
  pages: [(fact) => paper(fact, `Vertrag über die Wohnung ${fact.place}\n\nVermieter: ${fact.landlord}\nMieter: ${fact.tenant}\n\nDer Vertrag läuft vom ${dotted(fact.start)} bis zum ${dotted(fact.end)}. Zu zahlen sind jeden Monat ${grouped(fact.rent, '.')} EUR. Als Kaution werden ${fact.depositMonths} Monatsmieten hinterlegt. Es gilt eine Kündigungsfrist von ${fact.noticeMonths} Monaten. Hunde dürfen ${fact.mayKeepDogs ? '' : 'nicht '}gehalten werden. Die Wohnung darf ${fact.maySublet ? '' : 'nicht '}untervermietet werden. Sie hat ${fact.area} Quadratmeter.`)],
  templates: [
    { name: 'jeden Monat', restatement: 'other words', errors: ['figure'], say: (fact) => `${grouped(fact.rent, '.')} Euro sind für die Wohnung jeden Monat zu zahlen.` },
    { name: 'läuft bis', restatement: 'other words', errors: ['date'], say: (fact) => `Bis zum ${german(fact.end)} läuft der Vertrag über die Wohnung.` },
    { name: 'untervermieten', restatement: 'other words', errors: ['negated'], say: (fact) => `Die Wohnung darf vom Mieter ${fact.maySublet ? '' : 'nicht '}untervermietet werden.` },
    { name: 'Frist', restatement: 'reordered', errors: ['figure'], say: (fact) => `Eine Frist von ${fact.noticeMonths} Monaten gilt für die Kündigung.` },
  ],
  invented: [() => 'Fahrräder sind im Keller abzustellen.', (fact) => `${fact.landlord} übernimmt die Kosten für den Winterdienst.`],
};

export const unseenMinutes: Wordings<MinutesFact> = {
  language: 'en',
  pages: [
    (fact) => record(fact, `# ${fact.company}: meeting of the directors on ${monthFirst(fact.on)}\n\nPresent were ${fact.chair}, who led the meeting, and ${fact.secretary}, who took notes. ${fact.absent} was absent.\n\n- Loan: the directors ${fact.isLoanApproved ? 'agreed' : 'did not agree'} to borrow EUR ${grouped(fact.loan)} from ${fact.bank}.\n- Repairs: EUR ${grouped(fact.budget)} are planned for this year. In the previous year EUR ${grouped(fact.budgetBefore)} were spent.\n- Online orders ${fact.didShareRise ? 'increased' : 'decreased'} to ${fact.share}% of all orders.\n- The directors will meet next on ${monthFirst(fact.next)}.`),
  ],
  templates: [
    { name: 'agreed to borrow', restatement: 'other words', errors: ['negated', 'figure', 'name'], say: (fact) => `The directors ${fact.isLoanApproved ? 'agreed' : 'did not agree'} to a loan of ${grouped(fact.loan)} euros from ${fact.bank}.` },
    { name: 'took notes', restatement: 'reordered', errors: ['name', 'date'], say: (fact) => `Notes of the meeting on ${dayFirst(fact.on)} were taken by ${fact.secretary}.` },
    { name: 'planned', restatement: 'unit and scale', errors: ['figure', 'period'], say: (fact) => `This year ${fact.budget / 1_000} thousand euros are planned for repairs.` },
    { name: 'meet next', restatement: 'reordered', errors: ['date'], say: (fact) => `On ${iso(fact.next)} the directors meet next.` },
    { name: 'orders', restatement: 'comparison', errors: ['direction', 'figure'], say: (fact) => `${fact.share} percent of all orders were made online, ${fact.didShareRise ? 'an increase' : 'a decrease'}.` },
  ],
  invented: [(fact) => `${fact.secretary} presented the plan for a new canteen.`, () => 'A working group will look into the noise in the workshop.', (fact) => `${fact.company} has joined an association of exporters.`],
};
