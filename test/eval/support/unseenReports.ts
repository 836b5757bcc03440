import { capital, exactIn, germanUnitWord, grouped, dayFirst, ordinals, roundedIn, unitOf, unitWord } from './amounts.ts';
import type { ReportFact, ReportRow } from './facts.ts';
import type { SupportSource, Wordings } from './SupportCase.ts';

const row = (fact: ReportFact): ReportRow => fact.rows[fact.asked] ?? { label: '', words: '', now: 0, before: 0 };
const short = (value: number): string => ({ billion: 'bn', million: 'm', thousand: 'k' })[unitWord(unitOf(value))] ?? '';
const file = (fact: ReportFact, text: string, kind: string): SupportSource => ({ path: `/filings/Q${fact.quarter}-${fact.year}-${fact.company.toLowerCase().replace(/ /g, '-')}.${kind}`, title: `${fact.company}: results, Q${fact.quarter} ${fact.year}`, text });
const inMillions = (fact: ReportFact): boolean => fact.scale === 1e6;

/** Never looked into for tuning: only the totals of these are printed. */
export const unseenReports: Wordings<ReportFact> = {
  language: 'en',
  pages: [
    (fact) => file(fact, [
      `${fact.company} — Interim Results`, `Quarter ended ${dayFirst(fact.ended)} (unaudited, $ in ${inMillions(fact) ? 'millions' : 'thousands'})`, '',
      `  Q${fact.quarter} ${fact.year}  Q${fact.quarter} ${fact.year - 1}`, ...fact.rows.map(({ label, now, before }) => `${label}  ${grouped(now / fact.scale)}  ${grouped(before / fact.scale)}`),
    ].join('\n'), 'pdf'),
    (fact) => file(fact, [
      `Key figures of ${fact.company} ($ in ${inMillions(fact) ? 'millions' : 'thousands'})`, `Line\tQ${fact.quarter} ${fact.year}\tQ${fact.quarter} ${fact.year - 1}`, ...fact.rows.map(({ label, now, before }) => `${label}\t${grouped(now / fact.scale)}\t${grouped(before / fact.scale)}`),
    ].join('\n'), 'csv'),
    (fact) => file(fact, [
      `${fact.company}: results for the ${ordinals[fact.quarter] ?? ''} quarter of ${fact.year}`,
      ...fact.rows.map(({ words, now, before }) => `In the quarter, ${words} ${now > before ? 'grew' : 'declined'} to $${exactIn(now, unitOf(now))} ${unitWord(unitOf(now))} from $${exactIn(before, unitOf(before))} ${unitWord(unitOf(before))} a year ago.`),
      'A call for shareholders is held in the week after publication.',
    ].join('\n'), 'html'),
  ],
  templates: [
    { name: 'stood at, short unit', restatement: 'unit and scale', errors: ['figure', 'company', 'period', 'line'], say: (fact) => `At ${fact.company}, ${row(fact).words} stood at $${exactIn(row(fact).now, unitOf(row(fact).now))}${short(row(fact).now)} for Q${fact.quarter} ${fact.year}.` },
    { name: 'in full', restatement: 'unit and scale', errors: ['figure', 'line', 'company'], say: (fact) => `${fact.company} recorded ${grouped(row(fact).now)} dollars of ${row(fact).words} in Q${fact.quarter} ${fact.year}.` },
    { name: 'just about', restatement: 'rounded', errors: ['figure', 'company', 'period', 'line'], say: (fact) => `${capital(row(fact).words)} of about ${roundedIn(row(fact).now, unitOf(row(fact).now), 1)} ${unitWord(unitOf(row(fact).now))} dollars were reported by ${fact.company} for the ${ordinals[fact.quarter] ?? ''} quarter of ${fact.year}.` },
    { name: 'accounted for', restatement: 'reordered', errors: ['figure', 'line', 'period'], say: (fact) => `With $${grouped(row(fact).now / fact.scale)} ${inMillions(fact) ? 'million' : 'thousand'} in Q${fact.quarter} ${fact.year}, ${row(fact).words} appear in the results of ${fact.company}.` },
    { name: 'and before', restatement: 'cells in words', errors: ['figure', 'line', 'company'], say: (fact) => `${fact.company} shows ${row(fact).words} of ${grouped(row(fact).now / fact.scale)} ${inMillions(fact) ? 'million' : 'thousand'} for Q${fact.quarter} ${fact.year} and of ${grouped(row(fact).before / fact.scale)} ${inMillions(fact) ? 'million' : 'thousand'} for Q${fact.quarter} ${fact.year - 1}.` },
    { name: 'increase to', restatement: 'comparison', errors: ['direction', 'figure'], say: (fact) => `Compared with Q${fact.quarter} ${fact.year - 1}, ${row(fact).words} ${fact.isUp ? 'increased' : 'decreased'} to $${exactIn(row(fact).now, unitOf(row(fact).now))} ${unitWord(unitOf(row(fact).now))} in Q${fact.quarter} ${fact.year}.` },
    { name: 'more than', restatement: 'comparison', errors: ['direction', 'company'], say: (fact) => `${fact.company} had ${fact.isUp ? 'more' : 'less'} in ${row(fact).words} in Q${fact.quarter} ${fact.year} than in Q${fact.quarter} ${fact.year - 1}.` },
  ],
  invented: [
    (fact) => `${fact.company} has signed an agreement with two suppliers in Vietnam.`, () => 'Employees received a bonus of one week of pay.', (fact) => `A change in accounting rules affected ${row(fact).words} most of all.`,
    (fact) => `The board of ${fact.company} proposes to pay no dividend.`,
  ],
};

