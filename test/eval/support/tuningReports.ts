import { capital, exactIn, germanUnitWord, grouped, monthFirst, ordinals, roundedIn, unitOf, unitWord } from './amounts.ts';
import type { ReportFact, ReportRow } from './facts.ts';
import type { SupportSource, Wordings } from './SupportCase.ts';

const row = (fact: ReportFact): ReportRow => fact.rows[fact.asked] ?? { label: '', words: '', now: 0, before: 0 };
const scaleWord = (fact: ReportFact): string => (fact.scale === 1e6 ? 'millions' : 'thousands');
const period = (fact: ReportFact): string => `the ${ordinals[fact.quarter] ?? ''} quarter of ${fact.year}`;
const source = (fact: ReportFact, text: string, kind = 'pdf'): SupportSource => ({
  path: `/reports/${fact.company.replace(/ /g, '_')}_${fact.year}_Q${fact.quarter}.${kind}`, title: `${fact.company} quarterly report Q${fact.quarter} ${fact.year}`, text,
});

/** Pages and statements that the checker may be tuned on. */
export const tuningReports: Wordings<ReportFact> = {
  language: 'en',
  pages: [
    (fact) => source(fact, [
      fact.company.toUpperCase(), `Quarterly report for the quarter ended ${monthFirst(fact.ended)}`, '', 'CONDENSED STATEMENTS', `(in ${scaleWord(fact)})`, 'Three months ended',
      `${' '.repeat(34)}${monthFirst(fact.ended)}    ${monthFirst({ ...fact.ended, year: fact.year - 1 })}`,
      ...fact.rows.map(({ label, now, before }) => `${label.padEnd(34)}$ ${grouped(now / fact.scale).padStart(8)}    $ ${grouped(before / fact.scale).padStart(8)}`),
    ].join('\n')),
    (fact) => source(fact, [
      `${fact.company}, figures of quarter ${fact.quarter}, ${fact.year}`, `Amounts in ${scaleWord(fact)} of dollars.`, '',
      `| Item | Q${fact.quarter} ${fact.year} | Q${fact.quarter} ${fact.year - 1} |`, ...fact.rows.map(({ label, now, before }) => `| ${label} | ${grouped(now / fact.scale)} | ${grouped(before / fact.scale)} |`),
    ].join('\n'), 'md'),
    (fact) => source(fact, [
      `${fact.company} reports on ${period(fact)}.`,
      ...fact.rows.map(({ words, now, before }) => `${capital(words)} for the quarter were $${exactIn(now, unitOf(now))} ${unitWord(unitOf(now))}, compared with $${exactIn(before, unitOf(before))} ${unitWord(unitOf(before))} in the same quarter of ${fact.year - 1}, ${now > before ? 'an increase' : 'a decrease'} that followed volumes.`),
      'The company publishes its figures on the second Tuesday after the end of a quarter.',
    ].join(' '), 'txt'),
    (fact) => source(fact, [
      `${fact.company}`, `Quarterly letter, quarter ${fact.quarter} of ${fact.year}`, '',
      ...fact.rows.map(({ words, now, before }) => `- ${capital(words)}: $${exactIn(now, unitOf(now))} ${unitWord(unitOf(now))}, ${now > before ? 'up' : 'down'} from $${exactIn(before, unitOf(before))} ${unitWord(unitOf(before))} in the prior year's quarter.`),
    ].join('\n'), 'md'),
  ],
  templates: [
    { name: 'both years', restatement: 'cells in words', errors: ['figure', 'period', 'line'], say: (fact) => `${fact.company} booked ${row(fact).words} of $${exactIn(row(fact).now, unitOf(row(fact).now))} ${unitWord(unitOf(row(fact).now))} in ${period(fact)}; in ${period({ ...fact, year: fact.year - 1 })} it was $${exactIn(row(fact).before, unitOf(row(fact).before))} ${unitWord(unitOf(row(fact).before))}.` },
    { name: 'exceeded', restatement: 'comparison', errors: ['direction', 'company'], say: (fact) => `In ${period(fact)} the ${row(fact).words} of ${fact.company} ${fact.isUp ? 'exceeded' : 'were below'} those of ${period({ ...fact, year: fact.year - 1 })}.` },
    { name: 'came to, larger unit', restatement: 'unit and scale', errors: ['figure', 'company', 'period', 'line'], say: (fact) => `${fact.company}'s ${row(fact).words} came to $${exactIn(row(fact).now, unitOf(row(fact).now))} ${unitWord(unitOf(row(fact).now))} in ${period(fact)}.` },
    { name: 'all digits', restatement: 'unit and scale', errors: ['figure', 'company', 'line'], say: (fact) => `For ${period(fact)}, ${fact.company} had ${row(fact).words} of $${grouped(row(fact).now)}.` },
    { name: 'roughly', restatement: 'rounded', errors: ['figure', 'company', 'period', 'line'], say: (fact) => `In ${period(fact)}, ${row(fact).words} at ${fact.company} were roughly $${roundedIn(row(fact).now, unitOf(row(fact).now), 1)} ${unitWord(unitOf(row(fact).now))}.` },
    { name: 'was what it booked', restatement: 'reordered', errors: ['figure', 'period', 'line'], say: (fact) => `$${grouped(row(fact).now / fact.scale)} ${scaleWord(fact).slice(0, -1)} is what ${fact.company} booked as ${row(fact).words} for ${period(fact)}.` },
    { name: 'a year earlier', restatement: 'cells in words', errors: ['figure', 'line', 'company'], say: (fact) => `For ${period(fact)} the statement of ${fact.company} shows ${row(fact).words} of ${grouped(row(fact).now / fact.scale)} ${scaleWord(fact).slice(0, -1)} dollars, against ${grouped(row(fact).before / fact.scale)} ${scaleWord(fact).slice(0, -1)} a year earlier.` },
    { name: 'rose from to', restatement: 'comparison', errors: ['direction', 'figure'], say: (fact) => `${capital(row(fact).words)} ${fact.isUp ? 'rose' : 'fell'} from $${exactIn(row(fact).before, unitOf(row(fact).before))} ${unitWord(unitOf(row(fact).before))} to $${exactIn(row(fact).now, unitOf(row(fact).now))} ${unitWord(unitOf(row(fact).now))}.` },
    { name: 'higher than', restatement: 'comparison', errors: ['direction', 'company'], say: (fact) => `${fact.company}'s ${row(fact).words} in ${period(fact)} were ${fact.isUp ? 'higher' : 'lower'} than in the same quarter of ${fact.year - 1}.` },
  ],
  invented: [
    (fact) => `${fact.company} intends to open a second warehouse next to the railway yard.`,
    (fact) => `The auditors of ${fact.company} raised doubts about how ${row(fact).words} were recorded.`,
    () => 'The chief executive expects the market to recover within eighteen months.',
    (fact) => `Most of the ${row(fact).words} came from customers in South America.`,
  ],
};

