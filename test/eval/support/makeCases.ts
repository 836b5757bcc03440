import { Random } from '../random.ts';
import { drawLease, drawMinutes, drawReports } from './facts.ts';
import { plantInLease, plantInMinutes, plantInReport, type Plant } from './plantError.ts';
import type { SupportCase, Wordings } from './SupportCase.ts';
import { inGerman, tuningGermanReports, tuningReports } from './tuningReports.ts';
import { tuningGermanLeases, tuningLeases, tuningMinutes } from './tuningRecords.ts';
import { unseenGermanReports, unseenReports } from './unseenReports.ts';
import { unseenGermanLeases, unseenLeases, unseenMinutes } from './unseenRecords.ts';

export type TemplateHalf = 'tuning' | 'unseen';

type Draw<Fact> = (random: Random) => { readonly meant: Fact; readonly others: readonly Fact[]; readonly plant: Plant<Fact> };

/**
 * Statements about pages, true ones and false ones, of one half of the templates. Each true one comes with a false one of the
 * same template over the same pages; beside them sentences that no page says.
 * @param perTemplate true statements of each template. @param seed the same one gives the same cases.
 */
export function makeSupportCases(half: TemplateHalf, perTemplate: number, seed: number): SupportCase[] {
  const random = new Random(seed);
  const isTuning = half === 'tuning';
  const reports: Draw<ReturnType<typeof drawReports>['meant']> = (from) => { const { meant, others, outsider } = drawReports(from); return { meant, others, plant: plantInReport(others, outsider) }; };
  const germanReports: typeof reports = (from) => { const { meant, others, plant } = reports(from); return { meant: inGerman(meant), others: others.map(inGerman), plant }; };
  const leases: Draw<ReturnType<typeof drawLease>['meant']> = (from) => { const { meant, others } = drawLease(from); return { meant, others, plant: plantInLease(others) }; };
  const minutes: Draw<ReturnType<typeof drawMinutes>['meant']> = (from) => { const { meant, others } = drawMinutes(from); return { meant, others, plant: plantInMinutes(others) }; };
  return [
    ...casesOf(isTuning ? tuningReports : unseenReports, reports, perTemplate, random),
    ...casesOf(isTuning ? tuningGermanReports : unseenGermanReports, germanReports, perTemplate, random),
    ...casesOf(isTuning ? tuningLeases : unseenLeases, leases, perTemplate, random),
    ...casesOf(isTuning ? tuningGermanLeases : unseenGermanLeases, leases, perTemplate, random),
    ...casesOf(isTuning ? tuningMinutes : unseenMinutes, minutes, perTemplate, random),
  ];
}

function casesOf<Fact>(wordings: Wordings<Fact>, draw: Draw<Fact>, perTemplate: number, random: Random): SupportCase[] {
  const cases: SupportCase[] = [];
  const { language } = wordings;
  for (const { name, restatement, errors, say } of wordings.templates) {
    for (let turn = 0; turn < perTemplate; turn += 1) {
      const { meant, others, plant } = draw(random);
      const sources = random.shuffle([meant, ...others]).map((fact) => random.pick(wordings.pages)(fact));
      const made = { language, template: name, restatement, sources };
      const claim = say(meant);
      cases.push({ ...made, claim, error: null });
      const error = errors[turn % errors.length];
      const falseClaim = error === undefined ? undefined : plant(meant, error, random).map(say).find((text) => text !== claim);
      if (error !== undefined && falseClaim !== undefined) cases.push({ ...made, claim: falseClaim, error });
    }
  }
  for (let turn = 0; turn < perTemplate; turn += 1) {
    const { meant, others } = draw(random);
    const sources = random.shuffle([meant, ...others]).map((fact) => random.pick(wordings.pages)(fact));
    cases.push({ language, template: 'invented', restatement: 'other words', error: 'invented', claim: random.pick(wordings.invented)(meant), sources });
  }
  return cases;
}
