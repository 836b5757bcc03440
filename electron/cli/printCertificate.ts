import { printable } from '../shared/printable.ts';
import type { EraseCertificate, EraseEvent } from '../shared/securityContract.ts';
import { count, number } from './describeActivity.ts';
import type { Terminal } from './Terminal.ts';

/** What is said while it erases. */
export const eraseSteps: Readonly<Record<Extract<EraseEvent, { type: 'step' }>['step'], string>> = {
  'looking-before': 'Looking for every trace of it', 'removing': 'Removing it', 'rewriting-library': 'Writing the library anew', 'rewriting-index': 'Writing the search index anew',
  'rewriting-backups': 'Replacing backups', 'looking-after': 'Looking for traces that are left',
};

/** `isFull`: with every place that was looked at. */
export function printCertificate(certificate: EraseCertificate, isFull: boolean, terminal: Terminal): void {
  const { path, pathDigest, others, library, documents, pages, passages, messagesRemoved, places, files, kept, limits, begunMs, endedMs } = certificate;
  const before = places.reduce((sum, place) => sum + place.before, 0);
  terminal.line(terminal.style('bold', 'Certificate of erasure'));
  terminal.line(`  Library:   ${printable(library.name)} (${library.id})`);
  for (const [at, erased] of [{ path, pathDigest }, ...others].entries()) terminal.line(`  ${at === 0 ? 'Erased:   ' : '          '} ${erased.path === null ? `path with the digest ${erased.pathDigest}` : printable(erased.path)}`);
  terminal.line(`             ${count(documents, 'document')}, ${count(pages, 'page')}, ${count(passages, 'passage')}${messagesRemoved > 0 ? `, ${count(messagesRemoved, 'question')} with its answer` : ''}`);
  terminal.line(`  Begun:     ${new Date(begunMs).toISOString()}, ended ${new Date(endedMs).toISOString()}${certificate.resumed ? ' (after an interruption)' : ''}`);
  terminal.line(`  Verified:  ${number(before)} traces in ${count(places.length, 'place')} before; ${number(places.reduce((sum, place) => sum + place.after, 0))} after${kept.length > 0 ? ', all of them named below' : ''}`);
  terminal.line(`  Files:     ${count(files.looked, 'file')} of the library, none that holds documents older than the erasure`);
  for (const line of kept) terminal.line(`  Stays:     ${printable(line)}`);
  for (const line of limits) terminal.line(terminal.style('dim', `  Not known: ${line}`));
  if (isFull) for (const { place, what, before: found, after } of places) terminal.line(`    ${place}, ${what}: ${number(found)} before, ${number(after)} after`);
}
