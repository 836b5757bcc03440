/** What a limit on reading counts: `unpacked` is bytes, `parts` and `members` are files in a file, `depth` is how deep one thing stands in another. */
export type Measure = 'pages' | 'rows' | 'cells' | 'bytes' | 'unpacked' | 'parts' | 'members' | 'depth' | 'pixels';
/** How far something was read, or what was too much of it. `name`: the part it happened in. */
export type Measured = { readonly name: string | null; readonly measure: Measure; readonly count: number; readonly of: number | null };

const form = /^(?:(.+): )?(pages|rows|cells|bytes|unpacked|parts|members|depth|pixels) (\d+)(?:\/(\d+))?$/;

/** A limit as the detail of a reason: `pages 2/3`. It holds no words of any language: these are the catalogue's. */
export function measured(measure: Measure, count: number, of?: number): string {
  return `${measure} ${String(count)}${of === undefined ? '' : `/${String(of)}`}`;
}

/** The same read again; null where a detail says something else. */
export function measureIn(detail: string): Measured | null {
  const [, name, measure, count, of] = form.exec(detail) ?? [];
  return measure === undefined ? null : { name: name ?? null, measure: measure as Measure, count: Number(count), of: of === undefined ? null : Number(of) };
}

/** Bytes as whole megabytes, at least one. */
export function megabytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1024 ** 2));
}
