import { expertReports2024, firm, money, pounds, turnover2024 } from './firm.ts';
import { FlowPdf, type Column } from './FlowPdf.ts';

const costs2024 = { staff: 241_400, premises: 43_956, insurance: 8_240, equipment: 9_870, travel: 7_315, office: 6_480 };
const turnover2023 = 356_480;
const costs2023 = { staff: 226_900, premises: 42_610, insurance: 7_960, equipment: 12_430, travel: 6_905, office: 6_120 };
const sum = (costs: typeof costs2024) => Object.values(costs).reduce((total, cost) => total + cost, 0);

export const profit2024 = turnover2024 - sum(costs2024);
export const tax2024 = Math.round(profit2024 * 0.19);

/** The annual accounts for 2024; turnover is the sum of the year's invoices. */
export function accounts(): Buffer {
  const pdf = new FlowPdf({ title: `Annual accounts 2024 of ${firm.name}`, author: 'Priya Nair', created: '2025-03-04', head: `${firm.name}  ·  Annual accounts 2024`, foot: 'Approved by the board on 20 March 2025' });
  const figures: readonly Column[] = [{ title: '', share: 5 }, { title: '2024 (£)', share: 2, right: true }, { title: '2023 (£)', share: 2, right: true }];
  const profit2023 = turnover2023 - sum(costs2023);
  const tax2023 = Math.round(profit2023 * 0.19);
  const row = (label: string, now: number, before: number) => [label, money(now), money(before)];
  pdf.title('Annual Accounts', 'Year ended 31 December 2024')
    .heading('Report of the directors')
    .paragraph(`The directors of ${firm.name} present their report and the accounts for the year ended 31 December 2024. The company surveys, measures and values small commercial vessels and yachts from its office on Custom House Quay.`)
    .paragraph(`Turnover rose from ${pounds(turnover2023)} to ${pounds(turnover2024)}. Most of the increase came from expert reports, of which there were ${expertReports2024}, and from condition surveys asked for by insurers. Profit before tax was ${pounds(profit2024)}.`)
    .paragraph('The company employed six people on average during the year, one more than in 2023. The directors recommend a dividend of £30,000, to be paid on 30 April 2025.')
    .paragraph('The directors during the year were Amelia Quillon (managing director), Joseph Hart (technical director) and Priya Nair (finance director). Tomasz Wilk joined the board on 1 July 2024.')
    .heading('Profit and loss account')
    .table(figures, [
      row('Turnover', turnover2024, turnover2023), row('Staff costs', costs2024.staff, costs2023.staff), row('Premises', costs2024.premises, costs2023.premises), row('Insurance', costs2024.insurance, costs2023.insurance), row('Equipment and depreciation', costs2024.equipment, costs2023.equipment),
      row('Travel', costs2024.travel, costs2023.travel), row('Office and professional fees', costs2024.office, costs2023.office), row('Total costs', sum(costs2024), sum(costs2023)), row('Profit before tax', profit2024, profit2023), row('Corporation tax', tax2024, tax2023), row('Profit for the year', profit2024 - tax2024, profit2023 - tax2023),
    ], 1)
    .newPage()
    .heading('Balance sheet at 31 December 2024')
    .table(figures, [row('Survey equipment and vehicles', 31_240, 29_815), row('Trade debtors', 14_260, 11_905), row('Deposit held by landlord', 9_600, 9_600), row('Cash at bank', 131_412, 94_377), row('Total assets', 186_512, 145_697), row('Trade creditors', 6_118, 5_940), row('Tax due', tax2024, tax2023), row('Net assets', 186_512 - 6_118 - tax2024, 145_697 - 5_940 - tax2023)], 1)
    .heading('Notes')
    .subheading('1. Accounting policies')
    .paragraph('Turnover is the amount invoiced for work done in the year, without value added tax. Equipment is written off in equal parts over five years, drones over three.')
    .subheading('2. Commitments under the lease')
    .paragraph('The company rents its office under a lease that ends on 31 March 2031, at £38,400 a year until the review on 1 April 2026. The total still to be paid up to the date at which the lease can first be ended is £38,400.')
    .subheading('3. Contingent liability')
    .paragraph('In October 2024 the buyer of the fishing vessel Marigold alleged that rot in the stern post had been missed in a survey of March 2023. The claim is for £38,500. The insurer was told on 22 October 2024. The directors believe that the claim will fail; beyond the excess of £5,000 it is insured.')
    .subheading('4. Events after the end of the year')
    .paragraph('The quay in front of the office was closed for works from 6 January 2025. The landlord has reduced the rent for the quarter by £960.')
    .signatures('Amelia Quillon, director', 'Priya Nair, director');
  return pdf.bytes();
}
