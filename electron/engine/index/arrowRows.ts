import type { Data, FixedSizeList, Float32, Int32, Schema, Table, Utf8 } from 'apache-arrow';
import { arrow } from './arrow.ts';

/** A table of one batch from its columns, without copying them row by row. */
export function arrowTable(schema: Schema, rows: number, columns: readonly Data[]): Table {
  const { makeData, RecordBatch, Struct, Table } = arrow();
  const struct = makeData({ type: new Struct(schema.fields), length: rows, nullCount: 0, children: [...columns] });
  return new Table(schema, [new RecordBatch(schema, struct)]);
}

export function int32Data<T>(rows: readonly T[], valueOf: (row: T) => number): Data<Int32> {
  const { Int32, makeData } = arrow();
  return makeData({ type: new Int32(), length: rows.length, nullCount: 0, data: Int32Array.from(rows, valueOf) });
}

/** `values` holds the vectors one after the other. */
export function vectorData(type: FixedSizeList<Float32>, values: Float32Array): Data<FixedSizeList<Float32>> {
  const { Float32, makeData } = arrow();
  const child = makeData({ type: new Float32(), length: values.length, nullCount: 0, data: values });
  return makeData({ type, length: values.length / type.listSize, nullCount: 0, child });
}

export function textData(texts: readonly string[]): Data<Utf8> {
  const { makeData, Utf8, vectorFromArray } = arrow();
  return vectorFromArray(texts, new Utf8()).data[0] ?? makeData({ type: new Utf8() });
}
