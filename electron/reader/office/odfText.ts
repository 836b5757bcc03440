import type { HiddenKind } from '../../shared/schemas.ts';
import type { Block } from '../blocks.ts';
import { attributeOf } from '../xml.ts';
import { OdfCounters } from './odfNumbers.ts';
import type { OdfStyles } from './odfStyles.ts';
import { OdfTables } from './odfTables.ts';

type Paragraph = { text: string; readonly hidden: Map<HiddenKind, string>; readonly style: string | null; readonly level: number | null };
type List = { readonly style: string | null; readonly counters: OdfCounters; isNewItem: boolean };

const unread = new Set(['change-info', 'ruby-text', 'hidden-text', 'note-citation', 'script', 'forms', 'sequence-decls', 'page-thumbnail', 'binary-data', 'index-title-template', 'table-of-content-source', 'illustration-index-source', 'alphabetical-index-source']);
/** What may have a colour of its own behind its text. */
const grounds = new Set(['frame', 'custom-shape', 'rect', 'ellipse', 'circle', 'polygon', 'path', 'caption', 'g']);
/** What a space that stands for several may stand for at most. */
const mostSpaces = 200;

/** Takes flowing text of an OpenDocument file apart as its XML goes by: paragraphs, headings, lists, tables, notes, remarks, deletions. */
export class OdfText {
  readonly #styles: OdfStyles;
  /** The text of an object that lies beside the document in the archive (a chart), by its folder. */
  readonly #objectBlocks: (folder: string) => Block[];
  readonly #blocks: Block[] = [];
  readonly #notes: Block[] = [];
  readonly #paragraphs: Paragraph[] = [];
  readonly #tables = new OdfTables();
  readonly #lists: List[] = [];
  readonly #outline = new OdfCounters();
  readonly #spans: (HiddenKind | null)[] = [];
  readonly #deletions = new Map<string, string[]>();
  /** Blocks of a note, a remark or a deletion in the making, instead of the document's. */
  readonly #apart: { readonly kind: 'note' | 'comment' | 'deleted'; readonly blocks: Block[]; readonly paragraphsAround: number; about: string; reading: boolean }[] = [];
  #changeId = '';
  #skipping = 0;
  #alt: string | null = null;
  #invisible = 0;
  #groundsOpen = 0;

  constructor(styles: OdfStyles, objectBlocks: (folder: string) => Block[] = () => []) {
    this.#styles = styles;
    this.#objectBlocks = objectBlocks;
  }

