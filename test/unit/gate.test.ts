import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { gateFeatureNames, gateFeatures, judgeAnswerable, type GateCoefficients, type GateHit } from '../../electron/engine/gate.ts';
import type { PhraseMatch } from '../../electron/engine/question/matchPhrase.ts';
import { weighQuestion, type Frequencies } from '../../electron/engine/question/terms.ts';
import { understand } from '../../electron/engine/understand.ts';

const coefficients = JSON.parse(readFileSync(new URL('../../resources/gate.json', import.meta.url), 'utf8')) as GateCoefficients;

/** A vocabulary of a thousand passages that knows the words given and no others. */
function vocabulary(known: string): Frequencies {
  const terms = new Set(known.toLowerCase().match(/[\p{L}\p{N}]+/gu));
  return { frequencies: (asked) => new Map(asked.map((term) => [term, terms.has(term) ? 20 : 0])), total: () => 1_000 };
}
const known = 'contoso lease rent harbour street monthly deposit ends month 2021 2026 the of is what contract tenant landlord net sale 2023 q3';

function hit(text: string, more: Partial<GateHit> = {}): GateHit {
  return { contentId: 1, title: 'Lease Harbour Street', path: '/docs/lease-2021.pdf', headingPath: [], text, keyword: 9, cosine: 0.82, documentScore: 1, ...more };
}
const far = Array.from({ length: 12 }, (_, index) => hit('Something else entirely.', { contentId: index + 2, title: 'Other', path: `/docs/other${index}.pdf`, keyword: 2, cosine: 0.55, documentScore: 0 }));
const identities = new Map([[1, 'Lease between Contoso Property and the tenant, 2021']]);

type More = { readonly mode?: 'hybrid' | 'foreign' | 'keyword'; readonly strength?: 'balanced' | 'strict'; readonly phrase?: PhraseMatch | null };
function judge(question: string, hits: readonly GateHit[], { mode = 'hybrid', strength = 'balanced', phrase = null }: More = {}) {
  const { searchedFor, names, language } = understand({ question, earlier: [] });
  const features = gateFeatures(weighQuestion(searchedFor, names, language, vocabulary(known)), hits, identities, phrase);
  return { features, ...judgeAnswerable(features, coefficients, mode, strength) };
}
const good = [hit('The monthly rent of the Contoso lease is 900 EUR.'), ...far];

describe('gateFeatures', () => {
  it('sees what the hits cover', () => {
    const { features } = judge('What is the monthly rent of the Contoso lease?', good);
    expect(features).toMatchObject({ nameCoverage: 1, yearCoverage: 1, quarterCoverage: 1, namesNowhere: 0, unknownShare: 0, topicSentence: 1, pairMissing: 0, hasNames: 1 });
    expect(features.coverageBest).toBeCloseTo(1);
  });
  it('sees names, years and quarters that are missing', () => {
    expect(judge('What is the monthly rent of Zanzibar Holdings?', good).features).toMatchObject({ namesNowhere: 1, nameCoverage: 0 });
    expect(judge('What was the rent of Contoso in 1987?', good).features).toMatchObject({ yearCoverage: 0, yearsNowhere: 1 });
    const quarterly = [hit('Net sales were 5.', { path: '/docs/2023_Q2.pdf', title: 'Report' }), ...far];
    expect(judge('What were net sales in Q3 2023?', quarterly).features.quarterCoverage).toBe(0);
    expect(judge('What were net sales in Q2 2023?', quarterly).features.quarterCoverage).toBe(1);
    expect(judge('What were net sales in Q3 2023?', good).features.quarterCoverage).toBe(0.5);
  });
  it('is finite without a hit and without a word', () => {
    for (const hits of [[], good]) for (const question of ['?', 'What is it?', '租金是多少']) for (const value of Object.values(judge(question, hits).features)) expect(Number.isFinite(value)).toBe(true);
  });
});

describe('judgeAnswerable', () => {
  it('lets through what is there and refuses what is not', () => {
    expect(judge('What is the monthly rent of the Contoso lease?', good).verdict).toBe('answerable');
    expect(judge('What was the gross ore grade of Zanzibar Holdings in 1987?', [hit('Nothing of the kind.', { cosine: 0.5, keyword: 1, documentScore: 0 }), ...far]).verdict).toBe('not');
  });
  it('with keywords alone refuses only where a name or year is nowhere', () => {
    const poor = [hit('Nothing of the kind.', { cosine: null, keyword: 1, documentScore: 0, title: 'Other', path: '/docs/x.pdf' })];
    expect(judge('What does the tenant have to pay every month?', poor, { mode: 'keyword' }).verdict).not.toBe('not');
    expect(judge('What did Zanzibar Holdings pay in 1987?', poor, { mode: 'keyword' }).verdict).toBe('not');
  });
  it('refuses what is told of other years alone, by words alone as well', () => {
    const report = (year: number) => [hit('Net sales of Contoso were 5.', { path: `/docs/${year}_Q3.pdf`, title: 'Report' }), ...far];
    for (const mode of ['hybrid', 'keyword'] as const) {
      expect(judge('What were the net sales of Contoso in 2026?', report(2023), { mode })).toMatchObject({ verdict: 'not', isOtherTime: true });
      expect(judge('What were the net sales of Contoso in 2023?', report(2023), { mode }).isOtherTime).toBe(false);
    }
  });
  it('refuses what no document names, whatever else is there', () => {
    const question = 'What is the monthly rent of the Contoso lease?';
    expect(judge(question, good, { phrase: { coverage: 1, headed: 1, likeness: 1 } }).verdict).toBe('answerable');
    expect(judge(question, good, { phrase: { coverage: 0.2, headed: 1, likeness: 0.85 } }).verdict).not.toBe('not');
    expect(judge(question, good, { phrase: { coverage: 0.2, headed: 1, likeness: 0.55 } }).verdict).toBe('not');
    // All its words stand there, in a text of other things: nothing is like it, and yet it is named.
    expect(judge(question, good, { phrase: { coverage: 0.92, headed: 1, likeness: 0.6 } }).verdict).not.toBe('not');
    // The list of directors for their pay: whose it is is named, what is asked for is not.
    expect(judge(question, good, { phrase: { coverage: 0.63, headed: 0.59, likeness: 0.7 } }).verdict).toBe('not');
    expect(judge(question, good, { phrase: { coverage: 0.63, headed: 1, likeness: 0.78 } }).verdict).not.toBe('not');
  });
  it('has coefficients for every mode, signed as their features speak, and bars in order, higher when strict', () => {
    for (const mode of ['hybrid', 'foreign', 'keyword'] as const) {
      for (const { weights, bars } of Object.values(coefficients[mode])) {
        for (const [name, weight] of Object.entries(weights)) {
          expect(gateFeatureNames).toContain(name);
          if (name !== 'hasNames') expect([name, /Nowhere|Missing|Unlike|unknown/.test(name) ? weight <= 0 : weight >= 0]).toEqual([name, true]);
        }
        for (const { partly, answerable } of Object.values(bars)) {
          expect(partly).toBeLessThanOrEqual(answerable);
          expect(partly).toBeGreaterThan(0);
        }
        expect(bars.strict.partly).toBeGreaterThanOrEqual(bars.balanced.partly);
      }
    }
    expect(coefficients.keyword.whole.weights).not.toHaveProperty('topCosine');
    expect(coefficients.keyword.phrase.weights).not.toHaveProperty('phraseUnlike');
  });
});
