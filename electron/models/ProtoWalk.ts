import { HeaderProblem, type BoundedReader } from './BoundedReader.ts';

/** How a field's content is written: a number of variable length, eight bytes, a length and so many bytes, four bytes. */
export const wire = { varint: 0, bytes8: 1, length: 2, bytes4: 5 } as const;

/** `value`: of a varint, −1 where it is negative or above 2^53. `end`: where content with a length ends. */
export type Field = { readonly number: number; readonly wire: number; readonly value: number; readonly end: number };

/**
 * Goes through a protobuf message field by field, in the order of the file, and never beyond the end the message around it gave.
 * Throws `HeaderProblem`. Format: protobuf.dev/programming-guides/encoding.
 */
export class ProtoWalk {
  readonly #reader: BoundedReader;
  #fieldsLeft: number;

  /** `mostFields`: of all messages together. */
  constructor(reader: BoundedReader, mostFields: number) {
    this.#reader = reader;
    this.#fieldsLeft = mostFields;
  }

  get position(): number {
    return this.#reader.position;
  }

  /** Calls `take` for each field of the message that ends at `end`; what `take` leaves unread of content with a length is passed over. */
  async fields(end: number, take: (field: Field) => Promise<void> | void): Promise<void> {
    while (this.#reader.position < end) {
      this.#fieldsLeft -= 1;
      if (this.#fieldsLeft < 0) throw new HeaderProblem('it has too many parts');
      const field = await this.#field(end);
      await take(field);
      if (this.#reader.position > field.end) throw new HeaderProblem('a part goes beyond what holds it');
      if (this.#reader.position < field.end) this.#reader.skip(field.end - this.#reader.position);
    }
  }

  /** A text of at most `most` bytes. */
  async text({ end }: Field, most: number): Promise<string> {
    const length = end - this.#reader.position;
    if (length > most) throw new HeaderProblem(`a name of ${length} bytes`);
    await this.#reader.need(length);
    try {
      return utf8.decode(this.#reader.take(length));
    } catch (cause) {
      throw new HeaderProblem('a name is not valid text', { cause });
    }
  }

  /** The numbers of a repeated field, which come one by one or packed; at most `most`. */
  async numbers(field: Field, most: number): Promise<readonly number[]> {
    if (field.wire === wire.varint) return [field.value];
    const numbers: number[] = [];
    while (this.#reader.position < field.end) {
      if (numbers.length === most) throw new HeaderProblem(`more than ${most} numbers in one place`);
      numbers.push(await this.#varint(field.end));
    }
    return numbers;
  }

  async #field(end: number): Promise<Field> {
    const tag = await this.#varint(end);
    const number = Math.floor(tag / 8);
    if (number < 1 || number > 536_870_911) throw new HeaderProblem(`a part numbered ${number}`);
    const kind = tag % 8;
    switch (kind) {
      case wire.varint: {
        const value = await this.#varint(end);
        return { number, wire: kind, value, end: this.#reader.position };
      }
      case wire.length: {
        const length = await this.#varint(end);
        if (length < 0 || length > end - this.#reader.position) throw new HeaderProblem('a part is longer than what holds it');
        return { number, wire: kind, value: -1, end: this.#reader.position + length };
      }
      case wire.bytes4: case wire.bytes8: {
        const bytes = kind === wire.bytes4 ? 4 : 8;
        if (bytes > end - this.#reader.position) throw new HeaderProblem('a part is longer than what holds it');
        return { number, wire: kind, value: -1, end: this.#reader.position + bytes };
      }
      default: throw new HeaderProblem(`a part written in an unknown way (${kind})`);
    }
  }

  async #varint(end: number): Promise<number> {
    let [value, scale] = [0, 1];
    for (let bytes = 1; bytes <= 10; bytes += 1) {
      if (this.#reader.position >= end) throw new HeaderProblem('a number goes beyond what holds it');
      if (!this.#reader.has(1)) await this.#reader.need(1);
      const byte = this.#reader.take(1)[0] ?? 0;
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return bytes === 10 || value > Number.MAX_SAFE_INTEGER ? -1 : value;
    }
    throw new HeaderProblem('a number without an end');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
