import { firm, invoices } from './firm.ts';

export const handbook = `# Staff handbook

${firm.name}, edition of 1 May 2024

## Working time

The working week has 37.5 hours. The office is staffed from 8.30 to 17.30 on working days. Surveys at weekends are repaid with time off, hour for hour, to be taken within three months.

### Working alone

Nobody surveys a vessel alone when it is afloat. Ashore, whoever works alone tells the office before and after, and is rung if the second call has not come within two hours.

## Leave

- Everyone has **26 days** of paid leave a year, and the public holidays on top.
- After five years of service there are two days more.
- Up to five days may be carried into the next year and must be taken by 31 March.
- Leave of more than a week is asked for four weeks ahead.

## Sickness

Report sick by 9.00 on the first day. A doctor's note is needed from the eighth day. Full pay continues for eight weeks in any twelve months, half pay for another eight.

## Notice

| Service | Notice by the company | Notice by the employee |
| --- | --- | --- |
| Trial period (six months) | 1 week | 1 week |
| Up to five years | 1 month | 1 month |
| More than five years | 3 months | 1 month |

## Expenses

Claims are made within 60 days, with receipts. The rates are:

| Item | Rate |
| --- | ---: |
| Own car, per mile | £0.45 |
| Meal, away for more than ten hours | £24.00 |
| Hotel, per night, at most | £110.00 |
| Work boots and clothing, per year | £180.00 |

First-class travel is not repaid. A hotel above the limit needs the consent of a director beforehand.

## Safety

1. Life jackets are worn on every pontoon, ladder and deck without rails.
2. Confined spaces are entered only with a gas meter, a second person outside and a written permit.
3. Nobody climbs a mast. Masts are inspected from a lift or with the drone.
4. Every accident and near miss is written into the incident log on the same day.

## Computers and papers

Reports leave the office only as PDF. Survey notes are put on the server within two working days. Passwords are not written down, and the visitors' wireless network is not used for work.
`;

export const recordsPolicy = `---
title: How long we keep records
date: 2024-02-15
---

# How long we keep records

This policy was adopted by the board on 15 February 2024. Orla Finch keeps it up to date.

## Periods

| Record | Kept for | Why |
| --- | --- | --- |
| Survey notes, photographs, reports | 15 years after delivery | condition of the indemnity insurance |
| Invoices and bank statements | 7 years | tax law |
| Contracts and leases | 12 years after their end | limitation of claims |
| Personnel files | 6 years after leaving | limitation of claims |
| Applications that were not successful | 6 months | data protection |
| Drone flight logs | 3 years | aviation rules |

## Where records are kept

Paper is scanned within a month and then shredded, except signed originals of contracts, which lie in the steel cupboard on the first floor. The server is copied every night to a second disk in Joseph Hart's house and every Friday to a disk in the bank.

## Destruction

In January of each year Orla Finch lists what has reached its period. A director signs the list. Nothing about the *Marigold* may be destroyed until the claim is settled.
`;

