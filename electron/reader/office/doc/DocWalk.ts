import type { HiddenKind } from '../../../shared/schemas.ts';
import type { Block } from '../../blocks.ts';
import { FlowWriter } from '../FlowWriter.ts';
import { characterRuns, formatAt, paragraphRuns, plainCharacters, plainParagraph, type CharacterFormat, type ParagraphFormat, type Runs } from './docFormats.ts';
import { DocNumbers, type ListPlace } from './docNumbers.ts';
import { readStyles, type DocStyle } from './docStyles.ts';
import type { DocFile } from './fib.ts';
import { decodePiece, readPieces, type Piece } from './pieces.ts';

/** Characters with a meaning of their own ([MS-DOC] 2.4.1). */
const mark = { cell: '\x07', tab: '\x09', line: '\x0b', page: '\x0c', paragraph: '\x0d', fieldBegin: '\x13', fieldText: '\x14', fieldEnd: '\x15', hyphen: '\x1e', softHyphen: '\x1f' } as const;
const special = /[\x00-\x1f]/;
const mostFields = 200;

/** Goes over stretches of a Word file's text and gives them as blocks. */
export class DocWalk {
  readonly #file: DocFile;
  readonly #pieces: readonly Piece[];
  readonly #texts = new Map<Piece, string>();
  readonly #paragraphs: Runs<ParagraphFormat>;
  readonly #characters: Runs<CharacterFormat>;
  readonly #styles: readonly DocStyle[];
  readonly #numbers: DocNumbers;

  constructor(file: DocFile) {
    this.#file = file;
    this.#pieces = readPieces(file);
    this.#paragraphs = file.isOld ? [] : paragraphRuns(file);
    this.#characters = file.isOld ? [] : characterRuns(file);
    this.#styles = file.isOld ? [] : readStyles(file);
    this.#numbers = new DocNumbers(file);
  }

  /** Characters that are there, of all texts together. */
  get length(): number {
    return this.#pieces.at(-1)?.to ?? 0;
  }

  /** The text between two characters. */
  blocks(from: number, to: number): readonly Block[] {
    const writer = new FlowWriter();
    /** For each open field, whether its result is reached: what stands before it is an instruction. */
    const fields: boolean[] = [];
    let wasCell = false;
    for (const piece of this.#pieces) {
      if (piece.to <= from || piece.from >= to) continue;
      const text = this.#textOf(piece);
      const end = Math.min(piece.to, to) - piece.from;
      for (let at = Math.max(0, from - piece.from); at < end; ) {
        const byte = piece.at + at * piece.width;
        const characters = formatAt(this.#characters, byte, plainCharacters);
        const runEnd = Math.max(at + 1, Math.min(end, Math.ceil((characters.to - piece.at) / piece.width)));
        const character = text.charAt(at);
        if (special.test(character)) {
          if (!this.#field(character, fields)) this.#special(character, writer, formatAt(this.#paragraphs, byte, plainParagraph).format, wasCell);
          wasCell = character === mark.cell;
          at += 1;
          continue;
        }
        let stop = at + 1;
        while (stop < runEnd && !special.test(text.charAt(stop))) stop += 1;
        if (fields.every((isResult) => isResult)) writer.write(text.slice(at, stop), whyHidden(characters.format, () => formatAt(this.#paragraphs, byte, plainParagraph).format));
        wasCell = false;
        at = stop;
      }
    }
    return writer.finish();
  }

  #field(character: string, fields: boolean[]): boolean {
    if (character === mark.fieldBegin && fields.length < mostFields) fields.push(false);
    else if (character === mark.fieldText && fields.length > 0) fields[fields.length - 1] = true;
    else if (character === mark.fieldEnd) fields.pop();
    else return fields.some((isResult) => !isResult) && character !== mark.cell && character !== mark.paragraph;
    return true;
  }

  #special(character: string, writer: FlowWriter, format: ParagraphFormat, wasCell: boolean): void {
    switch (character) {
      case mark.paragraph: case mark.page: {
        const style = this.#styles[format.style];
        const place = listPlace(format, style);
        const number = place === null || writer.isEmpty ? '' : this.#numbers.next(place);
        writer.endParagraph({ level: format.level === null ? (style?.level ?? null) : format.level + 1, isItem: place !== null, mark: number, inTable: format.inTable && character === mark.paragraph });
        break;
      }
      // Old files do not say which mark ends a row: it is the one right behind the mark of the last cell.
      case mark.cell: if (format.isRowEnd || (this.#file.isOld && wasCell)) writer.endRow(format.isHeaderRow); else writer.endCell(); break;
      case mark.line: writer.write('\n'); break;
      case mark.tab: writer.write('\t'); break;
      case mark.hyphen: writer.write('-'); break;
    }
  }

  #textOf(piece: Piece): string {
    const known = this.#texts.get(piece);
    if (known !== undefined) return known;
    const text = decodePiece(this.#file, piece);
    this.#texts.set(piece, text);
    return text;
  }
}

/** Where a paragraph stands in a list by its own format or its style's; list 0 takes it out. */
function listPlace(format: ParagraphFormat, style: DocStyle | undefined): ListPlace | null {
  const list = format.list ?? style?.list?.list ?? 0;
  return list === 0 || list > 0x7ff ? null : { list, level: format.listLevel ?? style?.list?.level ?? 0 };
}

/** Tables may have colours of their own. */
function whyHidden({ isHidden, isDeleted, isTiny, isWhite }: CharacterFormat, paragraph: () => ParagraphFormat): HiddenKind | null {
  if (isDeleted || isHidden || isTiny) return isDeleted ? 'deleted' : isHidden ? 'invisible' : 'tiny';
  if (!isWhite) return null;
  const { inTable, hasGround } = paragraph();
  return inTable || hasGround ? null : 'white';
}
