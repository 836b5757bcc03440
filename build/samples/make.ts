import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { accounts } from './accounts.ts';
import { pounds, turnover2024 } from './firm.ts';
import { lease } from './lease.ts';
import { letter } from './letter.ts';
import { minutesMarch, minutesNovember } from './minutes.ts';
import { policy } from './policy.ts';
import { surveyReport } from './surveyReport.ts';
import { equipment, fees, handbook, incidentLog, invoiceList, recordsPolicy } from './texts.ts';

/**
 * Writes the sample documents: `node build/samples/make.ts`. The outputs are committed, and a test checks that they are what
 * this program writes. The questions lie beside the folder, not in it, or they would be documents themselves.
 */
const resources = fileURLToPath(new URL('../../resources/', import.meta.url));

/** A question the samples answer (or, without sources, do not): what the evidence must contain, and where it stands. */
export type SampleQuestion = { readonly question: string; readonly answer: string; readonly sources: readonly string[]; readonly page: number | null; readonly contains: readonly string[] };

export const samplesFolder = join(resources, 'samples');

export function sampleFiles(): Map<string, Buffer> {
  return new Map<string, Buffer>([
    ['Premises/Lease of 3 Custom House Quay.pdf', lease()], ['Premises/Letter about the quay works 2024-09-03.pdf', letter()],
    ['Insurance/Professional indemnity policy 2025.pdf', policy()], ['Surveys/S-2024-087 Corvina condition survey.pdf', surveyReport()], ['Surveys/Fees 2025.html', Buffer.from(fees)],
    ['Board/Minutes 2024-11-14.docx', minutesNovember()], ['Board/Minutes 2025-03-20.docx', minutesMarch()], ['Finance/Annual accounts 2024.pdf', accounts()], ['Finance/Invoices 2024.csv', Buffer.from(invoiceList)],
    ['Staff/Staff handbook.md', Buffer.from(handbook)], ['Staff/Incident log 2024.txt', Buffer.from(incidentLog)], ['Office/Equipment register.csv', Buffer.from(equipment)], ['Office/How long we keep records.md', Buffer.from(recordsPolicy)],
  ]);
}

export const sampleQuestions: readonly SampleQuestion[] = [
  { question: 'By when must the notice to end the lease early reach the landlord?', answer: 'No later than 30 September 2025.', sources: ['Lease of 3 Custom House Quay.pdf'], page: 2, contains: ['30 September 2025'] },
  { question: 'What is the excess for each claim under the professional indemnity policy?', answer: '£5,000, or £10,000 for valuations above £1,000,000.', sources: ['Professional indemnity policy 2025.pdf'], page: 1, contains: ['5,000'] },
  { question: 'How much was the turnover in 2024?', answer: `${pounds(turnover2024)}.`, sources: ['Annual accounts 2024.pdf', 'Minutes 2025-03-20.docx'], page: 1, contains: [pounds(turnover2024).slice(1)] },
  { question: 'How many days of paid leave do employees have?', answer: '26 days a year and the public holidays; two more after five years.', sources: ['Staff handbook.md'], page: 1, contains: ['26 days'] },
  { question: 'How thin was the plating below the engine of the Corvina?', answer: '4.6 mm of 6.0 mm, a loss of 23.3 per cent.', sources: ['S-2024-087 Corvina condition survey.pdf'], page: 1, contains: ['23.3'] },
  { question: 'What did the board decide about buying a drone?', answer: 'It approved one Kestrel M4 for £4,350, on condition that two surveyors hold a pilot certificate.', sources: ['Minutes 2024-11-14.docx'], page: 1, contains: ['4,350'] },
  { question: 'What is the fee for a pre-purchase survey of a yacht of 12 metres in 2025?', answer: '£1,460 without value added tax.', sources: ['Fees 2025.html'], page: 1, contains: ['1,460'] },
  { question: 'Why was the rent for the first quarter of 2025 reduced, and by how much?', answer: 'Because the quay was closed for works for more than four weeks: by ten per cent, from £9,600 to £8,640.', sources: ['Letter about the quay works 2024-09-03.pdf'], page: 1, contains: ['8,640'] },
  { question: 'What is the salary of the managing director?', answer: 'Not in the documents.', sources: [], page: null, contains: [] },
  { question: 'When was the company founded in Rotterdam?', answer: 'Not in the documents.', sources: [], page: null, contains: [] },
];

if (import.meta.main) {
  for (const [name, bytes] of sampleFiles()) {
    const path = join(samplesFolder, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, bytes);
  }
  writeFileSync(join(resources, 'sample-questions.json'), `${JSON.stringify(sampleQuestions, null, 2)}\n`);
}
