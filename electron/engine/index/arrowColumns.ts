import type { Data, RecordBatch } from 'apache-arrow';
import { AppError } from '../../shared/AppError.ts';

/** Texts of a column as they lie in memory: the bytes of row `n` stand from `offsets[n]` to before `offsets[n + 1]`. */
export type TextBytes = { readonly bytes: Uint8Array; readonly offsets: Int32Array };

/** One column of a batch, in one piece. Errors: internal where the batch has no such column. */
export function columnOf(batch: RecordBatch, name: string): Data {
  const column = batch.getChild(name);
  const [data] = column?.data ?? [];
  if (data === undefined || column?.data.length !== 1) throw new AppError('internal', { message: `a batch without ${name} in one piece` });
  return data;
}

/** Errors: internal where it holds anything but 32-bit numbers. */
export function int32sOf(batch: RecordBatch, name: string): Int32Array {
  const values: unknown = columnOf(batch, name).values;
  if (!(values instanceof Int32Array)) throw new AppError('internal', { message: `${name} holds no 32-bit numbers` });
  return values;
}

/** Errors: internal where it holds anything but texts. */
export function textBytesOf(batch: RecordBatch, name: string): TextBytes {
  const { values, valueOffsets }: { readonly values: unknown; readonly valueOffsets: unknown } = columnOf(batch, name);
  if (!(values instanceof Uint8Array) || !(valueOffsets instanceof Int32Array)) throw new AppError('internal', { message: `${name} holds no texts` });
  return { bytes: values, offsets: valueOffsets };
}

/** The numbers of all vectors of a column, one vector after the other. Errors: internal where it holds anything but vectors of 32-bit floats. */
export function float32sOf(batch: RecordBatch, name: string): Float32Array {
  const values: unknown = columnOf(batch, name).children[0]?.values;
  if (!(values instanceof Float32Array)) throw new AppError('internal', { message: `${name} holds no vectors` });
  return values;
}
