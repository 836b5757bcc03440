import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the folder below holds once indexed. */
export const smallFolderCounts = { indexed: 6, skipped: 1, failed: 1 } as const;

/** A folder of an invented firm: six readable documents, one of an unknown format, one damaged. Names with everything that hurts. */
export function writeSmallFolder(folder: string): string {
  const write = (path: string, content: string | Uint8Array): void => { writeFileSync(join(folder, path), content); };
  mkdirSync(join(folder, 'Verträge'), { recursive: true });
  mkdirSync(join(folder, '100% notes'), { recursive: true });
  write('report-2031.md', `# Annual report 2031\n\nHollenbeck Timber sold oak boards and beech veneer in three countries.\n\n## Revenue\n\nRevenue of Hollenbeck Timber in 2031 was 4.7 million crowns, up from 4.1 million crowns in 2030. The sawmill in Ostrava contributed 1.9 million crowns.\n\n## Staff\n\nAt the end of 2031 the firm had 42 employees. Marta Veselá became head of logistics in March 2031.\n`);
  write('Verträge/rental.txt', 'Rental agreement between Hollenbeck Timber and Quayside Halls for the warehouse in Pier Street.\n\nThe notice period is five months to the end of a quarter.\nThe monthly rent is 8,300 crowns, payable by the third working day.\n');
  write("Verträge/it's signed.html", '<html><head><title>Supply contract</title></head><body><article><h1>Supply contract</h1><p>Brisk Veneers delivers beech veneer to Hollenbeck Timber every second Tuesday.</p><p>Late delivery costs a penalty of 2 percent of the order value for each week, at most 10 percent in all.</p></article></body></html>');
  write('prices.csv', 'article,unit,price\nOak board 30 mm,m2,64.50\nBeech veneer 0.6 mm,m2,11.20\nLarch beam,piece,27.90\n');
  write('100% notes/日本語.md', '# 会議メモ\n\n倉庫の改装は五月に始まります。担当者はハナです。\n');
  write('100% notes/meeting.txt', 'Meeting of 12 May 2031. Present: Marta Veselá, Jonas Pell.\nDecision: the new kiln is ordered from Ember & Sons for 310,000 crowns. Delivery in October 2031.\n');
  write('drawing.dwg', new Uint8Array([0x41, 0x43, 0x31, 0x30, 0x33, 0x32, 0, 0, 0, 1, 2, 3]));
  write('broken.pdf', '%PDF-1.7\nthis is no PDF at all\n%%EOF\n');
  return folder;
}
