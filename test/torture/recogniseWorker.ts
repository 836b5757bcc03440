import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { openIngest } from '../fakes/openIngest.ts';
import { FakeOcr } from '../fakes/ocr.ts';

// Recognises the scans of a folder and says of each page when it begins. Whoever started it kills it, or it ends when nothing is left to do.
const [library, documents] = process.argv.slice(2);
if (library === undefined || documents === undefined) throw new Error('a library and a folder are needed');
const fake = new FakeOcr();
const opened = await openIngest({
  folder: library, client: null, start: false,
  ocr: {
    size: 2,
    async recognise(input, options) {
      writeSync(1, `${input.page}\n`);
      await sleep(25);
      return await fake.recognise(input, options);
    },
  },
});
await opened.ingest.start();
if (opened.library.folders.byPath(documents) === null) await opened.ingest.addFolder(documents);
await opened.settle();
writeSync(1, 'settled\n');
await opened.close();
