import { firm } from './firm.ts';
import { FlowPdf } from './FlowPdf.ts';

/** The schedule and conditions of the professional indemnity insurance for 2025. */
export function policy(): Buffer {
  const pdf = new FlowPdf({ title: 'Professional indemnity policy NM-PI-204417', author: firm.insurer, created: '2024-12-09', head: `${firm.insurer}  ·  Professional Indemnity`, foot: 'Policy NM-PI-204417' });
  pdf.title('Professional Indemnity Policy', 'Schedule and conditions for the year 2025')
    .heading('Schedule')
    .table([{ title: 'Item', share: 3 }, { title: 'Particulars', share: 5 }], [
      ['Policy number', 'NM-PI-204417'], ['Insured', firm.name], ['Period of insurance', '1 January 2025 to 31 December 2025, both days included'], ['Limit, any one claim', '£2,000,000'], ['Limit, all claims in the period', '£4,000,000'],
      ['Excess, each claim', '£5,000'], ['Excess, valuations above £1,000,000', '£10,000'], ['Retroactive date', '1 May 2009'], ['Territory', 'United Kingdom, Ireland and the European Union'],
    ])
    .heading('Premium')
    .table([{ title: 'Item', share: 5 }, { title: 'Amount (£)', share: 2, right: true }], [['Annual premium', '7,860.00'], ['Insurance premium tax at 12 per cent', '943.20'], ['Total payable', '8,803.20']], 1)
    .paragraph('The premium is based on fee income declared for the twelve months to 30 September 2024. It is payable in full by 31 January 2025.')
    .heading('What is covered')
    .paragraph('The insurer pays what the insured becomes legally liable to pay as damages, with claimants’ costs, for a claim first made against the insured during the period of insurance and arising from negligence in a survey, valuation, inspection or report carried out after the retroactive date.')
    .paragraph('Costs of defending a claim are paid in addition to the limit and do not bear the excess, provided that the insurer has agreed to them in writing beforehand.')
    .heading('What is not covered')
    .bullet('Claims arising from asbestos, however discovered.')
    .bullet('Diving work, and any inspection carried out below the water by anyone but a contractor who is insured for it.')
    .bullet('Surveys of vessels longer than 40 metres, unless the insurer has agreed in writing before the survey.')
    .bullet('Fines, penalties and liability taken on by contract beyond what the law would impose.')
    .bullet('Loss of documents not kept in at least two places.')
    .newPage()
    .heading('Conditions')
    .subheading('Notification')
    .paragraph('The insured must tell the insurer of any claim, and of any circumstance that may give rise to one, as soon as possible and in any case within 30 days of becoming aware of it. A claim notified later than 30 days after the end of the period of insurance is not covered.')
    .subheading('No admission')
    .paragraph('The insured may not admit liability or settle a claim without the insurer’s consent. An apology is not an admission.')
    .subheading('Drone surveys')
    .paragraph('Surveys with unmanned aircraft of up to 4 kilograms are covered if the pilot holds a current certificate and a log is kept of every flight. Damage done by the aircraft itself is not covered under this policy.')
    .subheading('Records')
    .paragraph('Survey notes, photographs and reports must be kept for at least fifteen years after the report was delivered.')
    .subheading('Cancellation')
    .paragraph('Either party may cancel with 60 days’ written notice. The premium is then returned in proportion to the time left, unless a claim has been notified in the period.')
    .heading('How to notify')
    .lines('Claims department, Northmoor Mutual Marine', '88 Exchange Street, Northmoor NM2 7TA', 'Telephone 01632 960 412, day and night');
  return pdf.bytes();
}
