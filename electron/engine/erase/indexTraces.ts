import type { RecordBatch } from 'apache-arrow';
import { int32sOf, textBytesOf } from '../index/arrowColumns.ts';
import { openLance } from '../index/lance.ts';
import type { Probes, Trace } from './databaseTraces.ts';
import { HashedWords } from './HashedWords.ts';

/** Every trace of a document in the rows of a search index, which must not be open. None where there is no index. */
export async function indexTraces(folder: string, { contentIds, passageIds, terms }: Probes): Promise<Trace[]> {
  const lance = await openLance(folder);
  const [contents, passages, words] = [new Set(contentIds), new Set(passageIds), new HashedWords(terms)];
  const traces: Trace[] = [];
  try {
    for (const name of await lance.connection.tableNames()) {
      const table = await lance.connection.openTable(name);
      const hasTerms = (await table.schema()).fields.some((field) => field.name === 'terms');
      let [ids, termRows] = [0, 0];
      for await (const batch of table.query().select(['id', 'content_id', ...(hasTerms ? ['terms'] : [])])) {
        const [idOf, contentOf] = [int32sOf(batch, 'id'), int32sOf(batch, 'content_id')];
        for (let row = 0; row < batch.numRows; row += 1) if (passages.has(idOf[row] ?? 0) || contents.has(contentOf[row] ?? 0)) ids += 1;
        if (hasTerms) termRows += rowsWith(words, batch);
      }
      table.close();
      traces.push({ place: `index: ${name}`, what: 'ids of the document', count: ids });
      if (hasTerms) traces.push({ place: `index: ${name}`, what: 'words only the document has', count: termRows });
    }
  } finally {
    lance.connection.close();
  }
  return traces;
}

function rowsWith(words: HashedWords, batch: RecordBatch): number {
  const { bytes, offsets } = textBytesOf(batch, 'terms');
  let rows = 0;
  for (let row = 0; row < batch.numRows; row += 1) if (words.standIn(bytes, offsets[row] ?? 0, offsets[row + 1] ?? 0)) rows += 1;
  return rows;
}
