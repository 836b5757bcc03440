import { dayFirst, german, germanSmallNumbers, grouped, iso, monthFirst, smallNumbers, capital } from './amounts.ts';
import type { LeaseFact, MinutesFact } from './facts.ts';
import type { SupportSource, Wordings } from './SupportCase.ts';

const lease = (fact: LeaseFact, text: string): SupportSource => ({ path: `/leases/${fact.place}.docx`, title: `Lease of ${fact.place}`, text });
const minutes = (fact: MinutesFact, text: string): SupportSource => ({ path: `/board/${iso(fact.on)} ${fact.company}.docx`, title: `Minutes of ${fact.company}`, text });
const may = (is: boolean): string => (is ? 'may' : 'may not');

export const tuningLeases: Wordings<LeaseFact> = {
  language: 'en',
  pages: [
    (fact) => lease(fact, `LEASE\n\nbetween ${fact.landlord} (the landlord) and ${fact.tenant} (the tenant)\n\n1. The landlord lets to the tenant the rooms at ${fact.place}, ${fact.area} square metres.\n2. The lease begins on ${dayFirst(fact.start)} and ends on ${dayFirst(fact.end)}.\n3. The monthly rent is EUR ${grouped(fact.rent)}, due on the third working day of each month.\n4. The tenant pays a deposit of ${smallNumbers[fact.depositMonths] ?? ''} monthly rents.\n5. Either party may end the lease with ${smallNumbers[fact.noticeMonths] ?? ''} months' notice.\n6. The tenant ${may(fact.mayKeepDogs)} keep dogs in the rooms.\n7. The tenant ${may(fact.maySublet)} sublet the rooms.\n8. Small repairs of up to EUR ${fact.repairLimit} each are paid by the tenant.`),
    (fact) => lease(fact, `Tenancy of ${fact.place}. Landlord: ${fact.landlord}. Tenant: ${fact.tenant}. The tenancy runs from ${monthFirst(fact.start)} until ${monthFirst(fact.end)}. A rent of EUR ${grouped(fact.rent)} is payable every month. The deposit is ${fact.depositMonths} times the monthly rent. The period of notice is ${fact.noticeMonths} months for both sides. Keeping dogs is ${fact.mayKeepDogs ? 'allowed' : 'not allowed'}. Subletting is ${fact.maySublet ? 'allowed' : 'not allowed'}. The rooms measure ${fact.area} square metres. Repairs costing no more than EUR ${fact.repairLimit} are for the tenant to pay.`),
    (fact) => lease(fact, `Lease summary\nProperty: ${fact.place}\nLandlord: ${fact.landlord}\nTenant: ${fact.tenant}\nStart: ${monthFirst(fact.start)}\nEnd: ${monthFirst(fact.end)}\nMonthly rent: EUR ${grouped(fact.rent)}\nDeposit: ${smallNumbers[fact.depositMonths] ?? ''} monthly rents\nNotice period: ${fact.noticeMonths} months\nRepairs by the tenant: up to EUR ${fact.repairLimit}\nArea of the rooms: ${fact.area} square metres\n\nThe tenant ${fact.mayKeepDogs ? 'is permitted' : 'is not permitted'} to keep dogs. The tenant ${fact.maySublet ? 'is permitted' : 'is not permitted'} to sublet.`),
  ],
  templates: [
    { name: 'tenant pays', restatement: 'other words', errors: ['figure', 'name'], say: (fact) => `For the property ${fact.place}, ${fact.tenant} has to pay EUR ${grouped(fact.rent)} a month.` },
    { name: 'small repairs', restatement: 'reordered', errors: ['figure'], say: (fact) => `The tenant pays for repairs as long as they cost no more than ${fact.repairLimit} euros.` },
    { name: 'rent each month', restatement: 'reordered', errors: ['figure'], say: (fact) => `EUR ${grouped(fact.rent)} has to be paid in rent every month for ${fact.place}.` },
    { name: 'expires', restatement: 'other words', errors: ['date'], say: (fact) => `The lease with ${fact.tenant} ends on ${iso(fact.end)}.` },
    { name: 'begins and ends', restatement: 'reordered', errors: ['date', 'name'], say: (fact) => `${fact.tenant}'s lease, which ends on ${monthFirst(fact.end)}, began on ${monthFirst(fact.start)}.` },
    { name: 'dogs', restatement: 'other words', errors: ['negated'], say: (fact) => `The tenant is ${fact.mayKeepDogs ? '' : 'not '}allowed to keep dogs.` },
    { name: 'sublet', restatement: 'other words', errors: ['negated'], say: (fact) => `${capital(fact.maySublet ? 'the tenant may sublet' : 'the tenant may not sublet')} the rooms at ${fact.place}.` },
    { name: 'deposit', restatement: 'unit and scale', errors: ['figure'], say: (fact) => `The deposit is ${fact.depositMonths} monthly rents.` },
    { name: 'notice', restatement: 'unit and scale', errors: ['figure'], say: (fact) => `The notice period is ${smallNumbers[fact.noticeMonths] ?? ''} months.` },
    { name: 'landlord', restatement: 'reordered', errors: ['name'], say: (fact) => `The landlord of the rooms at ${fact.place} is ${fact.landlord}.` },
  ],
  invented: [
    (fact) => `${fact.tenant} has to have the rooms painted before moving out.`, () => 'The tenant may use the garden behind the house in the summer.', (fact) => `The landlord ${fact.landlord} has insured the furniture against theft.`,
    () => 'Parking spaces are let separately and cost extra.',
  ],
};

