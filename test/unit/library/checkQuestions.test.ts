import { describe, expect, it } from 'vitest';
import { removeTellingRuns } from '../../../electron/engine/erase/removeQuoting.ts';
import { sampleShingles } from '../../../electron/engine/erase/shingles.ts';
import type { ErasePlan } from '../../../electron/engine/library/erasures.ts';
import { EvaluationQuestion, type EvaluationReport } from '../../../electron/shared/schemas.ts';
import { makeLibrary } from './testLibrary.ts';

const question = (words: string, more: object = {}): EvaluationQuestion => EvaluationQuestion.parse({ question: words, ...more });

describe('questions to check answers with', () => {
  it('are kept in their order, changed in their place and deleted', async () => {
    const { library: { checkQuestions } } = await makeLibrary();
    const [first, second] = [checkQuestions.save(question('Who pays?', { answer: 'The tenant', sources: ['lease.pdf'] })), checkQuestions.save(question('When?', { unanswerable: true }))];
    checkQuestions.save(question('Who pays the rent?'), first.id);
    expect(checkQuestions.list()).toEqual([{ id: first.id, question: question('Who pays the rent?') }, { id: second.id, question: question('When?', { unanswerable: true }) }]);
    checkQuestions.delete(first.id);
    expect(checkQuestions.list().map(({ id }) => id)).toEqual([second.id]);
    expect(() => { checkQuestions.delete(first.id); }).toThrow('input-invalid');
    expect(() => { checkQuestions.save(question('x'), first.id); }).toThrow('input-invalid');
  });

  it('go, with runs that hold them, when a document they tell of is erased; others stay', async () => {
    const { library } = await makeLibrary();
    const words = 'The merger of Hollenbeck with Quayside closes on the fourteenth of May, they said.';
    const path = '/docs/merger.txt';
    const outcome = (text: string): EvaluationReport['outcomes'][number] => ({ question: text, kind: null, unanswerable: false, verdict: 'answered', answer: '', cited: [], figures: {} });
    const report = (text: string): EvaluationReport => ({ atMs: 1, model: null, mode: 'quotes', strength: 'balanced', seconds: 1, outcomes: [outcome(text)], measures: [] });
    for (const given of [question(`Is it true: ${words}`), question('When does it close?', { answer: words }), question('Where?', { sources: [path] }), question('Who pays the rent?')]) library.checkQuestions.save(given);
    library.evaluations.save('tells', report(words));
    library.evaluations.save('does not', report('Who pays the rent?'));
    removeTellingRuns(library, { paths: [path], shingles: sampleShingles([words], 1_000) } as ErasePlan);
    expect(library.checkQuestions.list().map((kept) => kept.question.question)).toEqual(['Who pays the rent?']);
    expect(library.evaluations.list().map(({ name }) => name)).toEqual(['does not']);
  });
});