export const unseenGermanReports: Wordings<ReportFact> = {
  language: 'de',
  pages: [
    (fact) => file(fact, [`Kennzahlen von ${fact.company}`, `in ${inMillions(fact) ? 'Millionen' : 'Tausend'} Euro`, '', `  Q${fact.quarter} ${fact.year}  Q${fact.quarter} ${fact.year - 1}`, ...fact.rows.map(({ label, now, before }) => `${label}  ${grouped(now / fact.scale, '.')}  ${grouped(before / fact.scale, '.')}`)].join('\n'), 'pdf'),
    (fact) => file(fact, `Bericht von ${fact.company} über das Q${fact.quarter} ${fact.year}. ${fact.rows.map(({ words, now, before }) => `Bei den Posten „${words}“ stehen ${exactIn(now, unitOf(now), ',')} ${germanUnitWord(unitOf(now))} Euro, ein Jahr zuvor waren es ${exactIn(before, unitOf(before), ',')} ${germanUnitWord(unitOf(before))} Euro.`).join(' ')}`, 'html'),
  ],
  templates: [
    { name: 'kamen auf', restatement: 'unit and scale', errors: ['figure', 'company', 'line', 'period'], say: (fact) => `${fact.company} kam im Q${fact.quarter} ${fact.year} auf ${row(fact).words} von ${exactIn(row(fact).now, unitOf(row(fact).now), ',')} ${germanUnitWord(unitOf(row(fact).now))} Euro.` },
    { name: 'etwa', restatement: 'rounded', errors: ['figure', 'line', 'period'], say: (fact) => `Etwa ${roundedIn(row(fact).now, unitOf(row(fact).now), 1, ',')} ${germanUnitWord(unitOf(row(fact).now))} Euro entfielen im Q${fact.quarter} ${fact.year} auf ${row(fact).words}.` },
    { name: 'gestiegen', restatement: 'comparison', errors: ['direction'], say: (fact) => `Gegenüber dem Q${fact.quarter} ${fact.year - 1} sind die ${row(fact).words} von ${fact.company} im Q${fact.quarter} ${fact.year} ${fact.isUp ? 'gestiegen' : 'gesunken'}.` },
  ],
  invented: [(fact) => `${fact.company} prüft den Kauf eines Wettbewerbers in Österreich.`, () => 'Die Belegschaft erhält im Dezember eine Sonderzahlung.'],
};
