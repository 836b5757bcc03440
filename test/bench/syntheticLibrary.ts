import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import { Library } from '../../electron/engine/library/Library.ts';
import type { ExtractedPage } from '../../electron/shared/readerContract.ts';
import { repositoryRoot } from '../eval/questions.ts';
import { benchCache, type EmbeddedPassage } from './realVectors.ts';
import { Synthesiser } from './synthesise.ts';

/** A library and its index, opened without an engine; `vectors` holds every passage's vector, in the order of `ids`. */
export type OpenLibrary = {
  readonly library: Library; readonly index: SearchIndex; readonly indexFolder: string; readonly termKey: Buffer;
  readonly ids: readonly number[]; readonly vectors: Float32Array; close(): Promise<void>;
};

const seed = 20;
const passagesAPage = 10;
const pagesADocument = 10;
const documentsAGroup = 20;
const sqliteKey = createHash('sha256').update('bench sqlite').digest();
const termKey = createHash('sha256').update('bench terms').digest();

/** `count` synthetic passages in a real library and a real index, built once for each state of their code. */
export async function syntheticLibrary(count: number, embedderId: string, real: readonly EmbeddedPassage[], say: (line: string) => void): Promise<OpenLibrary> {
  const dimensions = real[0]?.vector.length ?? 0;
  const folder = join(benchCache, `synthetic-${String(count)}-${await stateOfCode(real)}`);
  const doneMark = join(folder, 'done');
  const [libraryFolder, indexFolder] = [join(folder, 'library'), join(folder, 'index')];
  const isBuilt = existsSync(doneMark);
  if (!isBuilt) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  const library = await Library.open({ folder: libraryFolder, key: sqliteKey });
  const index = await SearchIndex.open({ folder: indexFolder, termKey });
  index.setRotation(embedderId, library.rotations.get(embedderId, dimensions), dimensions);
  const vectors = new Float32Array(count * dimensions);
  const made = new Synthesiser(real, analyseTerms, seed);
  if (isBuilt) {
    for (let at = 0; at < count; at += 1) vectors.set(made.next().vector, at * dimensions);
    const ids = JSON.parse(await readFile(join(folder, 'ids.json'), 'utf8')) as number[];
    return open(library, index, indexFolder, ids, vectors);
  }
  const ids = await build(library, index, { count, embedderId, dimensions, made, vectors, say });
  await writeFile(join(folder, 'ids.json'), JSON.stringify(ids));
  await writeFile(doneMark, '');
  return open(library, index, indexFolder, ids, vectors);
}

function open(library: Library, index: SearchIndex, indexFolder: string, ids: readonly number[], vectors: Float32Array): OpenLibrary {
  return { library, index, indexFolder, termKey, ids, vectors, close: async () => { await index.close(); await library.close(); } };
}

type Building = { readonly count: number; readonly embedderId: string; readonly dimensions: number; readonly made: Synthesiser; readonly vectors: Float32Array; readonly say: (line: string) => void };

async function build(library: Library, index: SearchIndex, { count, embedderId, dimensions, made, vectors, say }: Building): Promise<number[]> {
  const passagesADocument = passagesAPage * pagesADocument;
  const documents = Math.ceil(count / passagesADocument);
  const { id: folderId } = library.folders.add(join(benchCache, 'nowhere'));
  const files = Array.from({ length: documents }, (_, number) => ({ path: join(benchCache, 'nowhere', `document-${String(number)}.txt`), sizeBytes: 1, modifiedMs: 1, inode: '' }));
  const { added } = library.documents.found(folderId, files);
  const ids: number[] = [];
  for (let from = 0; from < added.length; from += documentsAGroup) {
    const group = added.slice(from, from + documentsAGroup).map(({ documentId }, at) => {
      const number = from + at;
      const passages = Array.from({ length: Math.min(passagesADocument, count - number * passagesADocument) }, () => made.next());
      const draft = library.revisions.begin({ sha256: createHash('sha256').update(String(number)).digest('hex'), sizeBytes: 1, contextName: `document ${String(number)}`, folderId });
      library.documents.setState(documentId, 'reading');
      library.documents.attach(documentId, draft.contentId);
      const { pages, staged } = layOut(passages.map(({ terms }) => terms));
      const stored = library.revisions.addPages(draft, pages, staged);
      library.revisions.finish(draft, { format: 'text', title: `document ${String(number)}`, language: 'en', pageCount: pages.length, documentDate: null }, { state: 'indexed', reason: null });
      const rows = passages.map(({ terms, vector }, row) => ({ id: stored[row]?.id ?? 0, contentId: draft.contentId, folderId, terms, vector, part: 0 }));
      for (const { id, vector } of rows) { vectors.set(vector, ids.length * dimensions); ids.push(id); }
      return { draft, rows };
    });
    const rows = group.flatMap((document) => document.rows);
    await index.addPassages(rows);
    await index.addVectors(embedderId, rows);
    library.revisions.makeLive(group.map(({ draft }) => draft));
    library.embedding.commit(embedderId, group.map(({ draft, rows: own }) => ({ contentId: draft.contentId, revision: draft.revision, lastPassageId: own.at(-1)?.id ?? 0, complete: true })));
    await index.maintain();
    if (from % (documentsAGroup * 10) === 0) say(`synthetic passages: ${String(ids.length)} of ${String(count)}`);
  }
  await index.maintain({ atRest: true });
  await index.sync();
  return ids;
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

async function stateOfCode(real: readonly EmbeddedPassage[]): Promise<string> {
  const hash = createHash('sha256');
  const engine = join(repositoryRoot, 'electron', 'engine');
  const files = [join(engine, 'analyse.ts'), ...await typescriptIn(join(engine, 'index')), ...await typescriptIn(join(engine, 'library', 'migrations'))];
  for (const file of files) hash.update(await readFile(file));
  for (const { text } of real) hash.update(text);
  return hash.digest('hex').slice(0, 16);
}

async function typescriptIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith('.ts') || name.endsWith('.sql')).sort().map((name) => join(folder, name));
}