export const tuningGermanLeases: Wordings<LeaseFact> = {
  language: 'de',
  pages: [(fact) => lease(fact, `Mietvertrag zwischen ${fact.landlord} (Vermieter) und ${fact.tenant} (Mieter) über die Räume ${fact.place}. Das Mietverhältnis beginnt am ${german(fact.start)} und endet am ${german(fact.end)}. Die monatliche Miete beträgt ${grouped(fact.rent, '.')} Euro. Die Kaution beträgt ${germanSmallNumbers[fact.depositMonths] ?? ''} Monatsmieten. Die Kündigungsfrist beträgt ${germanSmallNumbers[fact.noticeMonths] ?? ''} Monate. Der Mieter darf ${fact.mayKeepDogs ? '' : 'keine '}Hunde halten. Eine Untervermietung ist ${fact.maySublet ? '' : 'nicht '}gestattet. Die Fläche beträgt ${fact.area} Quadratmeter.`)],
  templates: [
    { name: 'Miete im Monat', restatement: 'reordered', errors: ['figure'], say: (fact) => `Für die Räume ${fact.place} sind im Monat ${grouped(fact.rent, '.')} Euro Miete zu zahlen.` },
    { name: 'endet', restatement: 'other words', errors: ['date'], say: (fact) => `Das Mietverhältnis mit ${fact.tenant} endet am ${german(fact.end)}.` },
    { name: 'Hunde', restatement: 'other words', errors: ['negated'], say: (fact) => `Der Mieter darf in den Räumen ${fact.mayKeepDogs ? '' : 'keine '}Hunde halten.` },
    { name: 'Kaution', restatement: 'unit and scale', errors: ['figure'], say: (fact) => `Die Kaution beläuft sich auf ${fact.depositMonths} Monatsmieten.` },
  ],
  invented: [() => 'Der Garten hinter dem Haus steht allen Mietern offen.', (fact) => `${fact.tenant} muss die Räume vor dem Auszug streichen lassen.`],
};

export const tuningMinutes: Wordings<MinutesFact> = {
  language: 'en',
  pages: [
    (fact) => minutes(fact, `Minutes of the board of ${fact.company}, held on ${dayFirst(fact.on)}\n\nIn the chair: ${fact.chair}. Secretary: ${fact.secretary}. ${fact.absent} sent apologies.\n\nThe board ${fact.isLoanApproved ? 'approved' : 'rejected'} a loan of EUR ${grouped(fact.loan)} from ${fact.bank}. The budget for repairs was set at EUR ${grouped(fact.budget)}; last year it was EUR ${grouped(fact.budgetBefore)}. The share of orders placed online ${fact.didShareRise ? 'rose' : 'fell'} to ${fact.share}%. The next meeting takes place on ${dayFirst(fact.next)}.`),
    (fact) => minutes(fact, `${fact.company} board meeting of ${iso(fact.on)}. ${fact.chair} presided and ${fact.secretary} kept the minutes; ${fact.absent} could not attend. A proposal to borrow EUR ${grouped(fact.loan)} from ${fact.bank} was ${fact.isLoanApproved ? 'accepted' : 'declined'}. EUR ${grouped(fact.budget)} were set aside for repairs, after EUR ${grouped(fact.budgetBefore)} in the year before. Online orders were ${fact.share} percent of all orders, ${fact.didShareRise ? 'more' : 'less'} than before. The board meets again on ${monthFirst(fact.next)}.`),
  ],
  templates: [
    { name: 'loan', restatement: 'other words', errors: ['negated', 'figure', 'name'], say: (fact) => `The board ${fact.isLoanApproved ? 'accepted' : 'rejected'} a loan of EUR ${exactThousands(fact.loan)} thousand from ${fact.bank}.` },
    { name: 'chair', restatement: 'reordered', errors: ['name', 'date'], say: (fact) => `On ${monthFirst(fact.on)} ${fact.chair} was in the chair at the board meeting.` },
    { name: 'budget', restatement: 'unit and scale', errors: ['figure', 'period'], say: (fact) => `The budget for repairs is EUR ${exactThousands(fact.budget)} thousand this time.` },
    { name: 'next', restatement: 'reordered', errors: ['date'], say: (fact) => `${monthFirst(fact.next)} is the day of the next board meeting.` },
    { name: 'share', restatement: 'comparison', errors: ['direction', 'figure'], say: (fact) => `The share of online orders ${fact.didShareRise ? 'went up' : 'went down'} to ${fact.share} percent.` },
  ],
  invented: [(fact) => `${fact.chair} asked the bank for a lower rate of interest.`, () => 'The members discussed a new logo for the spring catalogue.', (fact) => `${fact.company} will move its archive to another building.`, () => 'Travel costs are to be paid back within two weeks.'],
};

function exactThousands(value: number): string {
  return String(value / 1_000);
}
