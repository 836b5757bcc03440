import { isMet, type Difference, type Measure } from './Measure.ts';

export type Section = { readonly title: string; readonly measures: readonly Measure[] };

/** A table for people: figure, 95 % interval, number of cases, aim. */
export function printSections(sections: readonly Section[], say: (line: string) => void): void {
  for (const { title, measures } of sections) {
    say(`\n${title}`);
    for (const measure of measures) {
      const { value, low, high, n } = measure.estimate;
      if (n === 0) { say(`  ${measure.words.padEnd(70)}      –   nothing to measure`); continue; }
      const asText = (figure: number): string => measure.unit === 'share' ? (100 * figure).toFixed(1) : figure.toFixed(3);
      const met = isMet(measure);
      const aim = measure.aim === undefined ? '' : `  aim ${measure.atMost === true ? '≤' : '≥'} ${asText(measure.aim)} ${met === true ? 'met' : 'NOT MET'}`;
      say(`  ${measure.words.padEnd(70)} ${asText(value).padStart(6)}${measure.unit === 'share' ? ' %' : ' s'}  [${asText(low)}, ${asText(high)}]  n=${String(n)}${aim}`);
    }
  }
}

export function printDifferences(title: string, differences: readonly Difference[], say: (line: string) => void): void {
  say(`\n${title}`);
  const percent = (figure: number): string => (100 * figure).toFixed(1);
  for (const { words, first, second, difference, isWithinNoise } of differences) {
    say(`  ${words.padEnd(70)} ${percent(first).padStart(6)} → ${percent(second).padStart(6)}  ${difference.value >= 0 ? '+' : ''}${percent(difference.value)} [${percent(difference.low)}, ${percent(difference.high)}]  ${isWithinNoise ? 'within noise' : 'BEYOND NOISE'}`);
  }
}

/** The same for programs. */
export function sectionsAsJson(sections: readonly Section[]): Record<string, unknown> {
  return Object.fromEntries(sections.map(({ title, measures }) => [title, Object.fromEntries(measures.map((measure) => {
    const { value, low, high, n } = measure.estimate;
    return [measure.key, { value: finite(value), low: finite(low), high: finite(high), n, unit: measure.unit, aim: measure.aim ?? null, met: isMet(measure) }];
  }))]));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
