import { PageText } from '../../../electron/engine/text/PageText.ts';
import { verifySentence, type VerifySource } from '../../../electron/engine/verify.ts';
import { passage } from '../../fakes/passage.ts';
import { share, type Measure } from '../Measure.ts';
import type { Section } from '../report.ts';
import type { SupportCase } from './SupportCase.ts';

export type Judged = SupportCase & { readonly isFlagged: boolean; readonly support: string; readonly note: string | null };
type Embed = Parameters<typeof verifySentence>[1];

/** What a reader is shown of each statement: flagged is everything but "supported". */
export async function judgeCases(cases: readonly SupportCase[], embed: Embed): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const item of cases) {
    const sources = item.sources.map(({ path, title, text }, index): VerifySource => (
      { n: index + 1, passage: passage({ id: index + 1, contentId: index + 1, documentId: index + 1, path, title, text }), page: new PageText(text), identity: text.slice(0, 4_000) }));
    // A model that writes wrongly cites wrongly as well: the first passage, whichever it is.
    const { support, note } = await verifySentence({ text: item.claim, cited: [1], sources, language: item.language }, embed, new AbortController().signal);
    judged.push({ ...item, isFlagged: support !== 'supported', support, note });
  }
  return judged;
}

/** Shares with their intervals, over all and for each kind. */
export function measureSupport(judged: readonly Judged[], title: string, aims: boolean): Section {
  const wrong = judged.filter(({ error }) => error !== null);
  const right = judged.filter(({ error }) => error === null);
  const flagged = (items: readonly Judged[]): boolean[] => items.map(({ isFlagged }) => isFlagged);
  const errors = [...new Set(wrong.flatMap(({ error }) => error ?? []))];
  const kinds = [...new Set(right.map(({ restatement }) => restatement))];
  const measures: Measure[] = [
    share('flagged', 'planted errors flagged', flagged(wrong), aims ? { aim: 0.9 } : {}),
    ...errors.map((kind) => share(`flagged.${kind}`, `  ${kind}`, flagged(wrong.filter(({ error }) => error === kind)))),
    share('refuted', 'planted errors said to be nowhere in the documents', wrong.map(({ support }) => support === 'unsupported')),
    share('falseAlarms', 'false alarms on true statements', flagged(right), aims ? { aim: 0.05, atMost: true } : {}),
    ...kinds.map((kind) => share(`falseAlarms.${kind}`, `  ${kind}`, flagged(right.filter(({ restatement }) => restatement === kind)))),
    ...(['en', 'de'] as const).flatMap((code) => [
      share(`flagged.${code}`, `planted errors flagged, ${code}`, flagged(wrong.filter(({ language }) => language === code))), share(`falseAlarms.${code}`, `false alarms, ${code}`, flagged(right.filter(({ language }) => language === code))),
    ]),
  ];
  return { title, measures };
}
