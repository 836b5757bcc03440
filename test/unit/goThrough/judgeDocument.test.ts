import { describe, expect, it } from 'vitest';
import { readCriterion } from '../../../electron/engine/goThrough/criterion.ts';
import { DocumentJudge, type DocumentJudgement } from '../../../electron/engine/goThrough/judgeDocument.ts';

// Sentences of its own: none is of the evaluation's contracts.
function judge(criterion: string, text: string): DocumentJudgement & { readonly quotes: string[] } {
  const judge = new DocumentJudge(readCriterion(criterion, { frequencies: () => new Map(), total: () => 100 }));
  judge.add({ text, page: 1, hidden: null });
  const given = judge.judge({ isPartly: false });
  return { ...given, quotes: given.places.map(({ start, end }) => text.slice(start, end)) };
}

describe('a document is judged', () => {
  it('by an item of a list together with what it stands under', () => {
    const text = 'The Vendor shall:\n(a) deliver the goods on time;\n(b) indemnify the Client against third-party claims;\n(c) keep records.\n';
    expect(judge('Which contracts make the supplier indemnify the customer against third-party claims?', text)).toMatchObject({ verdict: 'yes', quotes: ['(b) indemnify the Client against third-party claims;'] });
    expect(judge('Which contracts make the customer indemnify the supplier against third-party claims?', text)).toMatchObject({ verdict: 'no', why: 'other-party' });
  });

  it('by a sentence whose first line looks like a heading', () => {
    expect(judge('Which contracts cap the supplier’s liability?', '4. Liability\n\nAny damages owed by the Seller are in every case limited to the\nannual fee.\n\n5. Law\n').quotes).toEqual(['Any damages owed by the Seller are in every case limited to the\nannual fee.']);
  });

  it('of landlords and tenants where these are asked of, and of nobody else', () => {
    const criterion = 'Which leases let the tenant terminate without cause?';
    expect(judge(criterion, 'The Tenant may end this lease for any reason on three months’ notice.').verdict).toBe('yes');
    expect(judge(criterion, 'The Landlord may terminate for any reason on three months’ notice.')).toMatchObject({ verdict: 'no', why: 'other-party' });
  });

  it('by the words of the question themselves where nothing better is known', () => {
    const criterion = 'Which documents mention a hydraulic pump?';
    expect(judge(criterion, 'The workshop bought two hydraulic pumps in May.').verdict).toBe('yes');
    expect(judge(criterion, 'The ship was pumped dry in the harbour.').verdict).toBe('no');
  });

  it('not by what does not show', () => {
    const judge = new DocumentJudge(readCriterion('Which documents mention a hydraulic pump?', { frequencies: () => new Map(), total: () => 100 }));
    judge.add({ text: 'A hydraulic pump.', page: 1, hidden: 'white' });
    expect(judge.judge({ isPartly: false })).toEqual({ verdict: 'no', why: 'nothing', places: [] });
  });
});
