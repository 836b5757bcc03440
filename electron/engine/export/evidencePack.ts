import { hash } from 'node:crypto';
import { AppError } from '../../shared/AppError.ts';
import type { Answer, Message } from '../../shared/schemas.ts';
import { hashFile } from '../ingest/hashFile.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { evidenceHtml, type Evidence, type EvidencePage } from './evidenceHtml.ts';
import type { ExportLanguage } from './exportWords.ts';
import { ZipWriter } from './ZipWriter.ts';

type Parts = Pick<OpenLibrary, 'library' | 'readers' | 'ocr' | 'modelFiles'>;
type Pictured = { readonly page: EvidencePage; readonly png: Uint8Array | null };

/** Wide enough to read small print on, in pixels. */
const pictureWidth = 1_200;
const largestFile = 2 ** 40;
const drawable = new Set(['pdf', 'image']);

/** One answer with everything it rests on as an archive; `pictures` is how many pages were drawn. Errors: conversation-unknown for what is no answered question; cancelled. */
export async function makeEvidencePack(parts: Parts, message: Message, { language, version }: { readonly language: ExportLanguage; readonly version: string }, signal: AbortSignal): Promise<{ readonly bytes: Buffer; readonly pictures: number }> {
  const { answer } = message;
  if (answer === null) throw new AppError('conversation-unknown', { message: message.id });
  const sources: Evidence['sources'] = answer.sources.length > 0 ? answer.sources : answer.closest.map((quote) => ({ ...quote, n: null }));
  const zip = new ZipWriter();
  const sums: string[] = [];
  const add = (name: string, content: string | Buffer): void => {
    zip.add(name, content);
    sums.push(`${hash('sha256', content)}  ${name}\n`);
  };
  const pages: EvidencePage[] = [];
  const pictures = new Map<string, string>();
  for (const source of sources) {
    signal.throwIfAborted();
    const { page, png } = await picturePage(parts, source, signal);
    const key = `${source.path} ${source.page}`;
    const name = pictures.get(key) ?? `pages/${pictures.size + 1}.png`;
    if (png !== null && !pictures.has(key)) {
      pictures.set(key, name);
      add(name, Buffer.from(png));
    }
    pages.push({ ...page, picture: png === null ? null : name });
  }
  const evidence: Evidence = { madeMs: Date.now(), version, message: { ...message, answer }, sources, pages, models: await modelsOf(parts, answer), settings: settingsOf(parts, answer) };
  add('index.html', evidenceHtml(evidence, language));
  add('evidence.json', JSON.stringify(evidence, null, 2));
  zip.add('SHA256SUMS', sums.join(''));
  return { bytes: zip.bytes(), pictures: pictures.size };
}

/** The page a quote stands on: as it was read, and drawn where its kind of document has pages and the file is still the one that was read. */
async function picturePage({ library, readers, ocr }: Parts, source: Evidence['sources'][number], signal: AbortSignal): Promise<Pictured> {
  const document = library.documents.byId(source.documentId);
  const contentId = document?.contentId ?? null;
  const page = contentId === null ? null : library.pages.get(contentId, source.page);
  const sha256 = contentId === null ? null : library.security.erasures.sha256([contentId])[0] ?? null;
  const bare: EvidencePage = { n: source.n, picture: null, marks: [], text: page?.text ?? '', sha256, isChanged: false };
  if (document === null || page === null || sha256 === null) return { page: { ...bare, isChanged: true }, png: null };
  const found = await hashFile(document.path, { maxBytes: largestFile, signal }).catch((error: unknown) => {
    if (error instanceof AppError && error.code !== 'cancelled') return null;
    throw error;
  });
  if (found?.sha256 !== sha256) return { page: { ...bare, isChanged: true }, png: null };
  if (ocr === null || !drawable.has(document.format) || page.locator.part !== undefined) return { page: bare, png: null };
  try {
    const drawn = await ocr.draw({ path: document.path, page: page.locator.kind === 'pdf-page' ? page.locator.page : page.locator.kind === 'picture' ? page.locator.picture : source.page, member: null, widthPx: pictureWidth }, { signal });
    const ranges = [source, ...(source.header === undefined ? [] : [source.header])].map(({ start, end }) => ({ start, end }));
    const location = drawn.isUpright && document.format === 'pdf'
      ? await readers.locate({ path: document.path, page: source.page, pageHash: page.hash, ranges, quotes: ranges.map(({ start, end }) => page.text.slice(start, end)) }, { signal }) : null;
    const marks = (location?.rectangles ?? []).map(({ x, y, width, height }) => ({ x: x / drawn.pageWidth * 100, y: y / drawn.pageHeight * 100, width: width / drawn.pageWidth * 100, height: height / drawn.pageHeight * 100 }));
    return { page: { ...bare, marks }, png: drawn.png };
  } catch (error) {
    // A page that cannot be drawn (protected, damaged since) leaves its text and fingerprint.
    if (error instanceof AppError && error.code !== 'cancelled' && error.code !== 'engine-stopped') return { page: bare, png: null };
    throw error;
  }
}

async function modelsOf({ modelFiles, library }: Parts, answer: Answer): Promise<Evidence['models']> {
  const used = new Set([answer.mode === 'written' ? answer.model : null, library.settings.get('embedder')]);
  return (await modelFiles.list()).filter(({ id }) => used.has(id)).map(({ id, role, sha256 }) => ({ id, role, sha256 }));
}

function settingsOf({ library }: Parts, { mode, model, searchMode, searchedFor, coverage }: Answer): Evidence['settings'] {
  return { mode, model: model ?? 'none', searchMode, searchedFor, embedder: library.settings.get('embedder') ?? 'none', documents: `${coverage.documents} of ${coverage.documentsTotal}`, pages: `${coverage.pages} of ${coverage.pagesTotal}`, meaningSearch: `${Math.round(coverage.vectorsShare * 100)} %` };
}
