import type { PDFPageProxy } from 'pdfjs-dist';
import type { TextItem } from './TextRun.ts';

/** What was typed or chosen in the fields of a form, as pieces of text where the fields stand: it is no part of the page's own text. Ticks and passwords are left out. */
export async function formItems(page: PDFPageProxy): Promise<TextItem[]> {
  const annotations: readonly unknown[] = await page.getAnnotations({ intent: 'display' });
  return annotations.flatMap((annotation) => {
    const field = asField(annotation);
    return field === null ? [] : itemsOf(field);
  });
}

type Field = { readonly lines: readonly string[]; readonly rect: readonly [number, number, number, number]; readonly size: number };

function asField(annotation: unknown): Field | null {
  if (typeof annotation !== 'object' || annotation === null) return null;
  const field = annotation as Readonly<Record<string, unknown>>;
  if (field['subtype'] !== 'Widget' || (field['fieldType'] !== 'Tx' && field['fieldType'] !== 'Ch') || field['hidden'] === true || field['password'] === true) return null;
  const { fieldValue: value, rect } = field;
  const text = Array.isArray(value) ? value.filter((one) => typeof one === 'string').join(', ') : typeof value === 'string' ? value : '';
  if (text.trim() === '' || !Array.isArray(rect) || !rect.every((edge) => typeof edge === 'number')) return null;
  const [left = 0, bottom = 0, right = 0, top = 0] = rect as number[];
  return { lines: text.split(/\r\n?|\n/), rect: [left, bottom, right, top], size: Math.min(10, Math.max(4, (top - bottom) * 0.65)) };
}

function itemsOf({ lines, rect: [left, bottom, right, top], size }: Field): TextItem[] {
  // One line stands on the foot of its field, several hang from its top.
  const first = lines.length === 1 ? bottom + size * 0.35 : top - size;
  return lines.filter((line) => line.trim() !== '').map((str, index) => ({
    str, dir: 'ltr', width: Math.min(right - left, str.length * size * 0.5), height: size, transform: [size, 0, 0, size, left + 2, first - index * size * 1.15], fontName: '', hasEOL: true,
  }));
}
