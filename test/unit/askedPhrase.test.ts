import { describe, expect, it } from 'vitest';
import { askedPhrase } from '../../electron/engine/question/askedPhrase.ts';
import { matchPhrase } from '../../electron/engine/question/matchPhrase.ts';
import { weighQuestion } from '../../electron/engine/question/terms.ts';
import { understand } from '../../electron/engine/understand.ts';

const vocabulary = { frequencies: (terms: readonly string[]) => new Map(terms.map((term) => [term, 20])), total: () => 1_000 };
function phraseOf(question: string) {
  const { searchedFor, names, language } = understand({ question, earlier: [] });
  return askedPhrase(weighQuestion(searchedFor, names, language, vocabulary));
}
const passage = (text: string, headingPath: readonly string[] = []) => ({ text, title: 'Quarterly report', path: '/docs/report.pdf', headingPath });
const { signal } = new AbortController();
const match = async (question: string, text: string, embed: Parameters<typeof matchPhrase>[2] = null) => {
  const phrase = phraseOf(question);
  if (phrase === null) throw new Error(`no phrase in ${question}`);
  return await matchPhrase(phrase, [passage(text)], embed, signal);
};

describe('askedPhrase', () => {
  it('is the one thing asked for, without names and dates', () => {
    expect(phraseOf("What was Contoso's net promoter score in Q3 2022?")?.text).toBe('net promoter score');
    expect(phraseOf('How high was the employee turnover rate of Contoso in 2023?')?.text).toBe('employee turnover rate');
    expect(phraseOf('What net profit did Contoso report in the most recent 10-Q?')?.text).toBe('net profit');
    expect(phraseOf("How has Contoso's warranty claim rate changed over the reported quarters?")?.text).toBe('warranty claim rate');
    expect(phraseOf('How many whistleblower reports were there in 2022?')?.text).toBe('whistleblower reports');
    expect(phraseOf("What was Contoso's spending on research and development in Q3 2022?")?.text).toBe('spending on research and development');
    expect(phraseOf('Wie hoch war der Krankenstand im Jahr 2023?')?.text).toBe('Krankenstand');
  });
  it('is none where prose, one of many or a place is asked for', () => {
    for (const question of [
      'Why did the rent rise?', 'What are the main reasons for the change?', 'What factors influenced the gross margin?', 'In what year was the quay closed?',
      'What time does the office open?', 'Compare the rent of both leases.', 'Who signed the lease?', 'What legal disputes did Contoso have in 2022?', 'What is the main market of Contoso?',
    ]) expect([question, phraseOf(question)?.text]).toEqual([question, undefined]);
  });
});

describe('matchPhrase', () => {
  it('counts words that stand near each other, in one sentence or label', async () => {
    expect(await match('What was the gross margin in 2022?', 'Gross margin 40 % 41 %\nNet sales 5 6')).toEqual({ coverage: 1, headed: 1, likeness: 1 });
    expect((await match('What was the gross margin in 2022?', 'Gross profit was 4.\n\nThe margin loan was repaid.')).coverage).toBeCloseTo(0.5);
  });
  it('says how near the best comes that has the word in it that is asked for', async () => {
    expect(phraseOf('What is the salary of the managing director?')?.head).toBe('salar');
    expect(phraseOf('How high was the number of patents in 2023?')?.head).toBe('patent');
    expect(phraseOf('Wie hoch war das Gehalt des Geschäftsführers im Jahr 2023?')?.head).toBe('gehalt');
    const directors = 'The managing director of the board is Ida Quillon.';
    expect((await match('What is the salary of the managing director?', directors)).headed).toBe(0);
    const phrase = phraseOf('What is the salary of the managing director?');
    if (phrase === null) throw new Error('no phrase');
    const both = await matchPhrase(phrase, [passage(directors), passage('The company pays six per cent of salary into a pension.')], null, signal);
    expect(both.headed).toBeCloseTo(0.5);
    expect((await match('What is the salary of the managing director?', 'The salary of the managing director is 5.')).headed).toBe(1);
  });
  it('finds an acronym spelled out', async () => {
    expect((await match('What was the R&D expenditure in 2022?', 'Research and development expenditure was 4.')).coverage).toBe(1);
  });
  it('takes words that people use for each other for one another, not quite as surely', async () => {
    expect((await match('What was the net profit in 2022?', 'Net income 5 6')).coverage).toBeCloseTo(0.95);
    expect((await match('Wie hoch war der Umsatz im Jahr 2022?', 'Erlöse 5 6')).coverage).toBeCloseTo(0.9);
    expect((await match('How high was the employee turnover in 2022?', 'Revenue for each employee was 5.')).coverage).toBeCloseTo(0.5);
    expect((await match('What was the gross margin in 2022?', 'Gross profit was 4.')).coverage).toBeCloseTo(0.5);
  });
  it('misses hardly anything where only a word for how much is missing', async () => {
    expect((await match('How have inventory levels changed?', 'Inventories 5 6')).coverage).toBeGreaterThan(0.9);
    expect((await match('What was the number of patents in 2022?', 'Patents are valued at cost.')).coverage).toBeLessThan(0.75);
  });
  it('compares meaning only where words are missing', async () => {
    let asked = 0;
    const embed = (texts: readonly string[]): Promise<Float32Array[]> => { asked += 1; return Promise.resolve(texts.map((text) => new Float32Array(/profit|Net income/.test(text) ? [1, 0] : [0, 1]))); };
    expect(await match('What was the net profit in 2022?', 'Net income 5 6\n\nThe sun shone on the harbour all day.', embed)).toMatchObject({ likeness: 1 });
    expect(asked).toBe(1);
    await match('What was the net profit in 2022?', 'Net profit was 5.', embed);
    expect(asked).toBe(1);
  });
  it('has nothing without passages', async () => {
    const phrase = phraseOf('What was the gross margin in 2022?');
    if (phrase === null) throw new Error('no phrase');
    expect(await matchPhrase(phrase, [], null, signal)).toEqual({ coverage: 0, headed: 0, likeness: 0 });
  });
});
