import type { FixedSizeList, Float32, RecordBatch, Schema, Table } from 'apache-arrow';
import { arrow } from '../index/arrow.ts';
import { columnOf, float32sOf } from '../index/arrowColumns.ts';
import { vectorData } from '../index/arrowRows.ts';
import type { Lance } from '../index/lance.ts';

export type CopyOptions = {
  /** A predicate on the rows to copy; null is all. */
  readonly where: string | null;
  /** Makes the new vectors from the old ones, which lie one after the other; null leaves them. */
  readonly turn: ((vectors: Float32Array) => Float32Array) | null;
};

/** Rows at a time: of 384-dimensional vectors then 30 MB. */
const rowsPerWrite = 20_000;

/**
 * Copies a table of one index folder into another, without its indexes and without anything older than its newest version. Columns go over as they
 * lie in memory: a row at a time a hundred thousand vectors take half a minute. Gives the rows copied.
 */
export async function copyTable(from: Lance, to: Lance, name: string, { where, turn }: CopyOptions): Promise<number> {
  const source = await from.connection.openTable(name);
  const schema = plainSchema(await source.schema());
  const target = await to.connection.createEmptyTable(name, schema);
  let [rows, waiting] = [0, [] as RecordBatch[]];
  const flush = async (): Promise<void> => {
    const table = toTable(schema, waiting, turn);
    waiting = [];
    if (table.numRows > 0) await target.add(table);
    rows += table.numRows;
  };
  try {
    for await (const batch of where === null ? source.query() : source.query().where(where)) {
      waiting.push(batch);
      if (waiting.reduce((sum, { numRows }) => sum + numRows, 0) >= rowsPerWrite) await flush();
    }
    await flush();
  } finally {
    source.close();
    target.close();
  }
  return rows;
}

/** The three types the index has: numbers, the terms, vectors. */
function plainSchema({ fields }: Schema): Schema {
  const { Field, FixedSizeList, Float32, Int32, Schema, Utf8 } = arrow();
  return new Schema(fields.map(({ name, type }) => {
    const listSize: unknown = Reflect.get(type, 'listSize');
    if (typeof listSize === 'number') return new Field(name, new FixedSizeList(listSize, new Field('item', new Float32(), false)), false);
    return new Field(name, name === 'terms' ? new Utf8() : new Int32(), false);
  }));
}

function toTable(schema: Schema, batches: readonly RecordBatch[], turn: CopyOptions['turn']): Table {
  const { FixedSizeList, makeData, RecordBatch, Struct, Table } = arrow();
  return new Table(schema, batches.map((batch) => {
    const children = schema.fields.map(({ name, type }) => (turn !== null && type instanceof FixedSizeList ? vectorData(type as FixedSizeList<Float32>, turn(float32sOf(batch, name))) : columnOf(batch, name)));
    return new RecordBatch(schema, makeData({ type: new Struct(schema.fields), length: batch.numRows, nullCount: 0, children }));
  }));
}