  open(name: string, attributes: string): void {
    if (this.#skipping > 0 || unread.has(name)) {
      this.#skipping += 1;
      return;
    }
    if (grounds.has(name)) this.#groundsOpen += 1;
    switch (name) {
      case 'p': this.#openParagraph(attributes, null); break;
      case 'h': this.#openParagraph(attributes, Number(attributeOf(attributes, 'outline-level') ?? 1) || 1); break;
      case 'span': this.#spans.push(this.#spans.at(-1) ?? this.#hiddenKind(attributes)); break;
      case 's': this.#write(' '.repeat(Math.min(mostSpaces, Number(attributeOf(attributes, 'c') ?? 1) || 1))); break;
      case 'tab': this.#write('  '); break;
      case 'line-break': this.#write('\n'); break;
      case 'list': this.#lists.push({ style: attributeOf(attributes, 'style-name') ?? this.#lists.at(-1)?.style ?? null, counters: this.#lists.at(-1)?.counters ?? new OdfCounters(), isNewItem: false }); break;
      case 'list-item': { const list = this.#lists.at(-1); if (list !== undefined) list.isNewItem = true; break; }
      case 'section': if (this.#invisible > 0 || attributeOf(attributes, 'display') === 'none') this.#invisible += 1; break;
      case 'note-body': this.#openApart('note'); break;
      case 'annotation': this.#openApart('comment'); break;
      case 'deletion': this.#openApart('deleted'); break;
      case 'changed-region': this.#changeId = attributeOf(attributes, 'id') ?? ''; break;
      case 'change': this.#putDeletion(attributeOf(attributes, 'change-id') ?? ''); break;
      case 'creator': case 'date': { const apart = this.#apart.at(-1); if (apart?.paragraphsAround === this.#paragraphs.length) apart.reading = true; break; }
      case 'desc': this.#alt = ''; break;
      case 'object': this.#object(attributes); break;
      default: this.#tables.open(name, attributes);
    }
  }

  close(name: string): void {
    if (this.#skipping > 0) {
      this.#skipping -= 1;
      return;
    }
    if (grounds.has(name)) this.#groundsOpen -= 1;
    switch (name) {
      case 'p': case 'h': this.#endParagraph(); break;
      case 'span': this.#spans.pop(); break;
      case 'list': this.#lists.pop(); break;
      case 'section': if (this.#invisible > 0) this.#invisible -= 1; break;
      case 'note-body': case 'annotation': case 'deletion': this.#endApart(); break;
      case 'creator': case 'date': { const apart = this.#apart.at(-1); if (apart?.reading === true) Object.assign(apart, { reading: false, about: `${apart.about}, ` }); break; }
      case 'desc':
        if (this.#alt !== null && this.#alt.trim() !== '') this.#put({ kind: 'hidden', why: 'alt-text', text: this.#alt });
        this.#alt = null;
        break;
      default: { const table = this.#tables.close(name); if (table !== null) for (const block of table) this.#put(block); }
    }
  }

  text(text: string): void {
    if (this.#skipping > 0) return;
    const apart = this.#apart.at(-1);
    if (this.#alt !== null) this.#alt += text;
    else if (apart?.reading === true) apart.about += text.slice(0, 200);
    else this.#write(text.replace(/\s+/g, ' '));
  }

  /** Blocks so far, each once; with `finish` the notes behind them. */
  take(finish = false): Block[] {
    return [...this.#blocks.splice(0), ...(finish ? this.#notes.splice(0) : [])];
  }

  #hiddenKind(attributes: string): HiddenKind | null {
    const kind = this.#styles.hiddenKind(attributeOf(attributes, 'style-name'));
    // White may well stand on the colour of a cell or a box.
    return kind === 'white' && (this.#groundsOpen > 0 || this.#tables.isInside) ? null : kind;
  }

  #openApart(kind: 'note' | 'comment' | 'deleted'): void {
    this.#apart.push({ kind, blocks: [], paragraphsAround: this.#paragraphs.length, about: '', reading: false });
  }

  #openParagraph(attributes: string, level: number | null): void {
    const style = attributeOf(attributes, 'style-name');
    this.#paragraphs.push({ text: '', hidden: new Map(), style, level });
    this.#spans.push(this.#hiddenKind(attributes));
  }

  #write(text: string): void {
    const paragraph = this.#paragraphs.at(-1);
    // Between the paragraphs of a remark stands nothing of the paragraph around it.
    if (paragraph === undefined || this.#apart.at(-1)?.paragraphsAround === this.#paragraphs.length) return;
    const hidden = this.#invisible > 0 ? 'invisible' : (this.#spans.at(-1) ?? null);
    if (hidden === null) paragraph.text += text;
    else paragraph.hidden.set(hidden, (paragraph.hidden.get(hidden) ?? '') + text);
  }

  #endParagraph(): void {
    const paragraph = this.#paragraphs.pop();
    this.#spans.pop();
    if (paragraph === undefined) return;
    for (const [why, text] of paragraph.hidden) if (text.trim() !== '') this.#put({ kind: 'hidden', why, text });
    const text = paragraph.text.trim();
    const mark = this.#markOf(paragraph, text);
    if (text === '') return;
    // In the cells of a table every line may be an item whose mark does not show.
    const labelled = mark === '' || (mark === '•' && this.#tables.isInside) ? text : `${mark} ${text}`;
    const level = paragraph.level ?? this.#styles.titleLevel(paragraph.style);
    if (this.#apart.length === 0 && this.#tables.write(labelled)) return;
    if (level !== null && text.length <= 300) this.#put({ kind: 'heading', level: Math.min(9, Math.max(1, level)), text: labelled });
    else this.#put({ kind: this.#lists.length > 0 ? 'item' : 'paragraph', text: labelled });
  }

  #markOf({ level }: Paragraph, text: string): string {
    if (text === '') return '';
    if (level !== null && this.#lists.length === 0) {
      const outline = this.#styles.outlineLevel(level);
      return outline === null || outline.format === null || outline.format === '' ? '' : this.#outline.next(level, (at) => this.#styles.outlineLevel(at));
    }
    const list = this.#lists.at(-1);
    if (list === undefined || !list.isNewItem) return '';
    list.isNewItem = false;
    return list.counters.next(this.#lists.length, (at) => this.#styles.level(list.style, at));
  }

  #endApart(): void {
    const apart = this.#apart.pop();
    if (apart === undefined) return;
    const text = apart.blocks.flatMap((block) => (block.kind === 'table' || block.kind === 'hidden' ? [] : [block.text])).join('\n');
    if (text === '') return;
    if (apart.kind === 'note') this.#notes.push(...apart.blocks);
    else if (apart.kind === 'deleted') this.#deletions.set(this.#changeId, [...(this.#deletions.get(this.#changeId) ?? []), text]);
    else {
      const about = apart.about.replace(/T\d\d:\d\d.*?(?=,|$)/g, '').replace(/, $/, '');
      this.#put({ kind: 'hidden', why: 'comment', text: about === '' ? text : `${about}: ${text}` });
    }
  }

  /** Deleted text is listed in front of the document; where it was there is a mark. */
  #putDeletion(id: string): void {
    for (const text of this.#deletions.get(id) ?? []) this.#put({ kind: 'hidden', why: 'deleted', text });
    this.#deletions.delete(id);
  }

  #object(attributes: string): void {
    const folder = (attributeOf(attributes, 'href') ?? '').replace(/^\.\//, '').replace(/\/$/, '');
    if (folder !== '' && !folder.includes(':')) for (const block of this.#objectBlocks(folder)) this.#put(block);
  }

  #put(block: Block): void {
    const apart = this.#apart.at(-1);
    (apart?.blocks ?? this.#blocks).push(block);
  }
}
