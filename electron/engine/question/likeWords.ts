import { stem } from '../text/words.ts';

/** Words people take for each other when they ask for a figure or a thing by name: a row each. Whether they mean quite the same is for who reads the quote. */
const rows: readonly string[] = [
  'profit income earnings', 'expense cost spending expenditure outlay', 'revenue sales', 'salary wage pay remuneration', 'staff employee personnel workforce headcount',
  'repurchase buyback', 'customer client', 'debt borrowing', 'tenant lessee',
  'gewinn ergebnis', 'kosten aufwand aufwendung ausgabe', 'umsatz erlöse', 'gehalt lohn vergütung', 'mitarbeiter beschäftigte personal', 'kunde abnehmer', 'schulden verbindlichkeit',
];
const none: readonly string[] = [];
const others: ReadonlyMap<string, readonly string[]> = new Map(rows.flatMap((row) => {
  const stems = [...new Set(row.split(' ').map(stem))];
  return stems.map((one): [string, readonly string[]] => [one, stems.filter((other) => other !== one)]);
}));

/** The stems of the words that a word with this stem is taken for. */
export function likeStems(wanted: string): readonly string[] {
  return others.get(wanted) ?? none;
}
