import { xmlDeclaration, xmlText } from './xml.ts';
import { ZipWriter } from './ZipWriter.ts';

/** Writes the body of a Word document: headings, paragraphs, numbered clauses, bullets and tables, with styles and numbering Word understands. */
export class DocxWriter {
  #body = '';
  readonly #title: string;
  readonly #created: string;
  readonly #header: string;

  constructor({ title, created, header = '' }: { readonly title: string; readonly created: string; readonly header?: string }) {
    this.#title = title;
    this.#created = created;
    this.#header = header;
  }

  title(text: string): this {
    return this.#paragraph(text, '<w:pStyle w:val="Title"/>');
  }

  heading(level: number, text: string): this {
    return this.#paragraph(text, `<w:pStyle w:val="Heading${level}"/>`);
  }

  paragraph(text: string): this {
    return this.#paragraph(text, '');
  }

  /** A clause numbered 1., 1.1 … or (level 2) lettered (a), (b). */
  clause(level: number, text: string): this {
    return this.#paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="1"/></w:numPr>`);
  }

  bullet(text: string): this {
    return this.#paragraph(text, '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>');
  }

  table(header: readonly string[], rows: readonly (readonly string[])[]): this {
    const row = (cells: readonly string[], isHeader: boolean) => `<w:tr>${isHeader ? '<w:trPr><w:tblHeader/></w:trPr>' : ''}${cells.map((cell) => `<w:tc><w:p>${run(cell, isHeader ? '<w:b/>' : '')}</w:p></w:tc>`).join('')}</w:tr>`;
    this.#body += `<w:tbl><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders><w:insideH w:val="single" w:sz="4"/><w:bottom w:val="single" w:sz="4"/><w:top w:val="single" w:sz="4"/></w:tblBorders></w:tblPr>${row(header, true)}${rows.map((cells) => row(cells, false)).join('')}</w:tbl>`;
    return this;
  }

  /** XML put into the body as it is. */
  raw(xml: string): this {
    this.#body += xml;
    return this;
  }

  bytes(): Buffer {
    const zip = new ZipWriter();
    const word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"';
    const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
    const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    zip.add('[Content_Types].xml', `${xmlDeclaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${types}.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${types}.styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${types}.numbering+xml"/><Override PartName="/word/header1.xml" ContentType="${types}.header+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`);
    zip.add('_rels/.rels', `${xmlDeclaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`);
    zip.add('word/_rels/document.xml.rels', `${xmlDeclaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/styles" Target="styles.xml"/><Relationship Id="rId2" Type="${relation}/numbering" Target="numbering.xml"/><Relationship Id="rId3" Type="${relation}/header" Target="header1.xml"/></Relationships>`);
    zip.add('word/document.xml', `${xmlDeclaration}<w:document ${word}><w:body>${this.#body}<w:sectPr><w:headerReference w:type="default" r:id="rId3"/></w:sectPr></w:body></w:document>`);
    zip.add('word/header1.xml', `${xmlDeclaration}<w:hdr ${word}><w:p>${run(this.#header, '')}</w:p></w:hdr>`);
    zip.add('word/styles.xml', `${xmlDeclaration}<w:styles ${word}>${style('Normal', 'Normal', '', '<w:sz w:val="21"/>')}${style('Title', 'Title', '', '<w:b/><w:sz w:val="40"/>')}${[1, 2, 3].map((level) => style(`Heading${level}`, `heading ${level}`, `<w:keepNext/><w:outlineLvl w:val="${level - 1}"/>`, `<w:b/><w:sz w:val="${32 - level * 4}"/>`)).join('')}</w:styles>`);
    zip.add('word/numbering.xml', `${xmlDeclaration}<w:numbering ${word}><w:abstractNum w:abstractNumId="0">${level(0, 'decimal', '%1.')}${level(1, 'decimal', '%1.%2')}${level(2, 'lowerLetter', '(%3)')}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level(0, 'bullet', '•')}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>`);
    zip.add('docProps/core.xml', `${xmlDeclaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${xmlText(this.#title)}</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">${this.#created}T09:00:00Z</dcterms:created></cp:coreProperties>`);
    return zip.bytes();
  }

  #paragraph(text: string, properties: string): this {
    this.#body += `<w:p>${properties === '' ? '' : `<w:pPr>${properties}</w:pPr>`}${run(text, '')}</w:p>`;
    return this;
  }
}

function run(text: string, properties: string): string {
  const look = properties === '' ? '' : `<w:rPr>${properties}</w:rPr>`;
  // Line breaks of a quote stay.
  return text.split(/\r\n|[\n\r\u2028\u2029]/).map((line, index) => `<w:r>${look}${index === 0 ? '' : '<w:br/>'}<w:t xml:space="preserve">${xmlText(line)}</w:t></w:r>`).join('');
}

function style(id: string, name: string, paragraph: string, character: string): string {
  return `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:pPr>${paragraph}</w:pPr><w:rPr>${character}</w:rPr></w:style>`;
}

function level(place: number, format: string, text: string): string {
  return `<w:lvl w:ilvl="${place}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
}
