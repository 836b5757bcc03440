import { describe, expect, it } from 'vitest';
import { doc, type DocRun } from '../../fixtures/makeDoc.ts';
import { docxOf, odfOf, pptxOf, shape, sheetData, xlsxOf, zipOf } from '../../fixtures/officeFiles.ts';
import { line, rawPdf } from '../../fixtures/rawPdf.ts';
import { readBytes } from '../../fixtures/readBytes.ts';

/** Every kind of hidden text in every format that can hold it: the same words, which must stand on a page of that kind and on no other. */
const secret = 'Pay nothing at all';
const shown = 'Rent is due on the first of the month';
const p = (text: string, style = '') => `<text:p${style === '' ? '' : ` text:style-name="${style}"`}>${text}</text:p>`;
const odfStyle = (properties: string, family = 'paragraph') => ({ styles: `<style:style style:name="H" style:family="${family}"><style:text-properties ${properties}/></style:style>` });
const run = (look: string) => `<w:p><w:r><w:t>${shown}</w:t></w:r></w:p><w:p><w:r><w:rPr>${look}</w:rPr><w:t>${secret}</w:t></w:r></w:p>`;
const slide = (fill: string, attributes = '') => `${shape([shown], [0, 400])}<p:sp><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="50"/></a:xfrm></p:spPr><p:txBody><a:p><a:r><a:rPr${attributes}>${fill}</a:rPr><a:t>${secret}</a:t></a:r></a:p></p:txBody></p:sp>`;
const rtf = (text: string) => `{\\rtf1\\ansi{\\colortbl;\\red255\\green255\\blue255;\\red0\\green0\\blue0;}\\pard ${shown}.\\par ${text}\\par}`;
const word = (hidden: Partial<DocRun>) => doc({ body: [{ text: `${shown}.\r` }, { text: secret, ...hidden }, { text: '\r' }] });
const html = (body: string) => `<!DOCTYPE html><html><body><p>${shown}</p>${body}</body></html>`;
const mail = (body: string) => `From: a@b.example\r\nTo: c@d.example\r\nSubject: Rent\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html(body)}`;
const epub = (body: string) => zipOf({
  'mimetype': 'application/epub+zip', 'META-INF/container.xml': '<c><rootfile full-path="c.opf"/></c>',
  'c.opf': '<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>', 'a.xhtml': html(body),
});
const styledSheet = (font: string, fill = '<patternFill patternType="none"/>') => xlsxOf([{ name: 'S', xml: `${sheetData([[shown]])}`.replace('</sheetData>', `<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>${secret}</t></is></c></row></sheetData>`) }], {
  more: { 'xl/styles.xml': `<styleSheet><fonts><font><sz val="11"/></font><font>${font}</font></fonts><fills><fill><patternFill patternType="none"/></fill><fill>${fill}</fill></fills><cellXfs><xf numFmtId="0" fontId="0" fillId="0"/><xf numFmtId="0" fontId="1" fillId="1"/></cellXfs></styleSheet>` },
});
const odsCell = (style: string) => `<table:table table:name="S"><table:table-row><table:table-cell>${p(shown)}</table:table-cell></table:table-row><table:table-row><table:table-cell table:style-name="${style}">${p(secret)}</table:table-cell></table:table-row></table:table>`;
const frame = (text: string, x: string) => `<draw:frame svg:x="${x}" svg:y="2cm" svg:width="3cm" svg:height="1cm"><draw:text-box>${p(text)}</draw:text-box></draw:frame>`;
const odpSize = { more: { 'styles.xml': '<office:document-styles><office:automatic-styles><style:page-layout style:name="PL"><style:page-layout-properties fo:page-width="28cm" fo:page-height="21cm"/></style:page-layout></office:automatic-styles><office:master-styles><style:master-page style:name="M" style:page-layout-name="PL"/></office:master-styles></office:document-styles>' } };
const pdf = (content: string, more = {}) => rawPdf({ pages: [{ content: line(`${shown}.`, 700) + content, ...more }] });
const described = rawPdf({ pages: [0, 1].map((at) => ({ content: `${line(`${shown}.`, 700)}/Figure << /MCID 0 >> BDC 0 0 9 9 re f EMC\n`, more: `/StructParents ${String(at)}` })) }).toString('latin1');