const germanPeriod = (fact: ReportFact): string => `im ${['', 'ersten', 'zweiten', 'dritten', 'vierten'][fact.quarter] ?? ''} Quartal ${fact.year}`;
const germanItems: Readonly<Record<string, readonly [label: string, words: string]>> = {
  'Net sales': ['Umsatzerlöse', 'Umsatzerlöse'], 'Cost of goods sold': ['Herstellungskosten', 'Herstellungskosten'], 'Research and development': ['Forschung und Entwicklung', 'Kosten für Forschung und Entwicklung'],
  'Marketing expenses': ['Vertriebskosten', 'Vertriebskosten'], 'Administrative expenses': ['Verwaltungskosten', 'Verwaltungskosten'], 'Interest income': ['Zinserträge', 'Zinserträge'], 'Inventories': ['Vorräte', 'Vorräte'],
  'Trade receivables': ['Forderungen', 'Forderungen'], 'Deferred revenue': ['Abgegrenzte Erlöse', 'abgegrenzte Erlöse'], 'Depreciation': ['Abschreibungen', 'Abschreibungen'], 'Income taxes': ['Ertragsteuern', 'Ertragsteuern'], 'Subscription revenue': ['Erlöse aus Abonnements', 'Erlöse aus Abonnements'],
};
/** The rows with German labels. */
export const inGerman = (fact: ReportFact): ReportFact => ({ ...fact, rows: fact.rows.map((item) => { const [label, words] = germanItems[item.label] ?? [item.label, item.words]; return { ...item, label, words }; }) });

export const tuningGermanReports: Wordings<ReportFact> = {
  language: 'de',
  pages: [
    (fact) => source(fact, [
      `${fact.company}: Zwischenbericht`, `Alle Beträge in ${fact.scale === 1e6 ? 'Mio.' : 'Tsd.'} EUR`, '', `| Posten | Q${fact.quarter} ${fact.year} | Q${fact.quarter} ${fact.year - 1} |`,
      ...fact.rows.map(({ label, now, before }) => `| ${label} | ${grouped(now / fact.scale, '.')} | ${grouped(before / fact.scale, '.')} |`),
    ].join('\n'), 'md'),
    (fact) => source(fact, `${fact.company} hat die Zahlen für das Quartal veröffentlicht, die sich auf die Zeit ${germanPeriod(fact)} beziehen. ${fact.rows.map(({ words, now, before }) => `Die ${words} betrugen ${exactIn(now, unitOf(now), ',')} ${germanUnitWord(unitOf(now))} Euro nach ${exactIn(before, unitOf(before), ',')} ${germanUnitWord(unitOf(before))} Euro im Vorjahresquartal.`).join(' ')}`, 'txt'),
  ],
  templates: [
    { name: 'beliefen sich', restatement: 'unit and scale', errors: ['figure', 'company', 'line', 'period'], say: (fact) => `Die ${row(fact).words} von ${fact.company} beliefen sich ${germanPeriod(fact)} auf ${exactIn(row(fact).now, unitOf(row(fact).now), ',')} ${germanUnitWord(unitOf(row(fact).now))} Euro.` },
    { name: 'rund', restatement: 'rounded', errors: ['figure', 'line', 'period'], say: (fact) => `${capital(germanPeriod(fact))} lagen die ${row(fact).words} bei rund ${roundedIn(row(fact).now, unitOf(row(fact).now), 1, ',')} ${germanUnitWord(unitOf(row(fact).now))} Euro.` },
    { name: 'höher als', restatement: 'comparison', errors: ['direction'], say: (fact) => `Die ${row(fact).words} von ${fact.company} waren ${germanPeriod(fact)} ${fact.isUp ? 'höher' : 'niedriger'} als im Vorjahresquartal.` },
  ],
  invented: [(fact) => `${fact.company} will im kommenden Jahr zwei Werke in Polen schließen.`, () => 'Der Aufsichtsrat hat den Vertrag der Finanzchefin vorzeitig verlängert.'],
};
