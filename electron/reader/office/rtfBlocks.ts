import { AppError } from '../../shared/AppError.ts';
import type { HiddenKind } from '../../shared/schemas.ts';
import type { Block } from '../blocks.ts';
import { looksLike } from '../colours.ts';
import { asides, once, remarks } from './asides.ts';
import { FlowWriter } from './FlowWriter.ts';
import { charsetEncoding, codePageEncoding, decodeRtf, type RtfEncoding } from './rtfFonts.ts';
import { rtfTokens } from './rtfTokens.ts';

/** An RTF text taken apart. `isWhole` is false where it breaks off. `created` is ISO or ''. */
export type RtfText = { readonly blocks: readonly Block[]; readonly title: string; readonly created: string; readonly isWhole: boolean };

/** Where the text of a group goes. */
type Written = 'body' | 'aside' | 'head' | 'foot' | 'notes' | 'comments';
type Goal = Written | 'fonts' | 'colours' | 'styles' | 'title' | 'created' | 'nothing';
type Group = {
  /** Of the paragraph: its style, its own outline level, whether it lies in a table. */
  style: number; outline: number | null; inTable: boolean;
  goal: Goal; why: HiddenKind | null; isDeleted: boolean;
  /** Of the letters: their size in half points, whether they are white, whether they or their paragraph have a ground of their own. */ size: number; isWhite: boolean; hasGround: boolean; isOnBar: boolean; encoding: RtfEncoding; skipAfterUnicode: number;
  /** Set by a star: an unknown destination is passed over. */ isOptional: boolean;
};

const mostGroups = 20_000;
/** Destinations whose text is no text of the document. */
const unread = new Set('pict objdata themedata colorschememapping latentstyles datastore generator listtable listoverridetable revtbl rsidtbl xmlnstbl mmathPr filetbl fldinst bkmkstart bkmkend xe tc rxe txe txt nonshppict shprslt nonesttables nesttableprops pn pntxta pntxtb do company operator author manager category keywords comment doccomm subject hlinkbase userprops formfield ffname ffdeftext sp sn sv atnid atnauthor atnref atrfstart atrfend atndate atnparent panose falt fontemb buptim revtim printim template docvar password pnseclvl htmltag mhtmltag'.split(' '));
const goals: Readonly<Record<string, Goal>> = {
  fonttbl: 'fonts', colortbl: 'colours', stylesheet: 'styles', title: 'title', creatim: 'created', info: 'nothing', footnote: 'notes', annotation: 'comments',
  header: 'head', headerl: 'head', headerr: 'head', headerf: 'head', footer: 'foot', footerl: 'foot', footerr: 'foot', footerf: 'foot', ftnsep: 'nothing', ftnsepc: 'nothing', ftncn: 'nothing', aftnsep: 'nothing', aftnsepc: 'nothing', aftncn: 'nothing',
};
/** Optional groups that hold text all the same. */
const readThough = new Set(['shpinst', 'shppict', 'annotation', 'shptxt', 'ud']);
const signs: Readonly<Record<string, string>> = {
  tab: '\t', line: '\n', emdash: '—', endash: '–', lquote: '‘', rquote: '’', ldblquote: '“', rdblquote: '”', bullet: '•', '~': '\u00a0', _: '-', emspace: ' ', enspace: ' ', qmspace: ' ', zwj: '\u200d', zwnj: '\u200c', ltrmark: '\u200e', rtlmark: '\u200f',
};

export function takeRtfApart(bytes: Buffer): RtfText {
  return new RtfWalk().walk(bytes);
}

class RtfWalk {
  readonly #writers: Readonly<Record<Written, FlowWriter>> = { body: new FlowWriter(), head: new FlowWriter(), foot: new FlowWriter(), aside: new FlowWriter(), notes: new FlowWriter(), comments: new FlowWriter() };
  readonly #stack: Group[] = [];
  #group: Group = { style: 0, outline: null, inTable: false, goal: 'body', why: null, isDeleted: false, size: 24, isWhite: false, hasGround: false, isOnBar: false, encoding: 'windows-1252', skipAfterUnicode: 1, isOptional: false };
  #own: RtfEncoding = 'windows-1252';
  #pending: Buffer[] = [];
  #skip = 0;
  readonly #fonts = new Map<number, { charset: number; name: string; page: number | null }>();
  #font = 0;
  readonly #levels = new Map<number, number>();
  #style = { number: 0, name: '', outline: null as number | null };
  readonly #colours: string[] = [];
  #colour = { red: 0, green: 0, blue: 0 };
  #isItem = false;
  #isHeaderRow = false;
  #title = '';
  #created = { yr: 0, mo: 0, dy: 0 };