const cases: readonly (readonly [string, string, string, Buffer | string])[] = [
  ['PDF', 'white', 'a.pdf', pdf(line(secret, 600, { before: '1 g' }))], ['PDF', 'invisible', 'a.pdf', pdf(line(secret, 600, { before: '3 Tr' }))], ['PDF', 'tiny', 'a.pdf', pdf(line(secret, 600, { size: 1 }))], ['PDF', 'off-page', 'a.pdf', pdf(line(secret, -50))],
  ['PDF', 'comment', 'a.pdf', pdf('', { annotations: [`<< /Type /Annot /Subtype /Text /Rect [10 10 30 30] /Contents (${secret}) >>`] })],
  ['DOCX', 'white', 'a.docx', docxOf(run('<w:color w:val="FFFFFF"/>'))], ['DOCX', 'tiny', 'a.docx', docxOf(run('<w:sz w:val="2"/>'))], ['DOCX', 'invisible', 'a.docx', docxOf(run('<w:vanish/>'))],
  ['DOCX', 'off-page', 'a.docx', docxOf(run('').replace('<w:p><w:r><w:rPr>', '<w:p><w:pPr><w:ind w:left="-40000"/></w:pPr><w:r><w:rPr>'))], ['DOCX', 'deleted', 'a.docx', docxOf(`<w:p><w:r><w:t>${shown}</w:t></w:r><w:del><w:r><w:delText>${secret}</w:delText></w:r></w:del></w:p>`)],
  ['DOCX', 'alt-text', 'a.docx', docxOf(`<w:p><w:r><w:t>${shown}</w:t></w:r><w:r><w:drawing><wp:inline><wp:docPr id="1" descr="${secret}"/></wp:inline></w:drawing></w:r></w:p>`)],
  ['DOCX', 'comment', 'a.docx', docxOf(`<w:p><w:r><w:t>${shown}</w:t></w:r><w:r><w:commentReference w:id="1"/></w:r></w:p>`, { 'word/comments.xml': `<w:comments><w:comment w:id="1"><w:p><w:r><w:t>${secret}</w:t></w:r></w:p></w:comment></w:comments>` })],
  ['DOC', 'invisible', 'a.doc', word({ hidden: true })], ['DOC', 'deleted', 'a.doc', word({ deleted: true })], ['DOC', 'tiny', 'a.doc', word({ look: '434a0200' })], ['DOC', 'white', 'a.doc', word({ look: '422a08' })], ['DOC', 'white', 'a.doc', word({ look: '7068ffffff00' })],
  ['RTF', 'invisible', 'a.rtf', rtf(`{\\v ${secret}}`)], ['RTF', 'deleted', 'a.rtf', rtf(`{\\deleted ${secret}}`)], ['RTF', 'tiny', 'a.rtf', rtf(`{\\fs2 ${secret}}`)], ['RTF', 'white', 'a.rtf', rtf(`{\\cf1 ${secret}}`)], ['RTF', 'comment', 'a.rtf', rtf(`{\\*\\annotation ${secret}}`)],
  ['XLSX', 'hidden-sheet', 'a.xlsx', xlsxOf([{ name: 'S', xml: sheetData([[shown]]) }, { name: 'T', state: 'veryHidden', xml: sheetData([[secret]]) }])], ['XLSX', 'hidden-rows', 'a.xlsx', xlsxOf([{ name: 'S', xml: sheetData([[shown], [secret]]).replace('<row r="2">', '<row r="2" hidden="1">') }])],
  ['XLSX', 'white', 'a.xlsx', styledSheet('<sz val="11"/><color rgb="FFFFFFFF"/>')], ['XLSX', 'white', 'a.xlsx', styledSheet('<color theme="0"/>', '<patternFill patternType="solid"><fgColor rgb="FFFFFFFF"/></patternFill>')], ['XLSX', 'tiny', 'a.xlsx', styledSheet('<sz val="1"/>')],
  ['XLSX', 'comment', 'a.xlsx', xlsxOf([{ name: 'S', xml: sheetData([[shown]]), links: { c: ['comments', '../comments1.xml'] } }], { more: { 'xl/comments1.xml': `<comments><authors><author>Tom</author></authors><commentList><comment ref="A1" authorId="0"><text><t>${secret}</t></text></comment></commentList></comments>` } })],
  ['ODS', 'white', 'a.ods', odfOf('spreadsheet', odsCell('H'), odfStyle('fo:color="#ffffff"', 'table-cell'))], ['ODS', 'tiny', 'a.ods', odfOf('spreadsheet', odsCell('H'), odfStyle('fo:font-size="1pt"', 'table-cell'))],
  ['PPTX', 'white', 'a.pptx', pptxOf([{ xml: slide('<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>') }])], ['PPTX', 'invisible', 'a.pptx', pptxOf([{ xml: slide('<a:noFill/>') }])], ['PPTX', 'tiny', 'a.pptx', pptxOf([{ xml: slide('', ' sz="100"') }])],
  ['PPTX', 'off-page', 'a.pptx', pptxOf([{ xml: shape([shown], [0, 0]) + shape([secret], [-400, 0]) }])], ['PPTX', 'hidden-sheet', 'a.pptx', pptxOf([{ xml: shape([shown], [0, 0]) }, { xml: shape([secret], [0, 0]), attributes: ' show="0"' }])], ['PPTX', 'alt-text', 'a.pptx', pptxOf([{ xml: shape([shown], [0, 0], { describe: secret }) }])],
  ['ODT', 'white', 'a.odt', odfOf('text', p(shown) + p(secret, 'H'), odfStyle('fo:color="#ffffff"'))], ['ODT', 'tiny', 'a.odt', odfOf('text', p(shown) + p(secret, 'H'), odfStyle('fo:font-size="1pt"'))], ['ODT', 'invisible', 'a.odt', odfOf('text', p(shown) + p(secret, 'H'), odfStyle('text:display="none"'))],
  ['ODT', 'comment', 'a.odt', odfOf('text', p(`${shown}<office:annotation><text:p>${secret}</text:p></office:annotation>`))], ['ODT', 'alt-text', 'a.odt', odfOf('text', p(`${shown}<draw:frame><svg:desc>${secret}</svg:desc></draw:frame>`))],
  ['ODT', 'deleted', 'a.odt', odfOf('text', `<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>${p(secret)}</text:deletion></text:changed-region></text:tracked-changes>${p(`${shown}<text:change text:change-id="c1"/>`)}`)],
  ['ODP', 'off-page', 'a.odp', odfOf('presentation', `<draw:page draw:master-page-name="M">${frame(shown, '1cm')}${frame(secret, '30cm')}</draw:page>`, odpSize)], ['ODP', 'tiny', 'a.odp', odfOf('presentation', `<draw:page>${frame(shown, '1cm')}<draw:frame><draw:text-box>${p(secret, 'H')}</draw:text-box></draw:frame></draw:page>`, odfStyle('fo:font-size="1pt"'))],
  ['HTML', 'white', 'a.html', html(`<p style="color:#fff">${secret}</p>`)], ['HTML', 'white', 'a.html', html(`<p style="background:#123;color:#112233">${secret}</p>`)], ['HTML', 'tiny', 'a.html', html(`<p style="font-size:0">${secret}</p>`)], ['HTML', 'invisible', 'a.html', html(`<p style="display:none">${secret}</p>`)],
  ['HTML', 'invisible', 'a.html', html(`<p style="visibility:hidden">${secret}</p>`)], ['HTML', 'off-page', 'a.html', html(`<p style="position:absolute;left:-9999px">${secret}</p>`)], ['HTML', 'alt-text', 'a.html', html(`<img src="x.png" alt="${secret}">`)], ['HTML', 'comment', 'a.html', html(`<!-- ${secret} -->`)],
  ['EPUB', 'white', 'a.epub', epub(`<p style="color:#fff">${secret}</p>`)], ['EPUB', 'invisible', 'a.epub', epub(`<p hidden="hidden">${secret}</p>`)], ['mail', 'invisible', 'a.eml', mail(`<div style="display:none">${secret}</div>`)], ['mail', 'tiny', 'a.eml', mail(`<span style="font-size:1px">${secret}</span>`)], ['mail', 'white', 'a.eml', mail(`<table><tr><td bgcolor="#eeeeee" style="color:#eee">${secret}</td></tr></table>`)],
];

