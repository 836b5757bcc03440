import { constants, setPriority } from 'node:os';
import { ocrContract } from '../shared/ocrContract.ts';
import { serveParent } from '../shared/rpc/serveParent.ts';
import { drawPage } from './drawPage.ts';
import { Languages } from './Languages.ts';
import { LastOpened } from './LastOpened.ts';
import { recognise } from './recognise.ts';
import { Tesseract } from './Tesseract.ts';

// Recognition takes every core it is given: whatever else the machine does goes first. Not the lowest priority, at which a busy machine never comes to it.
setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
// What draws hostile files has no use for the network; the package runs without these as well.
for (const name of ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest']) Reflect.deleteProperty(globalThis, name);

const documents = new LastOpened();
const languages = new Languages(process.argv[2] ?? null);
let tesseract: Promise<Tesseract> | null = null;

serveParent(ocrContract, {
  recognise: async (input) => recognise(input, documents, await (tesseract ??= Tesseract.load(languages)), languages),
  draw: (input) => drawPage(input, documents),
}, process);
