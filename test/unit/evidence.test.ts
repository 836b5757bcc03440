import { describe, expect, it } from 'vitest';
import { embedLimitOf, findEvidence, maxEmbedded, type EvidenceInput } from '../../electron/engine/evidence.ts';
import { weighQuestion } from '../../electron/engine/question/terms.ts';
import { composeQuotes } from '../../electron/engine/quoteAnswer.ts';
import { PageText } from '../../electron/engine/text/PageText.ts';
import { phrasesFor } from '../../electron/engine/text/phrases.ts';
import { understand } from '../../electron/engine/understand.ts';
import { passage } from '../fakes/passage.ts';

const vocabulary = { frequencies: (terms: readonly string[]) => new Map(terms.map((term) => [term, 5])), total: () => 500 };
const signal = new AbortController().signal;
const statement = 'STATEMENTS OF OPERATIONS\n(In millions)\nThree Months Ended  Nine Months Ended\nJuly 1,  June 25,  July 1,  June 25,\n2023  2022  2023  2022\nNet sales:\nProducts  $60,584  $63,355  $230,901  $245,241\nServices  21,213  19,604  62,886  58,941\nTotal net sales  81,797  82,959  293,787  304,182\nResearch and development  7,442  6,797  22,608  19,490';
const prose = 'The lease begins on 1 March 2021. It ends on 28 February 2026. The rent was raised because the shop was enlarged. The following is agreed:\n• the roof is repaired by the landlord;\n• the floor is kept clean by the tenant.';

function input(question: string, texts: readonly string[], limit = 6): EvidenceInput {
  const { searchedFor, names, language, overTime } = understand({ question, earlier: [] });
  const passages = texts.map((text, index) => ({ ...passage({ id: index + 1, contentId: index + 1, documentId: index + 1, path: `/d/${index + 1}.pdf`, text }), score: 1 - index * 0.05 }));
  return {
    question: weighQuestion(searchedFor, names, language, vocabulary), passages, limit, overTime, embedLimit: maxEmbedded,
    pageOf: (contentId) => new PageText(texts[contentId - 1] ?? ''), passagesOfPage: (contentId) => passages.filter((item) => item.contentId === contentId), identityOf: () => '',
  };
}
const best = async (question: string, texts: readonly string[]) => (await findEvidence(input(question, texts), null, signal))[0];

