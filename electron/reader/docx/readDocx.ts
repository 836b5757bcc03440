import { AppError } from '../../shared/AppError.ts';
import type { ReadEvent } from '../../shared/readerContract.ts';
import type { Block } from '../blocks.ts';
import { believableDate } from '../dates.ts';
import { emitBlocks } from '../emitBlocks.ts';
import type { ReadContext } from '../ReadContext.ts';
import { meaningfulTitle } from '../titles.ts';
import type { ZipArchive } from '../unzip.ts';
import { attributeOf, walkXml, xmlText } from '../xml.ts';
import { commentsIn } from './comments.ts';
import { Numbering } from './numbering.ts';
import { Styles } from './styles.ts';
import { walkDocument } from './walkDocument.ts';

/** Reads a Word document: letterhead, body, notes and foot, in this order; remarks, deletions and what does not show stay apart. Nothing outside the archive is looked at. Errors: file-damaged, limit-exceeded. */
export function readDocx(archive: ZipArchive, path: string, { limits }: ReadContext): Generator<ReadEvent> {
  const part = (name: string): string | null => {
    const bytes = archive.read(name);
    return bytes === null ? null : xmlText(bytes);
  };
  const main = mainPart(part('_rels/.rels'));
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const styles = new Styles(optional(() => part(`${folder}styles.xml`)));
  const numbering = new Numbering(optional(() => part(`${folder}numbering.xml`)));
  const body = part(main);
  if (body === null) throw new AppError('file-damaged');
  const comments = optional(() => commentsIn(part(`${folder}comments.xml`) ?? '')) ?? new Map<string, string>();
  const others = (kind: RegExp) => archive.entries.map(({ name }) => name).filter((name) => kind.test(name)).toSorted()
    .flatMap((name) => optional(() => walkDocument(part(name) ?? '', styles, new Numbering(null), comments)) ?? []);
  const blocks: Block[] = [
    ...once(others(/^word\/header\d*\.xml$/)), ...walkDocument(body, styles, numbering, comments),
    ...others(/^word\/(?:footnotes|endnotes)\.xml$/), ...once(others(/^word\/footer\d*\.xml$/)),
  ];
  // Those that nothing in the text refers to.
  for (const text of comments.values()) blocks.push({ kind: 'hidden', why: 'comment', text });
  const core = properties(optional(() => part('docProps/core.xml')));
  const title = meaningfulTitle(core.get('title') ?? '') || firstHeading(blocks);
  return emitBlocks(blocks, { format: 'docx', title, documentDate: believableDate(core.get('created') ?? '') }, path, limits);
}

/** A damaged part that is not the body costs only what it says. */
function optional<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError && (error.code === 'file-damaged' || error.code === 'limit-exceeded')) return null;
    throw error;
  }
}

function mainPart(relations: string | null): string {
  let target = 'word/document.xml';
  if (relations === null) return target;
  walkXml(relations, {
    open: (name, attributes) => {
      if (name === 'Relationship' && /\/officeDocument$/.test(attributeOf(attributes, 'Type') ?? '')) target = (attributeOf(attributes, 'Target') ?? target).replace(/^\//, '');
    },
    close: () => {}, text: () => {},
  });
  return target;
}

function properties(xml: string | null): Map<string, string> {
  const found = new Map<string, string>();
  let current = '';
  if (xml !== null) walkXml(xml, { open: (name) => { current = name; }, close: () => { current = ''; }, text: (text) => { if (current !== '') found.set(current, text); } });
  return found;
}

/** Heads and feet come in variants (first page, even pages) that mostly say the same. */
function once(blocks: readonly Block[]): Block[] {
  const seen = new Set<string>();
  return blocks.filter((block) => {
    const key = JSON.stringify(block);
    const isNew = !seen.has(key) && (block.kind === 'table' || /\p{L}{2}/u.test(block.text));
    seen.add(key);
    return isNew;
  }).map((block) => (block.kind === 'heading' ? { kind: 'paragraph', text: block.text } : block));
}

function firstHeading(blocks: readonly Block[]): string {
  const first = blocks.find((block) => block.kind === 'heading');
  return first?.kind === 'heading' ? first.text.slice(0, 200) : '';
}
