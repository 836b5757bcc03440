import { Float32, Int32, RecordBatch, Struct, Table, makeData, type Data, type FixedSizeList, type Schema } from 'apache-arrow';

/** A table of one batch from its columns, without copying them row by row. */
export function arrowTable(schema: Schema, rows: number, columns: readonly Data[]): Table {
  const struct = makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children: [...columns] });
  return new Table(schema, [new RecordBatch(schema, struct)]);
}

export function int32Data<T>(rows: readonly T[], valueOf: (row: T) => number): Data<Int32> {
  return makeData({ type: new Int32(), length: rows.length, nullCount: 0, data: Int32Array.from(rows, valueOf) });
}

/** `values` holds the vectors one after the other. */
export function vectorData(type: FixedSizeList<Float32>, values: Float32Array): Data<FixedSizeList<Float32>> {
  const child = makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values });
  return makeData({ type, length: values.length / type.listSize, nullCount: 0, child });
}
