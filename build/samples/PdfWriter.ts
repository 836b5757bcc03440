import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import type { FontName } from './fontWidths.ts';
import { PdfEncryption } from './pdfEncryption.ts';

export type PdfOptions = {
  readonly title?: string; readonly author?: string; readonly subject?: string; readonly producer?: string;
  /** `2024-03-01`. */
  readonly created?: string;
  /** Page-label ranges: the first page (from 0) and its dictionary, such as `/S /r`. */
  readonly labels?: readonly { readonly from: number; readonly style: string }[];
  readonly encryption?: { readonly ownerPassword: string; readonly userPassword: string };
};

const fonts: readonly FontName[] = ['Helvetica', 'Helvetica-Bold', 'Helvetica-Oblique', 'Times-Roman', 'Times-Bold', 'Times-Italic', 'Courier'];

/** One page of a PDF being written; places are in points from the page's top left. */
export class PdfPage {
  readonly width: number;
  readonly height: number;
  readonly rotate: number;
  #content = '';

  constructor(width: number, height: number, rotate: number) {
    this.width = width;
    this.height = height;
    this.rotate = rotate;
  }

  /** Text with its baseline at `y`; `turn`: degrees anticlockwise. */
  text(x: number, y: number, text: string, { font = 'Helvetica', size = 10, grey = 0, turn = 0 }: { readonly font?: FontName; readonly size?: number; readonly grey?: number; readonly turn?: number } = {}): void {
    const angle = (turn * Math.PI) / 180;
    const matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), x, this.height - y].map(round).join(' ');
    this.#content += `BT ${grey} g /F${fonts.indexOf(font)} ${round(size)} Tf ${matrix} Tm (${escaped(text)}) Tj ET\n`;
  }

  line(x1: number, y1: number, x2: number, y2: number, { width = 0.6, grey = 0.4 }: { readonly width?: number; readonly grey?: number } = {}): void {
    this.#content += `${grey} G ${width} w ${round(x1)} ${round(this.height - y1)} m ${round(x2)} ${round(this.height - y2)} l S\n`;
  }

  /** A grey picture of one pixel stretched over a rectangle: what a scanned page looks like to a reader. */
  picture(x: number, y: number, width: number, height: number): void {
    this.#content += `q ${round(width)} 0 0 ${round(height)} ${round(x)} ${round(this.height - y - height)} cm /Im0 Do Q\n`;
  }

  content(): string {
    return this.#content;
  }
}

/** Writes PDF 1.4 with the standard fonts and nothing random: the same input gives the same bytes. */
export class PdfWriter {
  readonly #options: PdfOptions;
  readonly #pages: PdfPage[] = [];

  constructor(options: PdfOptions = {}) {
    this.#options = options;
  }

  addPage({ width = 595.28, height = 841.89, rotate = 0 }: { readonly width?: number; readonly height?: number; readonly rotate?: number } = {}): PdfPage {
    const page = new PdfPage(width, height, rotate);
    this.#pages.push(page);
    return page;
  }

