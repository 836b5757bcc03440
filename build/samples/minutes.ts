import { DocxWriter } from '../../electron/engine/export/DocxWriter.ts';
import { expertReports2024, firm, pounds, turnover2024 } from './firm.ts';
import { profit2024 } from './accounts.ts';

const header = `${firm.name} · Minutes of the board`;

/** The board in November 2024: budget, drone, pensions. */
export function minutesNovember(): Buffer {
  return new DocxWriter({ title: 'Minutes of the board, 14 November 2024', created: '2024-11-18', header })
    .title('Minutes of the board, 14 November 2024')
    .paragraph('Held in the office from 14.00 to 16.10. Present: Amelia Quillon (chair), Joseph Hart, Priya Nair, Tomasz Wilk. Taking the minutes: Orla Finch.')
    .heading(1, 'Minutes of the last meeting').paragraph('The minutes of 12 September 2024 were approved without change.')
    .heading(1, 'Budget for 2025')
    .paragraph('Priya Nair presented the budget. Income is expected to reach £405,000 and costs £331,500. The board approved the budget with three votes; Tomasz Wilk abstained because he had joined too recently to judge the figures for travel.')
    .table(['Item', 'Budget 2025', 'Forecast 2024'], [['Staff', '£252,000', '£241,000'], ['Premises', '£44,500', '£44,000'], ['Insurance', '£9,000', '£8,200'], ['Equipment', '£11,000', '£9,900'], ['Travel', '£8,000', '£7,300'], ['Office and fees', '£7,000', '£6,500']])
    .heading(1, 'Purchase of a drone')
    .paragraph('Joseph Hart asked for a drone to inspect masts and cranes. The board approved the purchase of one Kestrel M4 for £4,350, on condition that two surveyors hold a pilot certificate before the first paid flight. Ines Moreau and Joseph Hart will take the course in February 2025.')
    .heading(1, 'Pensions').paragraph('From 1 April 2025 the company pays six per cent of salary into the pension scheme instead of five. The yearly cost is about £1,900.')
    .heading(1, 'The claim about the Marigold')
    .paragraph('Amelia Quillon reported that the insurer had acknowledged the notification of 22 October 2024 and appointed the solicitors Bell & Okafor. Nobody may speak or write to the claimant.')
    .heading(1, 'Works to the quay').paragraph('The board noted the landlord’s letter of 3 September 2024. Surveys that need the slipway are moved to Brightwater Boatyard from 6 January to 28 March 2025.')
    .heading(1, 'Actions').table(['Who', 'What', 'By'], [['Priya Nair', 'Renew the professional indemnity policy', '15 December 2024'], ['Joseph Hart', 'Order the drone and book the course', '10 January 2025'], ['Orla Finch', 'Tell customers about the slipway', '6 December 2024'], ['Amelia Quillon', 'Ask three agents about rents on the quay', '1 March 2025']])
    .heading(1, 'Next meeting').paragraph('The next meeting is on 20 March 2025 at 14.00.')
    .bytes();
}

/** The board in March 2025: accounts, the right to end the lease. */
export function minutesMarch(): Buffer {
  return new DocxWriter({ title: 'Minutes of the board, 20 March 2025', created: '2025-03-24', header })
    .title('Minutes of the board, 20 March 2025')
    .paragraph('Held in the office from 14.00 to 15.40. Present: Amelia Quillon (chair), Joseph Hart, Priya Nair. Apologies: Tomasz Wilk. Taking the minutes: Orla Finch.')
    .heading(1, 'Annual accounts 2024')
    .paragraph(`Turnover was ${pounds(turnover2024)} and profit before tax ${pounds(profit2024)}. The year brought ${expertReports2024} expert reports. The accounts were approved unanimously, with a dividend of £30,000 payable on 30 April 2025.`)
    .heading(1, 'Lease of the office')
    .paragraph('Amelia Quillon had asked three agents. They put the market rent of offices on the quay at £165 to £185 a square metre, so that the reviewed rent would lie between £35,310 and £39,590 a year. Since the rent cannot go down, little would change.')
    .paragraph('The board resolved not to decide yet about the right to end the lease on 1 April 2026. It will decide at the meeting of 19 June 2025, well before the last day for the notice, 30 September 2025.')
    .heading(1, 'Unpaid invoices')
    .paragraph('Invoice QH-24-042 remains unpaid. Priya Nair will send a last reminder and then hand the matter to Bell & Okafor. No further work is done for that customer until it is paid.')
    .heading(1, 'Drone')
    .paragraph('The drone was delivered on 14 February 2025. Ines Moreau has passed the examination; Joseph Hart repeats it on 8 April 2025. Until then no paid flight may take place.')
    .heading(1, 'Actions').table(['Who', 'What', 'By'], [['Priya Nair', 'File the accounts', '30 June 2025'], ['Amelia Quillon', 'Paper on the right to end the lease', '5 June 2025'], ['Joseph Hart', 'Repeat the pilot examination', '8 April 2025']])
    .heading(1, 'Next meeting').paragraph('The next meeting is on 19 June 2025 at 14.00.')
    .bytes();
}
