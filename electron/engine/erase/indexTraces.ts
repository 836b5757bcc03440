import { openLance } from '../index/lance.ts';
import type { Probes, Trace } from './databaseTraces.ts';

type Column = { get(index: number): unknown };

/** Every trace of a document in the rows of a search index, which must not be open. None where there is no index. */
export async function indexTraces(folder: string, { contentIds, passageIds, terms }: Probes): Promise<Trace[]> {
  const lance = await openLance(folder);
  const [contents, passages, words] = [new Set(contentIds), new Set(passageIds), new Set(terms)];
  const traces: Trace[] = [];
  try {
    for (const name of await lance.connection.tableNames()) {
      const table = await lance.connection.openTable(name);
      const hasTerms = (await table.schema()).fields.some((field) => field.name === 'terms');
      let [ids, termRows] = [0, 0];
      for await (const batch of table.query().select(['id', 'content_id', ...(hasTerms ? ['terms'] : [])])) {
        const [idColumn, contentColumn, termColumn] = ['id', 'content_id', 'terms'].map((column) => batch.getChild(column) as Column | null);
        for (let row = 0; row < batch.numRows; row += 1) {
          if (passages.has(Number(idColumn?.get(row))) || contents.has(Number(contentColumn?.get(row)))) ids += 1;
          if (words.size > 0 && termColumn !== null && String(termColumn?.get(row)).split(' ').some((term) => words.has(term))) termRows += 1;
        }
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
