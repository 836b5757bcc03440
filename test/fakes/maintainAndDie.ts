import { parseArgs } from 'node:util';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';

// Maintains an index and searches it all the while, one line a search; whoever started it kills it in between.
const { values: { folder = '', key = '' } } = parseArgs({ options: { folder: { type: 'string' }, key: { type: 'string' } } });
const index = await SearchIndex.open({ folder, termKey: Buffer.from(key, 'hex') });
let isOver = false;
const maintained = index.maintain({ atRest: true }).finally(() => { isOver = true; });
for (let at = 0; !isOver; at += 1) {
  const id = 1 + ((at * 7_919) % 9_000);
  const hits = await index.searchTerms([`only${id}`], { limit: 3, filter: null });
  process.stdout.write(`${hits.length === 1 && hits[0]?.id === id ? 'right' : `wrong ${JSON.stringify(hits)}`}\n`);
}
await maintained;
process.stdout.write('over\n');
await index.close();