export const fees = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="date" content="2025-01-02">
<title>Scale of fees 2025 – ${firm.short}</title>
<style>body { font-family: Georgia, serif; max-width: 44rem; margin: 2rem auto; } table { border-collapse: collapse; } td, th { border-bottom: 1px solid #ccc; padding: .3rem 1rem; } td + td { text-align: right; }</style>
</head>
<body>
<h1>Scale of fees 2025</h1>
<p>These fees hold from 2 January to 31 December 2025. All are in pounds, without value added tax of 20 per cent. Travel within 30 miles of Port Ellery is included; beyond that it costs 65 pence a mile.</p>
<h2>Yachts and motor boats</h2>
<table>
<thead><tr><th>Survey</th><th>Up to 10 m</th><th>10 to 15 m</th><th>15 to 24 m</th></tr></thead>
<tbody>
<tr><td>Pre-purchase survey</td><td>980</td><td>1,460</td><td>2,350</td></tr>
<tr><td>Insurance condition survey</td><td>640</td><td>920</td><td>1,480</td></tr>
<tr><td>Valuation only</td><td>310</td><td>420</td><td>680</td></tr>
<tr><td>Tonnage measurement</td><td>290</td><td>365</td><td>510</td></tr>
</tbody>
</table>
<h2>Commercial vessels</h2>
<table>
<thead><tr><th>Work</th><th>Fee</th></tr></thead>
<tbody>
<tr><td>Coding inspection, first day</td><td>980</td></tr>
<tr><td>Each further day</td><td>760</td></tr>
<tr><td>Ultrasonic thickness survey, up to 100 points</td><td>1,260</td></tr>
<tr><td>Damage assessment, per day</td><td>1,540</td></tr>
<tr><td>Expert report for a court, per hour</td><td>185</td></tr>
</tbody>
</table>
<h2>Terms</h2>
<ul>
<li>Half of the fee is paid when the survey is booked, the rest within 30 days of the report.</li>
<li>A booking cancelled less than three working days ahead costs 40 per cent of the fee.</li>
<li>Lifting ashore, scaffolding and the boatyard's labour are paid by the customer.</li>
</ul>
<p>Clubs that book five surveys or more in a year receive a discount of eight per cent.</p>
</body>
</html>
`;

export const incidentLog = `INCIDENT LOG 2024
Quillon & Hart Marine Surveyors Ltd
Kept by Orla Finch. Every accident and near miss, on the same day.

14 February 2024, 11.20, Brightwater Boatyard
Ines Moreau slipped on ice on the slipway. Bruised wrist, no doctor needed. Grit is now spread by
the yard before 8.00 on days of frost.

3 April 2024, 15.45, fishing vessel Dawn Chorus
The gas meter showed 16.9 per cent of oxygen in the fish hold. Nobody had gone in. The hatch was
left open overnight and the survey finished next day.

17 June 2024, 10.05, yacht Corvina
Smell of gas while the cooker was tested. Bottle shut off, cabin aired, test stopped. See report
S-2024-087.

29 July 2024, 9.30, office
Flood boards would not close: the lower seal was torn. The seal was renewed on 2 August for 145
pounds. No water had come in.

8 October 2024, 13.10, Saltmarsh Ferries, berth 2
A mooring line parted while Joseph Hart stood on the pontoon. Nobody was hurt. The ferry company
has replaced all lines older than four years.

5 December 2024, 16.50, car park
A delivery van reversed into the office car. Damage to the rear door, 610 pounds, paid by the
haulier's insurer on 20 December.

SUMMARY
Six entries in 2024, against nine in 2023. One injury, none that led to absence.
`;

export const equipment = [
  ['Number', 'Item', 'Serial number', 'Bought', 'Price GBP', 'Last calibrated', 'Next calibration', 'Kept by'],
  ['E-01', 'Ultrasonic thickness gauge', 'UT-88120', '2019-05-14', '1840.00', '2024-05-20', '2025-05-20', 'Joseph Hart'], ['E-02', 'Ultrasonic thickness gauge', 'UT-90417', '2022-03-02', '2115.00', '2024-09-11', '2025-09-11', 'Ines Moreau'],
  ['E-03', 'Moisture meter', 'MM-2207', '2020-02-18', '486.00', '2024-02-06', '2025-02-06', 'Joseph Hart'], ['E-04', 'Four-gas meter', 'G4-55102', '2023-06-30', '912.00', '2024-12-03', '2025-06-03', 'Ines Moreau'], ['E-05', 'Infrared camera', 'IR-3381', '2021-11-09', '3290.00', '2023-11-14', '2025-11-14', 'Joseph Hart'],
  ['E-06', 'Laser distance meter', 'LD-0974', '2018-08-22', '268.00', '2024-08-26', '2026-08-26', 'Amelia Quillon'], ['E-07', 'Endoscope', 'EN-4410', '2022-10-05', '745.00', '', '', 'Ines Moreau'], ['E-08', 'Pressure gauge for gas tests', 'PG-118', '2020-04-27', '192.00', '2024-04-22', '2025-04-22', 'Joseph Hart'],
  ['E-09', 'Drone Kestrel M4', 'KM4-20731', '2025-02-14', '4350.00', '', '', 'Ines Moreau'], ['E-10', 'Survey van, registration PE19 QHS', 'VAN-1', '2019-03-11', '18400.00', '', '', 'Orla Finch'],
].map((cells) => cells.map(quoted).join(',')).join('\r\n') + '\r\n';

export const invoiceList = [
  ['Invoice', 'Date', 'Customer', 'Service', 'Net GBP', 'VAT GBP', 'Gross GBP', 'Paid on'].join(','),
  ...invoices.map(({ number, date, customer, service, net, paid }) => [number, date, customer, service, net.toFixed(2), (net * 0.2).toFixed(2), (net * 1.2).toFixed(2), paid].map(quoted).join(',')),
].join('\r\n') + '\r\n';

function quoted(cell: string): string {
  return /[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