describe('findEvidence', () => {
  it('finds the row, with its header and columns', async () => {
    const item = await best('What were total net sales in 2023?', [prose, statement]);
    expect(item?.text).toBe('Total net sales  81,797  82,959  293,787  304,182');
    expect(item?.columns?.[0]).toBe('three months ended July 1, 2023');
    expect(statement.slice(item?.start, item?.end)).toBe(item?.text);
    expect((await best("What was Contoso's R&D expense?", [statement, prose]))?.text).toContain('Research and development');
  });
  it('finds the sentence, with the one it leans on', async () => {
    expect((await best('When does the lease end?', [statement, prose]))?.text).toContain('ends on 28 February 2026');
    expect((await best('Why was the rent raised?', [statement, prose]))?.text).toBe('The rent was raised because the shop was enlarged.');
    expect((await best('When does it end, on which date in February?', [prose]))?.text).toBe('The lease begins on 1 March 2021. It ends on 28 February 2026.');
  });
  it('gives a breakdown whole', async () => {
    expect((await best('What is the breakdown of net sales?', [statement]))?.text).toMatch(/^Products[\s\S]*Total net sales/);
  });
  it('takes no running head or foot for a row, and no pointer for a statement', async () => {
    const page = 'Notes\n\nSee Note 6 for the services revenue of the quarter.\n\nServices revenue grew because of advertising.\n\nContoso Inc. | Services revenue, Q3 2022 Form 10-Q | 7';
    const items = await findEvidence(input('What drove services revenue in Q3 2022?', [page]), null, signal);
    expect(items[0]?.text).toBe('Services revenue grew because of advertising.');
    expect(items.some((item) => item.text.includes('Form 10-Q'))).toBe(false);
    expect((await best('What is the total?', ['Rent  9.50  8\nCleaning  3.50  2\nTotal  13.00  10']))?.text).toContain('Total');
  });
  it('puts the thing asked for before what is said about it', async () => {
    const told = 'The supply chain management of the house is strained.\n\nIn thousands  2023  2022\nInventory  4,319  5,159';
    expect((await best('How have inventory levels changed from 2022 to 2023, and what might this indicate about supply chain management?', [told]))?.text).toContain('4,319');
  });
  it('is verbatim, without overlap or repetition, and not all from one document', async () => {
    const items = await findEvidence(input('total net sales products services lease rent', [statement, prose, statement, prose]), null, signal);
    const texts = [statement, prose, statement, prose];
    for (const item of items) expect(texts[item.passage.contentId - 1]?.slice(item.start, item.end)).toBe(item.text);
    expect(new Set(items.map((item) => item.text)).size).toBe(items.length);
  });
  it('embeds no more sentences than it may, and lets meaning decide among equals', async () => {
    const embedded: string[] = [];
    const embed = (texts: readonly string[], kind: 'query' | 'passage') => {
      if (kind === 'passage') embedded.push(...texts);
      return Promise.resolve(texts.map((text) => (kind === 'query' || text.includes('enlarged') ? new Float32Array([1, 0]) : new Float32Array([0, 1]))));
    };
    const many = Array.from({ length: 40 }, (_, index) => `The garden has bed ${index} of roses.`).join(' ');
    const items = await findEvidence(input('What happened to the garden?', ['The garden was enlarged in spring.', many]), embed, signal);
    expect(embedded.length).toBeLessThanOrEqual(maxEmbedded);
    expect(items[0]?.text).toContain('enlarged');
  });
  it('embeds no more than 24 over all searches of a question', () => {
    for (let searches = 1; searches <= 8; searches += 1) expect(searches * embedLimitOf(searches)).toBeLessThanOrEqual(24);
    expect(embedLimitOf(1)).toBe(maxEmbedded);
  });
  it('has nothing to show where nothing is found', async () => {
    expect(await findEvidence(input('What is the rent?', []), null, signal)).toEqual([]);
  });
});

describe('composeQuotes', () => {
  it('tells the best, and others only when they add to it', async () => {
    const items = await findEvidence(input('What were total net sales?', [statement, statement.replace('Total net sales', 'Total net sales ')]), null, signal);
    const told = composeQuotes(items, phrasesFor('en'), null, false);
    expect(told).toHaveLength(1);
    expect(told[0]?.text).toBe('1.pdf, page 1: Net sales – Total net sales (in millions): 81,797 (three months ended July 1, 2023); 82,959 (three months ended June 25, 2022); 293,787 (nine months ended July 1, 2023); 304,182 (nine months ended June 25, 2022)'.replace('Net sales – Total', 'Total'));
    expect(composeQuotes(items, phrasesFor('de'), null, false)[0]?.text).toContain('Seite 1');
  });
  it('tells the table with the most rows first where parts are asked for, and prose alone where there is none', async () => {
    const said = 'The breakdown of net sales by products and services is reviewed by the board of the group.';
    const small = 'In millions  2023  2022\nNet sales  5  4\nGross profit  2  1';
    const items = await findEvidence(input('What is the breakdown of net sales by products and services?', [said, small, statement]), null, signal);
    const prosaic = items.findIndex((item) => item.row === null);
    const ordered = [...items.slice(prosaic, prosaic + 1), ...items.filter((_, index) => index !== prosaic)].map((item, index) => ({ ...item, score: 1 - index / 100 }));
    const plain = composeQuotes(ordered, phrasesFor('en'), null, false);
    expect(plain[0]?.text).toContain('reviewed by the board');
    const parted = composeQuotes(ordered, phrasesFor('en'), null, true);
    expect(parted[0]?.text).toContain('21,213');
    expect(parted[1]?.text).toContain('reviewed by the board');
    expect(composeQuotes(ordered.filter((item) => item.row === null), phrasesFor('en'), null, true)).toHaveLength(1);
  });
});
