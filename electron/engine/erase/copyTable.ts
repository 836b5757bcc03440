import type { Data, Field, FixedSizeList, Float32, Table } from 'apache-arrow';
import { arrow } from '../index/arrow.ts';
import { arrowTable, int32Data, textData, vectorData } from '../index/arrowRows.ts';
import type { Lance } from '../index/lance.ts';

export type CopyOptions = {
  /** A predicate on the rows to copy; null is all. */
  readonly where: string | null;
  /** Makes the new vectors from the old ones, which lie one after the other; null leaves them. */
  readonly turn: ((vectors: Float32Array) => Float32Array) | null;
};

/** Rows at a time: of 384-dimensional vectors then 30 MB. */
const rowsPerBatch = 20_000;

/** One column of a batch as the store gives it. */
type Column = { get(index: number): unknown };
type Batch = { readonly numRows: number; getChild(name: string): Column | null };

/** Copies a table of one index folder into another, without its indexes and without anything older than its newest version. Gives the rows copied. */
export async function copyTable(from: Lance, to: Lance, name: string, { where, turn }: CopyOptions): Promise<number> {
  const source = await from.connection.openTable(name);
  const { Schema } = arrow();
  const schema = await source.schema();
  const fields = schema.fields.map((field) => toField(field.name, field.type as { readonly listSize?: number }));
  const target = await to.connection.createEmptyTable(name, new Schema(fields));
  let rows = 0;
  let waiting: Batch[] = [];
  const flush = async (): Promise<void> => {
    const count = waiting.reduce((sum, { numRows }) => sum + numRows, 0);
    if (count > 0) await target.add(toTable(fields, waiting, count, turn));
    rows += count;
    waiting = [];
  };
  try {
    for await (const batch of where === null ? source.query() : source.query().where(where)) {
      waiting.push(batch as Batch);
      if (waiting.reduce((sum, { numRows }) => sum + numRows, 0) >= rowsPerBatch) await flush();
    }
    await flush();
  } finally {
    source.close();
    target.close();
  }
  return rows;
}

/** The three types the index has: numbers, the terms, vectors. */
function toField(name: string, { listSize }: { readonly listSize?: number }): Field {
  const { Field, FixedSizeList, Float32, Int32, Utf8 } = arrow();
  if (listSize !== undefined) return new Field(name, new FixedSizeList(listSize, new Field('item', new Float32(), false)), false);
  return new Field(name, name === 'terms' ? new Utf8() : new Int32(), false);
}

function toTable(fields: readonly Field[], batches: readonly Batch[], rows: number, turn: CopyOptions['turn']): Table {
  const { Schema } = arrow();
  return arrowTable(new Schema([...fields]), rows, fields.map((field) => toData(field, batches, rows, turn)));
}

function toData(field: Field, batches: readonly Batch[], rows: number, turn: CopyOptions['turn']): Data {
  if (field.type instanceof arrow().FixedSizeList) {
    const size = field.type.listSize;
    const values = new Float32Array(rows * size);
    eachValue(field.name, batches, (value, at) => { values.set(Float32Array.from(value as Iterable<number>), at * size); });
    return vectorData(field.type as FixedSizeList<Float32>, turn === null ? values : turn(values));
  }
  if (field.name === 'terms') {
    const texts: string[] = [];
    eachValue(field.name, batches, (value) => { texts.push(String(value)); });
    return textData(texts);
  }
  const numbers: number[] = [];
  eachValue(field.name, batches, (value) => { numbers.push(Number(value)); });
  return int32Data(numbers, (number) => number);
}

function eachValue(name: string, batches: readonly Batch[], take: (value: unknown, at: number) => void): void {
  let at = 0;
  for (const batch of batches) {
    const column = batch.getChild(name);
    for (let row = 0; row < batch.numRows; row += 1) take(column?.get(row), at++);
  }
}
