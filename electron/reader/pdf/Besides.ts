import { isCancelled } from '../../shared/AppError.ts';
import type { Outcome, ReadEvent } from '../../shared/readerContract.ts';
import type { HiddenKind } from '../../shared/schemas.ts';
import { pageList } from '../image/recognitionPending.ts';
import { inMemory } from '../Input.ts';
import { PartedDocument, unreadParts } from '../parts.ts';
import type { ReadContext } from '../ReadContext.ts';
import type { PdfFile } from './openPdf.ts';
import { attachedFiles, bytesOf, type AttachedFile } from './remarks.ts';

/** Descriptions that are remembered so as not to come twice. */
const mostDescriptions = 10_000;

type Hidden = { readonly page: number; readonly kind: HiddenKind; readonly text: string };

/** What is in a PDF beside the text that shows on its pages: it stands behind them, as pages of its own. */
export class Besides {
  readonly #file: PdfFile;
  readonly #path: string;
  readonly #context: ReadContext;
  readonly #hidden: Hidden[] = [];
  readonly #pinned: AttachedFile[] = [];
  /** Pages whose remarks, and whether the files of the document, could not be read. */
  readonly #unreadRemarks: number[] = [];
  #areFilesUnread = false;
  readonly #described = new Set<string>();
  #hiddenUnits = 0;
  #parts: PartedDocument | null = null;
  #pagesBefore = 0;

  constructor(file: PdfFile, path: string, context: ReadContext) {
    this.#file = file;
    this.#path = path;
    this.#context = context;
  }

  /** How many pages that makes. */
  get pages(): number {
    return this.#parts === null ? 0 : this.#parts.pages - this.#pagesBefore;
  }

  /** Nothing more is kept than is written later on. */
  hide(page: number, kind: HiddenKind, text: string): void {
    if (this.#hiddenUnits > this.#context.limits.maxTextUnits) return;
    this.#hiddenUnits += text.length;
    this.#hidden.push({ page, kind, text });
  }

  /** Takes what readers left on page `number`. Where that cannot be read the page itself stands, and the outcome says so. */
  async readRemarks(number: number): Promise<void> {
    try {
      const { lines, files } = await this.#file.remarks(number);
      if (lines.length > 0) this.hide(number, 'comment', lines.join('\n'));
      this.#pinned.push(...files);
    } catch (error) {
      if (isCancelled(error)) throw error;
      this.#unreadRemarks.push(number);
    }
  }

  /** Takes how pictures on page `number` are described, each description once: a mark may stand on every page. Tags that cannot be read are no loss of text. */
  async readDescriptions(number: number): Promise<void> {
    try {
      const lines = (await this.#file.descriptions(number)).filter((line) => !this.#described.has(line));
      if (this.#described.size < mostDescriptions) for (const line of lines) this.#described.add(line);
      if (lines.length > 0) this.hide(number, 'alt-text', lines.join('\n'));
    } catch (error) {
      if (isCancelled(error)) throw error;
    }
  }

  /** Call once all of the document's own pages were read. */
  async *read(pagesBefore: number): AsyncGenerator<ReadEvent> {
    const { document } = this.#file;
    // Where one of them is wanted, what is pinned to the pages is found by going through them again.
    if (this.#context.only !== undefined) for (let page = 1; page <= document.numPages; page += 1) await this.readRemarks(page);
    const files = [...new Map([...await this.#attached(), ...this.#pinned].map((file) => [file.id, file])).values()];
    if (files.length === 0 && this.#hidden.length === 0) return;
    this.#pagesBefore = pagesBefore;
    const parts = this.#parts = new PartedDocument({ format: 'pdf', title: '', documentDate: null }, this.#path, this.#context, pagesBefore);
    yield* parts.write(this.#hidden.map(({ page, kind, text }) => ({ number: page, text, locator: { kind: 'pdf-page', page }, headings: [], tables: [], hidden: kind })));
    const { readPart } = this.#context;
    for (const file of files) {
      yield* parts.readInside(file.name, async function* (inner) {
        yield* readPart(inMemory(file.name === '' ? '?' : file.name, await bytesOf(document, file)), inner);
      });
    }
    yield* parts.write(unreadParts(parts));
  }

  /** How the document ends whose own pages ended so. */
  outcome(own: Outcome): Outcome {
    const outcome = this.#parts?.outcomeBeside(own) ?? own;
    const unread = [...(this.#areFilesUnread ? ['attachments'] : []), ...(this.#unreadRemarks.length > 0 ? [`remarks ${pageList(this.#unreadRemarks)}`] : [])];
    const isWhole = outcome.state === 'indexed' || outcome.reason?.code === 'recognition-pending';
    return isWhole && unread.length > 0 ? { state: 'indexed-partly', reason: { code: 'file-damaged', detail: unread.join('; ') } } : outcome;
  }

  async #attached(): Promise<readonly AttachedFile[]> {
    try {
      return await attachedFiles(this.#file.document);
    } catch (error) {
      if (isCancelled(error)) throw error;
      this.#areFilesUnread = true;
      return [];
    }
  }
}
