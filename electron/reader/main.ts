import { constants, setPriority } from 'node:os';
import { readerContract } from '../shared/readerContract.ts';
import { serveParent } from '../shared/rpc/serveParent.ts';
import { locateOnPage } from './locateOnPage.ts';
import { readDocument } from './readDocument.ts';

// A window is drawn and a question answered before the next page is read.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// What parses hostile files has no use for the network; the package runs without these as well.
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name);

// pdf.js leaves promises about damaged parts to themselves: what they say has reached the document's own end, and must not cost the process.
process.on('unhandledRejection', (reason) => { console.error(reason); });

serveParent(readerContract, {
  read: ({ path, maxTextUnits, maxPages, password }, { signal }) => readDocument(path, { maxTextUnits, maxPages }, signal, password ?? null),
  locate: (input, { signal }) => locateOnPage(input, signal),
}, process);
