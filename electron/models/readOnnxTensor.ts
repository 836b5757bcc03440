import { HeaderProblem } from './BoundedReader.ts';
import { elementBits, listedIn } from './onnxFormat.ts';
import { wire, type Field, type ProtoWalk } from './ProtoWalk.ts';

/** `location`: the file beside the model that holds the numbers; null where the model itself does. */
export type OnnxTensor = { readonly name: string; readonly type: number; readonly elements: number; readonly location: string | null };

const limits = { dimensions: 8, nameBytes: 1_024, listed: 1_000_000, pairs: 16 } as const;
const [rawField, floatField, doubleField] = [9, 4, 10];

/** One tensor: its sizes multiplied by those of its type are the bytes that stand there. Throws `HeaderProblem`. */
export async function readOnnxTensor(walk: ProtoWalk, end: number): Promise<OnnxTensor> {
  let [name, type, isExternal, location] = ['', -1, false, null as string | null];
  const sizes: number[] = [];
  const [seen, held] = [new Set<number>(), new Map<number, number>()];
  const hold = (field: number, count: number): void => { held.set(field, (held.get(field) ?? 0) + count); };
  await walk.fields(end, async (field) => {
    const kind = `${field.number}:${field.wire}`;
    if ([2, 8, rawField, 14].includes(field.number) && seen.has(field.number)) throw new HeaderProblem(`a tensor says twice what it is (${field.number})`);
    seen.add(field.number);
    switch (kind) {
      case '1:0': case '1:2': sizes.push(...await walk.numbers(field, limits.dimensions)); return;
      case '2:0': type = field.value; return;
      case '8:2': name = await walk.text(field, limits.nameBytes); return;
      case '9:2': hold(rawField, lengthOf(walk, field)); return;
      case '4:5': hold(floatField, 1); return;
      case '4:2': hold(floatField, lengthOf(walk, field) / 4); return;
      case '10:1': hold(doubleField, 1); return;
      case '10:2': hold(doubleField, lengthOf(walk, field) / 8); return;
      case '5:0': case '5:2': case '7:0': case '7:2': case '11:0': case '11:2': hold(field.number, (await walk.numbers(field, limits.listed)).length); return;
      case '13:2': location = await readLocation(walk, field) ?? location; return;
      case '14:0': isExternal = field.value !== 0; return;
      case '12:2': case '16:2': return;
      default: throw new HeaderProblem(`a tensor with a part nobody knows (${kind})`);
    }
  });
  const elements = countElements(sizes, name);
  const bits = elementBits.get(type);
  if (bits === undefined) throw new HeaderProblem(`${quoted(name)} has numbers of an unknown type (${type})`);
  if (isExternal) {
    if (held.size > 0 || location === null) throw new HeaderProblem(`${quoted(name)} says its numbers lie elsewhere, and not where`);
    return { name, type, elements, location };
  }
  const [[field, count] = [rawField, 0], ...others] = held;
  const expected = field === rawField ? Math.ceil((elements * bits) / 8) : elements;
  if (others.length > 0 || location !== null || (field !== rawField && listedIn.get(type) !== field)) throw new HeaderProblem(`${quoted(name)} holds its numbers in more than one way, or in another than its type's`);
  if (count !== expected) throw new HeaderProblem(`${quoted(name)} has room for ${expected} and holds ${count}`);
  return { name, type, elements, location: null };
}

/** Where the numbers lie, of one entry of several; null for an entry that says something else of it. */
async function readLocation(walk: ProtoWalk, { end }: Field): Promise<string | null> {
  let [key, value] = ['', ''];
  await walk.fields(end, async (field) => {
    if (field.wire !== wire.length || field.number > 2) throw new HeaderProblem('an entry that is no pair');
    const text = await walk.text(field, limits.nameBytes);
    if (field.number === 1) key = text;
    else value = text;
  });
  return key === 'location' ? value : null;
}

function countElements(sizes: readonly number[], name: string): number {
  if (sizes.length > limits.dimensions) throw new HeaderProblem(`${quoted(name)} has ${sizes.length} dimensions`);
  let elements = 1;
  for (const size of sizes) {
    elements *= size;
    if (size < 0 || !Number.isSafeInteger(elements)) throw new HeaderProblem(`${quoted(name)} has an absurd size`);
  }
  return elements;
}

function lengthOf(walk: ProtoWalk, { end }: Field): number {
  return end - walk.position;
}

/** A name as it may be shown: somebody else wrote it. */
export function quoted(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
