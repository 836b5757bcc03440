import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import type { Library } from '../../electron/engine/library/Library.ts';
import type { ExtractedPage } from '../../electron/shared/readerContract.ts';
import type { SyntheticPassage } from './synthesise.ts';

export type Filling = {
  /** Passages to write. */
  readonly count: number;
  /** Its rotation must be set. */
  readonly embedderId: string;
  /** Named as the documents' folder; nothing is written there. */
  readonly folder: string;
  readonly next: () => SyntheticPassage;
  /** Told of every passage, in the order of their ids. */
  readonly onPassage: (id: number, vector: Float32Array) => void;
  /** The index is maintained after a group when it has grown by this share since the last time. Default 0: as while reading. */
  readonly maintainedEvery?: number;
  /** Told of every thousand passages or so. */
  readonly onGroup?: (written: number) => void;
};

const passagesAPage = 10;
const pagesADocument = 10;
const documentsAGroup = 20;

/** Writes passages through the engine's own storage, group by group as indexing does, without files and reading. */
export async function fillLibrary(library: Library, index: SearchIndex, { count, embedderId, folder, next, onPassage, maintainedEvery = 0, onGroup }: Filling): Promise<void> {
  const passagesADocument = passagesAPage * pagesADocument;
  const documents = Math.ceil(count / passagesADocument);
  const { id: folderId } = library.folders.add(folder);
  const files = Array.from({ length: documents }, (_, number) => ({ path: join(folder, `document-${String(number)}.txt`), sizeBytes: 1, modifiedMs: 1, inode: '' }));
  const { added } = library.documents.found(folderId, files);
  let [written, maintained] = [0, 0];
  for (let from = 0; from < added.length; from += documentsAGroup) {
    const group = added.slice(from, from + documentsAGroup).map(({ documentId }, at) => {
      const number = from + at;
      const passages = Array.from({ length: Math.min(passagesADocument, count - number * passagesADocument) }, () => next());
      const draft = library.revisions.begin({ sha256: createHash('sha256').update(String(number)).digest('hex'), sizeBytes: 1, contextName: `document ${String(number)}`, folderId });
      library.documents.setState(documentId, 'reading');
      library.documents.attach(documentId, draft.contentId);
      const { pages, staged } = layOut(passages.map(({ terms }) => terms));
      const stored = library.revisions.addPages(draft, pages, staged);
      library.revisions.finish(draft, { format: 'text', title: `document ${String(number)}`, language: 'en', pageCount: pages.length, documentDate: null }, { state: 'indexed', reason: null });
      const rows = passages.map(({ terms, vector }, row) => ({ id: stored[row]?.id ?? 0, contentId: draft.contentId, folderId, terms, vector, part: 0 }));
      for (const { id, vector } of rows) onPassage(id, vector);
      return { draft, rows };
    });
    const rows = group.flatMap((document) => document.rows);
    await index.addPassages(rows);
    await index.addVectors(embedderId, rows);
    library.revisions.makeLive(group.map(({ draft }) => draft));
    library.embedding.commit(embedderId, group.map(({ draft, rows: own }) => ({ contentId: draft.contentId, revision: draft.revision, lastPassageId: own.at(-1)?.id ?? 0, complete: true })));
    written += rows.length;
    if (written >= maintained * (1 + maintainedEvery)) {
      await index.maintain();
      maintained = written;
    }
    onGroup?.(written);
  }
  await index.maintain({ atRest: true });
  await index.sync();
}

function layOut(passages: readonly (readonly string[])[]): { pages: ExtractedPage[]; staged: { page: number; start: number; end: number; headingPath: string[]; terms: readonly string[] }[] } {
  const pages: ExtractedPage[] = [];
  const staged: { page: number; start: number; end: number; headingPath: string[]; terms: readonly string[] }[] = [];
  for (let from = 0; from < passages.length; from += passagesAPage) {
    const number = pages.length + 1;
    let text = '';
    for (const terms of passages.slice(from, from + passagesAPage)) {
      const passage = terms.join(' ');
      staged.push({ page: number, start: text.length, end: text.length + passage.length, headingPath: [], terms });
      text += `${passage}\n`;
    }
    pages.push({ number, text, locator: { kind: 'section', section: number, heading: [] }, headings: [], tables: [] });
  }
  return { pages, staged };
}
