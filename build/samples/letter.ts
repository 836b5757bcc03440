import { firm } from './firm.ts';
import { FlowPdf } from './FlowPdf.ts';

/** The landlord's letter about works to the quay. */
export function letter(): Buffer {
  const pdf = new FlowPdf({ title: 'Works to Custom House Quay', author: firm.landlord, created: '2024-09-03', head: `${firm.landlord}  ·  Harbour Office, North Mole, Port Ellery PE1 1AA`, foot: 'Our reference PEHT/CHQ/2024/31' });
  pdf.lines('3 September 2024').lines(firm.name, ...firm.address).paragraph('For the attention of Ms A. Quillon')
    .title('Works to Custom House Quay')
    .paragraph('Dear Ms Quillon,')
    .paragraph('I write to give notice under clause 7.1 of your lease that the quay in front of numbers 1 to 5 will be closed for the renewal of the sheet piling. The closure begins on Monday 6 January 2025 and is planned to end on Friday 28 March 2025, which is twelve weeks.')
    .paragraph('While the quay is closed you can reach the building from Cooper’s Lane. The two parking places behind the building stay open, but the slipway does not. Deliveries heavier than 500 kilograms must be arranged with the site office two working days ahead, by telephone on 01632 960 177.')
    .paragraph('Piling will be carried out between 8.30 and 16.30 on working days. The contractor, Gullane Dredging, expects the noise to be greatest in the weeks of 13 and 20 January. There will be no piling on the days of the regatta committee, 5 and 6 February.')
    .paragraph('Since the closure lasts longer than four weeks, clause 7.2 of the lease applies: the instalment of rent due on 25 December 2024 is reduced by ten per cent, from £9,600 to £8,640. You need not do anything; our invoice will show the reduced amount.')
    .paragraph('We will photograph the inside of your premises on 9 December 2024 at 10.00, so that any cracks that appear can be told from those that were there before. Please let me know if that day does not suit you.')
    .paragraph('Yours sincerely,').signatures('Margaret Oyelaran, Estates Manager');
  return pdf.bytes();
}
