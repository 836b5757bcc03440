import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../electron/engine/search/fingerprint.ts';

const same = (a: string, b: string) => fingerprint(a, []) === fingerprint(b, []);

describe('fingerprint', () => {
  it('does not see layout, capitals, bullets or small words', () => {
    expect(same('The lease ends on 30 June 2024.', 'the  lease ends\n30 June 2024')).toBe(true);
    expect(same('• Tenant pays rent', 'Tenant pays the rent.')).toBe(true);
    expect(same('infor-\nmation duties', 'information duties')).toBe(true);
  });

  it.each([
    ['a number', 'Rent is 1,200 a month', 'Rent is 1,300 a month'],
    ['a sign', 'Result (265) of the year', 'Result 265 of the year'],
    ['a currency', 'Rent is $1,200', 'Rent is €1,200'],
    ['a date', 'ends on 30 June 2024', 'ends on 30 June 2025'],
    ['a name', 'paid by Brimwell', 'paid by Tarnhollow'],
    ['a negation', 'The tenant may sublet', 'The tenant may not sublet'],
    ['a content word', 'Sales increased by 5 %', 'Sales decreased by 5 %'],
    ['the order', 'Brimwell acquired Velloren', 'Velloren acquired Brimwell'],
    ['a German negation', 'Der Mieter darf untervermieten', 'Der Mieter darf nicht untervermieten'],
  ])('tells apart what differs in %s', (_, a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it('tells the same row apart under another heading', () => {
    expect(fingerprint('Total 5', ['2023'])).not.toBe(fingerprint('Total 5', ['2022']));
  });
});