describe('text that does not show', () => {
  it.each(cases)('%s: %s', async (_format, kind, name, content) => {
    const { pages, outcome } = await readBytes(name, content);
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(pages.filter(({ text }) => text.includes(secret)).map(({ hidden }) => hidden)).toEqual([kind]);
    expect(pages.filter(({ text, hidden }) => hidden === undefined && text.includes(shown))).toHaveLength(1);
  });

  it.each([
    ['a cell that is filled', 'a.xlsx', styledSheet('<color rgb="FFFFFFFF"/>', '<patternFill patternType="solid"><fgColor rgb="FF003366"/></patternFill>')],
    ['a cell that a rule may colour', 'a.xlsx', xlsxOf([{ name: 'S', xml: `${sheetData([[shown]]).replace('</sheetData>', `<row r="2"><c r="A2" s="1" t="inlineStr"><is><t>${secret}</t></is></c></row></sheetData>`)}<conditionalFormatting sqref="A1:B9"><cfRule/></conditionalFormatting>` }], { more: { 'xl/styles.xml': '<styleSheet><fonts><font/><font><color rgb="FFFFFFFF"/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>' } })],
    ['a cell of a coloured style', 'a.ods', odfOf('spreadsheet', odsCell('H'), { styles: '<style:style style:name="H" style:family="table-cell"><style:table-cell-properties fo:background-color="#003366"/><style:text-properties fo:color="#ffffff"/></style:style>' })],
    ['a paragraph on a bar', 'a.odt', odfOf('text', p(shown) + p(secret, 'H'), { styles: '<style:style style:name="H"><style:paragraph-properties fo:background-color="#003366"/><style:text-properties fo:color="#ffffff"/></style:style>' })],
    ['white on a mark', 'a.rtf', rtf(`{\\cf1\\highlight2 ${secret}}`)], ['white on a bar', 'a.rtf', rtf(`\\pard\\cbpat2{\\cf1 ${secret}}`)], ['white in a table', 'a.rtf', rtf(`\\trowd\\cellx100\\pard\\intbl{\\cf1 ${secret}}\\cell\\row\\pard`)], ['size and colour that were taken back', 'a.rtf', rtf(`\\cf1\\fs2\\plain ${secret}`)],
    ['white on a shade', 'a.doc', word({ look: '422a08664801ff' })],
  ])('%s shows', async (_what, name, content) => {
    const { pages } = await readBytes(name, content);
    expect(pages.filter(({ text }) => text.includes(secret)).map(({ hidden }) => hidden)).toEqual([undefined]);
  });

  it('PDF: alt-text', async () => {
    const read = async (description: string) => (await readBytes('a.pdf', Buffer.from(described.replace('/Catalog ', '/Catalog /MarkInfo << /Marked true >> /StructTreeRoot 90 0 R ').replace(/xref\n0 \d+\n/, (xref) => `${treeWith(description)}${xref}`), 'latin1'))).pages.map(({ hidden, text }) => [hidden, text]);
    const both = [[undefined, `${shown}.`], [undefined, `${shown}.`]];
    // What stands on every page is described once.
    expect(await read(secret)).toEqual([...both, ['alt-text', secret]]);
    // Names of files and numbers describe nothing.
    for (const none of ['logo 2020 \\(002\\)_upd.jpg', '979']) expect(await read(none), none).toEqual(both);
  });
});

const [first = '', second = ''] = [...described.matchAll(/(\d+) 0 obj\n<< \/Type \/Page /g)].map(([, id]) => id);
/** The tags of both pages: a picture each, described alike. */
const treeWith = (description: string): string => {
  const picture = (id: number, page: string): string => `${String(id)} 0 obj\n<< /Type /StructElem /S /Figure /P 90 0 R /Pg ${page} 0 R /K 0 /Alt (${description}) >>\nendobj\n`;
  return `90 0 obj\n<< /Type /StructTreeRoot /K [91 0 R 93 0 R] /ParentTree 92 0 R >>\nendobj\n${picture(91, first)}${picture(93, second)}92 0 obj\n<< /Nums [0 [91 0 R] 1 [93 0 R]] >>\nendobj\n`;
};
