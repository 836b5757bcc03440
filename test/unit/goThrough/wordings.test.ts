import { describe, expect, it } from 'vitest';
import { readCriterion } from '../../../electron/engine/goThrough/criterion.ts';
import { judgeSentence } from '../../../electron/engine/goThrough/judgeSentence.ts';

// Sentences of its own: none is of the evaluation's contracts.
const criteria = {
  indemnity: 'Which contracts make the supplier indemnify the customer against third-party claims?', cap: 'Which contracts cap the supplier’s liability?',
  convenience: 'Which contracts let the customer terminate without cause?', renewal: 'Which contracts renew automatically?', control: 'Which contracts may be terminated on a change of control?',
  exclusivity: 'Which contracts oblige the customer to buy exclusively from the supplier?', solicitation: 'Which contracts forbid hiring the other party’s employees?',
  audit: 'Which contracts give the customer the right to audit the supplier?',
} as const;
type Asked = keyof typeof criteria;

const saying: Readonly<Record<Asked, readonly string[]>> = {
  indemnity: ['If a third party sues the Customer, the Supplier bears the costs.', 'Third-party claims against the Customer shall be met by the Supplier.', 'The Supplier holds the Customer harmless from any demands made by others.'],
  cap: ['The Supplier shall under no circumstances owe damages above the yearly fee.', 'The Supplier’s responsibility for loss is confined to the price of the Services.', 'Beyond the sum of EUR 1,000,000 the Supplier is not liable.', 'The Customer cannot recover from the Supplier more than it has paid.'],
  convenience: ['The Customer is free to end the contract whenever it wishes.', 'Termination by the Customer does not require good cause.', 'The Customer has the right to terminate at its sole discretion.'],
  renewal: ['If neither party objects in writing, a new term of two years begins.', 'The subscription renews itself at the end of every period.', 'Should no party terminate in time, the Agreement remains in force for a further year.', 'The Agreement does not expire at the end of the initial term but is prolonged for one year at a time, save where notice is given.'],
  control: ['The Customer may give notice where the Supplier is sold to a competitor.', 'If more than half of the voting rights change hands, the other party may withdraw.'],
  exclusivity: ['The Customer shall not source equivalent goods from any person other than the Supplier.', 'The Customer must meet its entire demand through the Supplier.', 'The Supplier shall be the sole and exclusive provider of the Services to the Customer.', 'Only the Supplier may supply the Customer with the Products.'],
  solicitation: ['For two years after its end, a party that takes a worker of the other into its service owes a penalty of one year’s salary.', 'No party may engage, whether as employee or contractor, anyone who worked for the other party in the preceding year.', 'A party shall not cause any employee of the other to quit.'],
  audit: ['The Supplier’s books may be inspected by the Customer during business hours.', 'The Supplier agrees to undergo an audit commissioned by the Customer.', 'The Customer may appoint an accountant to look through the Supplier’s ledgers.', 'The Supplier shall make its cost records available to the Customer for examination.'],
};
const silent: Readonly<Record<Asked, readonly string[]>> = {
  indemnity: ['The Customer shall indemnify the Supplier against third-party claims.', 'Each party shall bear its own costs.'],
  cap: ['Neither party is liable for delays caused by events beyond its reasonable control.', 'The Supplier’s liability is unlimited.', 'The Customer’s liability shall not exceed the fees.', 'Travel expenses are capped at EUR 500 a day.'],
  convenience: ['Whenever the Supplier becomes insolvent, the Customer may end this Agreement.', 'The Supplier may terminate at its sole discretion.'],
  renewal: ['The term ends on 31 December and may be renewed only by written agreement.', 'The Supplier renews its insurance every year.'],
  control: ['Either party may terminate this Agreement for good cause.', 'A change control procedure is set out in Annex 3.'],
  exclusivity: ['The Supplier shall sell the Products exclusively to the Customer.', 'The Customer remains free to buy from other suppliers.', 'The courts of Bern have exclusive jurisdiction.'],
  solicitation: ['The Supplier shall not employ children.', 'The Supplier shall not replace its key personnel without the Customer’s approval.', 'Each party may freely employ persons who answer a public advertisement.'],
  audit: ['The Supplier may audit the Customer’s use of the software.', 'The Customer has no right to inspect the Supplier’s books.', 'The Customer shall inspect the goods upon delivery.'],
};

const says = (asked: Asked, sentence: string): boolean =>
  judgeSentence(readCriterion(criteria[asked], { frequencies: () => new Map(), total: () => 100 }), sentence)?.finding === 'says';

describe('a clause is known in other words', () => {
  it.each(Object.keys(criteria) as Asked[])('%s', (asked) => {
    expect(saying[asked].filter((sentence) => !says(asked, sentence))).toEqual([]);
    expect(silent[asked].filter((sentence) => says(asked, sentence))).toEqual([]);
  });
});
