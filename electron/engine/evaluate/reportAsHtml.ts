import type { EvaluationDifference, EvaluationLayer, EvaluationMeasure, EvaluationOutcome, EvaluationReport } from '../../shared/schemas.ts';

const layers: Readonly<Record<EvaluationLayer, string>> = { gate: 'Without a model', answer: 'Answers' };
const verdicts = { 'answered': 'answered', 'partly': 'answered in part', 'not-in-documents': 'refused' } as const;
const style = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; } caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
td.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; } .bad { font-weight: 600; }`;

/** The report as one page: no scripts, nothing fetched, every word of a document or question escaped. */
export function reportAsHtml(report: EvaluationReport, differences: readonly EvaluationDifference[] | null): string {
  const { outcomes, measures, model, mode, strength, atMs } = report;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'"><title>Answers checked</title><style>${style}</style></head><body>
<h1>Answers checked on ${String(outcomes.length)} question${outcomes.length === 1 ? '' : 's'}</h1>
<p>${escapeHtml(new Date(atMs).toISOString().slice(0, 16).replace('T', ' '))} UTC · ${model === null || mode === 'quotes' ? 'answers in quotes' : `answers written by ${escapeHtml(model)}`} · ${strength === 'strict' ? 'strict' : 'balanced'}. In brackets the 95 % interval.</p>
${differences === null ? '' : differencesTable(differences)}
${(Object.keys(layers) as EvaluationLayer[]).map((layer) => measuresTable(layers[layer], measures.filter((measure) => measure.layer === layer))).join('\n')}
<h2>Questions</h2>
<table><thead><tr><th scope="col">Question</th><th scope="col">Verdict</th><th scope="col">Answer</th><th scope="col">Judged</th></tr></thead><tbody>
${outcomes.map(outcomeRow).join('\n')}
</tbody></table>
</body></html>
`;
}

/** `96.2 % [87.3, 99.0]`, `0.31 s [0.28, 0.35]`; `–` where nothing was measured. */
function figureInWords({ value, low, high, unit }: Pick<EvaluationMeasure, 'value' | 'low' | 'high' | 'unit'>): string {
  if (value === null) return '–';
  const plain = (figure: number): string => unit === 'share' ? (figure * 100).toFixed(1) : figure.toFixed(2);
  const name = unit === 'share' ? ' %' : unit === 'seconds' ? ' s' : ' tokens/s';
  return `${plain(value)}${name}${low === null || high === null ? '' : ` [${plain(low)}, ${plain(high)}]`}`;
}

function measuresTable(title: string, measures: readonly EvaluationMeasure[]): string {
  const rows = measures.filter(({ value }) => value !== null).map((measure) => `<tr><th scope="row">${escapeHtml(measure.words)}</th><td class="figure">${escapeHtml(figureInWords(measure))}</td><td class="figure">${String(measure.n)}</td></tr>`);
  return `<table><caption>${title}</caption><thead><tr><th scope="col">Measure</th><th scope="col">Figure</th><th scope="col">Of</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function differencesTable(differences: readonly EvaluationDifference[]): string {
  const rows = differences.map(({ words, before, now, n, p, verdict }) =>
    `<tr><th scope="row">${escapeHtml(words)}</th><td class="figure">${(before * 100).toFixed(1)} %</td><td class="figure">${(now * 100).toFixed(1)} %</td><td class="figure">${String(n)}</td><td class="figure">${p.toFixed(3)}</td><td${verdict === 'worse' ? ' class="bad"' : ''}>${verdict.replaceAll('-', ' ')}</td></tr>`);
  return `<table><caption>Against the baseline</caption><thead><tr><th scope="col">Measure</th><th scope="col">Before</th><th scope="col">Now</th><th scope="col">Of</th><th scope="col">By chance</th><th scope="col">Verdict</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function outcomeRow({ question, verdict, answer, figures, unanswerable }: EvaluationOutcome): string {
  const correct = figures['answer.correct'];
  const judged = unanswerable ? (verdict === 'not-in-documents' ? 'rightly refused' : 'should be refused') : correct === undefined ? '–' : correct === 1 ? 'right' : `${((figures['answer.facts'] ?? 0) * 100).toFixed(0)} % of the facts`;
  return `<tr><td>${escapeHtml(question)}</td><td>${verdicts[verdict]}</td><td>${escapeHtml(answer)}</td><td>${judged}</td></tr>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => `&#${String(mark.charCodeAt(0))};`);
}