  walk(bytes: Buffer): RtfText {
    for (const token of rtfTokens(bytes)) {
      if (token.kind === 'text') this.#text(token.bytes, token.isEscaped);
      else {
        // Behind \u stand characters for old readers: a control word counts as one, the end of the group ends them.
        if (token.kind === 'word' && this.#skip > 0 && token.name !== 'u' && token.name !== 'uc') {
          this.#skip -= 1;
          continue;
        }
        this.#flush();
        if (token.kind === 'word') this.#word(token.name, token.value);
        else if (token.kind === 'open') this.#open();
        else this.#close();
      }
    }
    this.#flush();
    return this.#result();
  }

  #result(): RtfText {
    const { body, head, foot, aside: frames, notes, comments } = this.#writers;
    const aside = (writer: FlowWriter) => asides(writer.finish());
    const { yr, mo, dy } = this.#created;
    return {
      blocks: [...once(aside(head)), ...body.finish(), ...aside(frames), ...aside(notes), ...once(aside(foot)), ...remarks(comments.finish())], title: this.#title.trim(),
      created: yr === 0 ? '' : `${yr}-${String(mo).padStart(2, '0')}-${String(dy).padStart(2, '0')}`, isWhole: this.#stack.length === 0,
    };
  }

  #open(): void {
    if (this.#stack.length >= mostGroups) throw new AppError('limit-exceeded', { depth: mostGroups });
    this.#stack.push(this.#group);
    this.#group = { ...this.#group, isOptional: false };
    this.#skip = 0;
  }

  #close(): void {
    const inner = this.#group.goal;
    if (inner === 'styles') this.#endStyle();
    this.#group = this.#stack.pop() ?? this.#group;
    this.#skip = 0;
    if (inner !== this.#group.goal && (inner === 'notes' || inner === 'comments' || inner === 'head' || inner === 'foot')) this.#writers[inner].endParagraph();
  }

  #text(bytes: Buffer, isEscaped: boolean): void {
    const { goal } = this.#group;
    let rest = bytes;
    if (this.#skip > 0 && (rest.length > 0 || isEscaped)) {
      const skipped = Math.min(this.#skip, rest.length);
      this.#skip -= skipped;
      rest = rest.subarray(skipped);
    }
    if (goal !== 'nothing' && rest.length > 0) this.#pending.push(rest);
  }

  /** Bytes wait for their neighbours: a letter may be two of them. */
  #flush(): void {
    if (this.#pending.length === 0) return;
    const bytes = Buffer.concat(this.#pending.splice(0));
    this.#write(decodeRtf(bytes, this.#group.goal === 'fonts' || this.#group.goal === 'styles' ? this.#own : this.#group.encoding));
  }

  #write(text: string): void {
    const { goal } = this.#group;
    switch (goal) {
      case 'nothing': case 'created': break;
      case 'title': this.#title += text; break;
      case 'colours': for (const sign of text) if (sign === ';') this.#endColour(); break;
      case 'styles': this.#style.name += text; break;
      case 'fonts': {
        const font = this.#fonts.get(this.#font);
        if (font !== undefined) font.name += text;
        break;
      }
      default: this.#writers[goal].write(text, whyHidden(this.#group));
    }
  }

  #writer(): FlowWriter | null {
    const { goal } = this.#group;
    return goal in this.#writers ? this.#writers[goal as Written] : null;
  }

  #word(name: string, value: number | null): void {
    const group = this.#group;
    if (name === '*') group.isOptional = true;
    else if (unread.has(name)) group.goal = 'nothing';
    else if (goals[name] !== undefined && group.goal !== 'nothing') group.goal = goals[name];
    else if (name === 'title' || name === 'creatim') group.goal = goals[name] ?? 'nothing';
    else if (group.isOptional && !readThough.has(name)) {
      group.goal = 'nothing';
      group.isOptional = false;
    } else if (name === 'shpinst') group.goal = 'nothing';
    else if (name === 'shptxt') group.goal = 'aside';
    else this.#format(name, value);
    if (name !== '*') group.isOptional = false;
  }

  #format(name: string, value: number | null): void {
    const group = this.#group;
    switch (name) {
      case 'ansicpg': this.#own = group.encoding = codePageEncoding(value ?? 1252); break;
      case 'mac': this.#own = group.encoding = 'macintosh'; break;
      case 'pc': this.#own = group.encoding = 'cp437'; break;
      case 'pca': this.#own = group.encoding = 'cp850'; break;
      case 'u': this.#unicode(value ?? 0); break;
      case 'uc': group.skipAfterUnicode = Math.max(0, Math.min(20, value ?? 1)); break;
      case 'f': case 'af': this.#setFont(name, value ?? 0); break;
      case 'fcharset': case 'cpg': this.#setCharset(name, value ?? 0); break;
      case 'v': group.why = value === 0 ? null : 'invisible'; break;
      case 'deleted': group.isDeleted = value !== 0; break;
      case 'plain': Object.assign(group, { why: null, isDeleted: false, size: 24, isWhite: false, hasGround: false }); break;
      case 'fs': group.size = value ?? 24; break;
      case 'cf': group.isWhite = this.#isWhite(value ?? 0); break;
      case 'highlight': case 'cb': case 'chcbpat': group.hasGround = (value ?? 0) !== 0 && !this.#isWhite(value ?? 0); break;
      case 'cbpat': group.isOnBar = (value ?? 0) !== 0 && !this.#isWhite(value ?? 0); break;
      case 'red': case 'green': case 'blue': this.#colour[name] = value ?? 0; break;
      case 'yr': case 'mo': case 'dy': if (group.goal === 'created') this.#created[name] = value ?? 0; break;
      default: this.#layout(name, value);
    }
  }

  #layout(name: string, value: number | null): void {
    const sign = signs[name];
    if (sign !== undefined) {
      this.#write(sign);
      return;
    }
    if (this.#group.goal === 'styles') {
      if (name === 's') this.#style.number = value ?? 0;
      else if (name === 'outlinelevel') this.#style.outline = value;
      return;
    }
    const writer = this.#writer();
    const group = this.#group;
    switch (name) {
      case 'pard': group.style = 0; group.outline = null; group.inTable = false; group.isOnBar = false; break;
      case 's': group.style = value ?? 0; break;
      case 'outlinelevel': group.outline = value; break;
      case 'intbl': group.inTable = true; break;
      case 'trowd': this.#isHeaderRow = false; break;
      case 'trhdr': this.#isHeaderRow = true; break;
      case 'listtext': case 'pntext': this.#isItem = true; break;
      case 'par': case 'sect': case 'page': writer?.endParagraph({ level: this.#level(), isItem: this.#isItem, inTable: group.inTable }); this.#isItem = false; break;
      case 'cell': writer?.endCell(); break;
      case 'nestcell': writer?.write(' '); break;
      case 'row': writer?.endRow(this.#isHeaderRow); break;
    }
  }

  #level(): number | null {
    const { outline, style } = this.#group;
    return outline !== null && outline < 9 ? outline + 1 : (this.#levels.get(style) ?? null);
  }

  #unicode(value: number): void {
    const unit = value < 0 ? value + 0x1_0000 : value;
    // Signs of symbol fonts stand in the private area.
    this.#write(unit >= 0xf000 && unit < 0xf100 ? decodeRtf(Buffer.from([unit & 0xff]), this.#group.encoding === 'symbol' ? 'symbol' : 'dingbats') : unit > 0x10ffff ? '\ufffd' : String.fromCodePoint(unit));
    this.#skip = this.#group.skipAfterUnicode;
  }

  #setFont(name: string, value: number): void {
    if (this.#group.goal === 'fonts') {
      if (name === 'f' && this.#fonts.size < 10_000) this.#fonts.set((this.#font = value), { charset: 1, name: '', page: null });
      return;
    }
    const font = this.#fonts.get(value);
    if (name === 'f' && this.#group.goal !== 'styles') this.#group.encoding = font === undefined ? this.#own : font.page === null ? charsetEncoding(font.charset, font.name, this.#own) : codePageEncoding(font.page);
  }

  #setCharset(name: string, value: number): void {
    const font = this.#fonts.get(this.#font);
    if (font === undefined || this.#group.goal !== 'fonts') return;
    if (name === 'cpg') font.page = value === 0 ? null : value;
    else font.charset = value;
  }

  #isWhite(colour: number): boolean {
    return looksLike(this.#colours[colour] ?? '', '#ffffff');
  }

  #endColour(): void {
    const { red, green, blue } = this.#colour;
    if (this.#colours.length < 1_000) this.#colours.push(`#${[red, green, blue].map((share) => Math.max(0, Math.min(255, share)).toString(16).padStart(2, '0')).join('')}`);
    this.#colour = { red: 0, green: 0, blue: 0 };
  }

  #endStyle(): void {
    const { number, name, outline } = this.#style;
    const level = headingLevel(name.replace(/;\s*$/, '').trim()) ?? (outline !== null && outline < 9 ? outline + 1 : null);
    if (level !== null && this.#levels.size < 10_000) this.#levels.set(number, level);
    this.#style = { number: 0, name: '', outline: null };
  }
}

/** Smaller than 2 points nobody can read it; tables and boxes may have colours of their own. */
function whyHidden({ goal, why, isDeleted, size, isWhite, hasGround, isOnBar, inTable }: Group): HiddenKind | null {
  if (isDeleted || why !== null) return isDeleted ? 'deleted' : why;
  if (size < 4) return 'tiny';
  return isWhite && !hasGround && !isOnBar && !inTable && goal !== 'aside' ? 'white' : null;
}

/** The level a style of that name stands for, in the languages of Office, or null. */
export function headingLevel(name: string): number | null {
  const level = /^(?:heading|überschrift|titre|título|titolo|kop|rubrik|overskrift|nagłówek|заголовок|επικεφαλίδα|otsikko|başlık|nadpis|címsor|見出し|标题|標題|제목)\s*([1-9])$/iu.exec(name)?.[1];
  if (level !== undefined) return Number(level);
  return /^(?:title|titel)$/i.test(name) ? 1 : /^(?:subtitle|untertitel)$/i.test(name) ? 2 : null;
}