  bytes(): Buffer {
    const { encryption: passwords } = this.#options;
    const id = createHash('md5').update(JSON.stringify(this.#options)).update(this.#pages.map((page) => page.content()).join('')).digest();
    const encryption = passwords === undefined ? null : new PdfEncryption({ ...passwords, id });
    const objects: Buffer[] = [];
    const put = (number: number, body: string | Buffer) => { objects[number] = Buffer.isBuffer(body) ? body : Buffer.from(body, 'latin1'); };
    const string = (number: number, text: string) => {
      const bytes = Buffer.from(text, 'latin1');
      return `<${(encryption === null ? bytes : encryption.encrypt(number, bytes)).toString('hex')}>`;
    };
    const firstFont = 5;
    const picture = firstFont + fonts.length;
    const firstPage = picture + 1;
    put(1, `<< /Type /Catalog /Pages 2 0 R${this.#labels()} >>`);
    put(2, `<< /Type /Pages /Count ${this.#pages.length} /Kids [${this.#pages.map((_page, index) => `${firstPage + index * 2} 0 R`).join(' ')}] >>`);
    put(3, this.#info((text) => string(3, text)));
    put(4, encryption?.dictionary ?? '<< >>');
    for (const [index, font] of fonts.entries()) put(firstFont + index, `<< /Type /Font /Subtype /Type1 /BaseFont /${font} /Encoding /WinAnsiEncoding >>`);
    put(picture, stream('/Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8', encryption?.encrypt(picture, Buffer.from([200])) ?? Buffer.from([200])));
    const resources = `/Font << ${fonts.map((_font, index) => `/F${index} ${firstFont + index} 0 R`).join(' ')} >> /XObject << /Im0 ${picture} 0 R >>`;
    for (const [index, page] of this.#pages.entries()) {
      const number = firstPage + index * 2;
      const packed = deflateSync(Buffer.from(page.content(), 'latin1'), { level: 9 });
      put(number, `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Rotate ${page.rotate} /Resources << ${resources} >> /Contents ${number + 1} 0 R >>`);
      put(number + 1, stream('/Filter /FlateDecode', encryption?.encrypt(number + 1, packed) ?? packed));
    }
    return assembled(objects, `/Root 1 0 R /Info 3 0 R /ID [<${id.toString('hex')}> <${id.toString('hex')}>]${encryption === null ? '' : ' /Encrypt 4 0 R'}`);
  }

  #labels(): string {
    const { labels } = this.#options;
    return labels === undefined ? '' : ` /PageLabels << /Nums [${labels.map(({ from, style }) => `${from} << ${style} >>`).join(' ')}] >>`;
  }

  #info(string: (text: string) => string): string {
    const { title, author, subject, producer = 'Carrel sample writer', created } = this.#options;
    const entries = [['Title', title], ['Author', author], ['Subject', subject], ['Producer', producer], ['CreationDate', created === undefined ? undefined : `D:${created.replaceAll('-', '')}090000Z`]] as const;
    return `<< ${entries.filter(([, value]) => value !== undefined).map(([name, value]) => `/${name} ${string(value ?? '')}`).join(' ')} >>`;
  }
}

function stream(dictionary: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`<< ${dictionary} /Length ${content.length} >>\nstream\n`, 'latin1'), content, Buffer.from('\nendstream', 'latin1')]);
}

function assembled(objects: readonly (Buffer | undefined)[], trailer: string): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\n', 'latin1')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  for (const [number, body] of objects.entries()) {
    if (body === undefined) continue;
    const whole = Buffer.concat([Buffer.from(`${number} 0 obj\n`, 'latin1'), body, Buffer.from('\nendobj\n', 'latin1')]);
    offsets[number] = length;
    parts.push(whole);
    length += whole.length;
  }
  const table = Array.from(objects, (_body, number) => (number === 0 ? '0000000000 65535 f \n' : `${String(offsets[number] ?? 0).padStart(10, '0')} 00000 n \n`)).join('');
  parts.push(Buffer.from(`xref\n0 ${objects.length}\n${table}trailer\n<< /Size ${objects.length} ${trailer} >>\nstartxref\n${length}\n%%EOF\n`, 'latin1'));
  return Buffer.concat(parts);
}

const windows: Readonly<Record<string, number>> = { '€': 0x80, '‚': 0x82, '„': 0x84, '…': 0x85, '‘': 0x91, '’': 0x92, '“': 0x93, '”': 0x94, '•': 0x95, '–': 0x96, '—': 0x97 };

function escaped(text: string): string {
  let out = '';
  for (const character of text) {
    const code = windows[character] ?? character.codePointAt(0) ?? 63;
    const byte = code < 256 ? code : 63;
    out += byte === 40 || byte === 41 || byte === 92 ? `\\${String.fromCharCode(byte)}` : byte < 32 || byte > 126 ? `\\${byte.toString(8).padStart(3, '0')}` : String.fromCharCode(byte);
  }
  return out;
}

function round(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
