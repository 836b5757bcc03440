import { figureForms, holdsFigure } from './figures.ts';
import type { GoldQuestion } from './questions.ts';
import { Random } from './random.ts';
import type { FigureBounds } from './secMetrics.ts';

const windowLength = 900;

/**
 * What the figure measure could reach at most and gets by luck: a gold figure anywhere in the right documents, and in ten
 * stretches of them, of passage length, taken at random. `texts`: page texts by file stem.
 */
export function boundFigures(questions: readonly GoldQuestion[], texts: ReadonlyMap<string, readonly string[]>): FigureBounds {
  const random = new Random(11);
  const formsOfDocument = new Map([...texts].map(([stem, pages]) => [stem, figureForms(pages.join('\n'))]));
  return new Map(questions.map((question) => {
    const anywhere = question.figures.some((figure) => question.sources.some((source) => holdsFigure(formsOfDocument.get(source) ?? new Set(), figure)));
    const stretches = Array.from({ length: 10 }, () => {
      const text = (texts.get(random.pick(question.sources)) ?? []).join('\n');
      const start = random.integer(Math.max(1, text.length - windowLength));
      return figureForms(text.slice(start, start + windowLength));
    });
    return [question.id, { anywhere, byChance: question.figures.some((figure) => stretches.some((forms) => holdsFigure(forms, figure))) }];
  }));
}
