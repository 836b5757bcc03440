import { describe, expect, it } from 'vitest';
import { rels, sheetData, xlsxOf, zipOf } from '../../../fixtures/officeFiles.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

const rowsOf = (page: { text: string; tables: readonly { rows: readonly { start: number; end: number }[] }[] } | undefined) => page?.tables.flatMap(({ rows }) => rows.map(({ start, end }) => page.text.slice(start, end)));

describe('XLSX', () => {
  it('comes sheet by sheet with real row numbers, its header and its name', async () => {
    const { pages, facts, outcome } = await readBytes('stock.xlsx', xlsxOf([
      { name: 'Stock', xml: sheetData([['Item', 'Count', 'Place'], ['Bolt', 40, 'A1'], ['Nut', 7, 'B2']], 3) }, { name: 'Prices', xml: sheetData([['Item', 'Price'], ['Bolt', 1.5]]) },
    ], { more: { 'docProps/core.xml': '<cp><dc:title>Stock of the store</dc:title><dcterms:created>2024-03-05T10:00:00Z</dcterms:created></cp>' } }));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'xlsx', title: 'Stock of the store', documentDate: '2024-03-05', pageCount: 2 });
    expect(pages.map(({ locator }) => locator)).toEqual([{ kind: 'rows', sheet: 'Stock', firstRow: 3, lastRow: 5 }, { kind: 'rows', sheet: 'Prices', firstRow: 1, lastRow: 2 }]);
    expect(pages[0]?.text).toBe('Stock\n\nItem | Count | Place\nBolt | 40 | A1\nNut | 7 | B2');
    expect(pages[0]?.tables[0]?.header).toBe('Item | Count | Place');
    expect(rowsOf(pages[0])).toEqual(['Bolt | 40 | A1', 'Nut | 7 | B2']);
    expect(pages[0]?.headings).toEqual([{ start: 0, end: 5, level: 1 }]);
  });

  it('shows values as the program does: formats, dates, formulas, truth and errors', async () => {
    const xml = `<sheetData><row r="1"><c r="A1" s="1"><v>45292</v></c><c r="B1" s="2"><v>0.125</v></c><c r="C1" s="3"><v>1234.5</v></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#DIV/0!</v></c></row>
      <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"><f>SUM(C1:C9)</f><v>42</v></c><c r="C2" t="str"><f>A2&amp;"x"</f><v>rich x</v></c><c r="D2"><f>NOW()</f></c><c r="E2" t="d"><v>2024-05-06T00:00:00</v></c></row></sheetData>`;
    const { text } = await readBytes('v.xlsx', xlsxOf([{ name: 'S', xml }], { strings: ['<r><t>ri</t></r><r><rPr><b/></rPr><t>ch</t></r><rPh sb="0" eb="1"><t>read so</t></rPh>'], formats: ['dd.mm.yyyy', '0.0%', '"$"#,##0.00'] }));
    expect(text).toBe('S\n\n01.01.2024 | 12.5% | $1,234.50 | TRUE | #DIV/0!\nrich | 42 | rich x |  | 2024-05-06');
  });

  it('counts days from 1904 where the workbook says so', async () => {
    const { text } = await readBytes('mac.xlsx', xlsxOf([{ name: 'S', xml: '<sheetData><row r="1"><c r="A1" s="1"><v>43830</v></c></row></sheetData>' }], { formats: ['yyyy-mm-dd'], from1904: true }));
    expect(text).toContain('2024-01-01');
  });

  it('keeps hidden sheets, rows and columns apart', async () => {
    const xml = `<cols><col min="3" max="3" hidden="1"/></cols>${sheetData([['Name', 'Role', 'Salary'], ['Ines', 'Clerk', 30000], ['Tom', 'Porter', 28000]]).replace('<row r="3">', '<row r="3" hidden="1">')}`;
    const { pages } = await readBytes('staff.xlsx', xlsxOf([{ name: 'Staff', xml }, { name: 'Old', xml: sheetData([['gone', 1]]), state: 'veryHidden' }]));
    expect(pages.map(({ hidden }) => hidden)).toEqual([undefined, 'hidden-rows', 'hidden-sheet']);
    expect(pages[0]?.text).toBe('Staff\n\nName | Role\nInes | Clerk');
    expect(pages[1]?.text).toBe('Salary\n30000\nTom | Porter | 28000');
    expect(pages[2]?.text).toContain('gone | 1');
  });

  it('finds the header of a table whose first rows are filtered away', async () => {
    const xml = sheetData([['Name', 'Age'], ['Ines', 40], ['Tom', 50]]).replace('<row r="2">', '<row r="2" hidden="1">');
    const { pages } = await readBytes('f.xlsx', xlsxOf([{ name: 'S', xml }]));
    expect(pages[0]?.tables[0]?.header).toBe('Name | Age');
    expect(rowsOf(pages[0])).toEqual(['Tom | 50']);
  });

  it('keeps what a format shows nothing of apart', async () => {
    const { pages } = await readBytes('n.xlsx', xlsxOf([{ name: 'S', xml: '<sheetData><row r="1"><c r="A1" s="1"><v>77</v></c><c r="B1"><v>5</v></c></row></sheetData>' }], { formats: [';;;'] }));
    expect(pages.map(({ text, hidden }) => [text, hidden])).toEqual([['S\n\n5', undefined], ['77', 'hidden-rows']]);
  });

  it('repeats what is merged over rows, and keeps columns under their header', async () => {
    const xml = `${sheetData([['Region', 'Quarter', 'Sales'], ['North', 'Q1', 10], [null, 'Q2', 20], ['South', null, 30]])}<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>`;
    expect(rowsOf((await readBytes('m.xlsx', xlsxOf([{ name: 'S', xml }]))).pages[0])).toEqual(['North | Q1 | 10', 'North | Q2 | 20', 'South |  | 30']);
  });

  it('finds headers below titles, a second table, and those that tables declare', async () => {
    const rows = [['Budget of the year'], ['Item', 'Euro'], ['Rent', 900], [], ['Name', 'Age'], ['Ines', 40]];
    const { pages } = await readBytes('t.xlsx', xlsxOf([
      { name: 'A', xml: sheetData(rows) }, { name: 'B', xml: sheetData([[2023, 2024], [1, 2]]), links: { t1: ['table', '../tables/table1.xml'] } },
    ], { more: { 'xl/tables/table1.xml': '<table ref="A1:B2" headerRowCount="1"/>' } }));
    expect(pages[0]?.tables.map(({ header }) => header)).toEqual(['Item | Euro', 'Name | Age']);
    expect(pages[1]?.tables.map(({ header }) => header)).toEqual(['2023 | 2024']);
  });

  it('has remarks apart, notes and conversations, with who and when', async () => {
    const { pages } = await readBytes('c.xlsx', xlsxOf([{ name: 'S', xml: sheetData([['a', 1]]), links: { c: ['comments', '../comments1.xml'], d: ['threadedComment', '../threaded1.xml'] } }], { more: {
      'xl/comments1.xml': '<comments><authors><author>Ines</author><author>tc={1}</author></authors><commentList><comment ref="A1" authorId="0"><text><r><t>Why</t></r><r><t> this?</t></r></text></comment><comment ref="B9" authorId="1"><text><t>[Threaded]</t></text></comment></commentList></comments>',
      'xl/threaded1.xml': '<ThreadedComments><threadedComment ref="B9" dT="2026-06-18T17:12:37" personId="p1"><text>Too low</text></threadedComment></ThreadedComments>',
      'xl/persons/person.xml': '<personList><person displayName="Tom" id="p1"/></personList>',
    } }));
    expect(pages[1]).toMatchObject({ hidden: 'comment', text: 'A1, Ines: Why this?\nB9, Tom, 2026-06-18: Too low', locator: { kind: 'rows', sheet: 'S', firstRow: 1, lastRow: 9 } });
  });

  it('reads text boxes and charts, and how pictures are described', async () => {
    const drawing = '<wsDr><twoCellAnchor><from><row>4</row></from><to><row>9</row></to><sp><nvSpPr><cNvPr id="2" name="Box" descr="A photograph of the quay"/></nvSpPr><txBody><p><r><t>Read this </t></r><r><t>first</t></r></p></txBody></sp></twoCellAnchor><twoCellAnchor><graphicFrame><chart r:id="rId1"/></graphicFrame></twoCellAnchor></wsDr>';
    const chart = '<chartSpace><chart><title><tx><rich><p><r><t>Catch by year</t></r></p></rich></tx></title><plotArea><barChart><ser><tx><strRef><strCache><pt idx="0"><v>Cod</v></pt></strCache></strRef></tx><cat><numRef><numCache><formatCode>General</formatCode><pt idx="0"><v>2003</v></pt><pt idx="1"><v>2004</v></pt></numCache></numRef></cat><val><numRef><numCache><formatCode>0.0</formatCode><pt idx="1"><v>7.25</v></pt></numCache></numRef></val></ser></barChart></plotArea></chart></chartSpace>';
    const { pages } = await readBytes('d.xlsx', xlsxOf([{ name: 'S', xml: sheetData([['a', 1]]), links: { d: ['drawing', '../drawings/drawing1.xml'] } }], { more: { 'xl/drawings/drawing1.xml': drawing, 'xl/drawings/_rels/drawing1.xml.rels': rels({ rId1: ['chart', '/xl/charts/chart1.xml'] }), 'xl/charts/chart1.xml': chart } }));
    expect(pages[1]).toMatchObject({ text: 'Read this first\n\nCatch by year\n\n| Cod\n2003 |\n2004 | 7.3', locator: { firstRow: 5, lastRow: 10 } });
    expect(pages[2]).toMatchObject({ text: 'A photograph of the quay', hidden: 'alt-text' });
  });

  it('goes on in blocks that all know the header', async () => {
    const rows = Array.from({ length: 3_000 }, (_value, index) => [`Customer ${index}`, index]);
    const { pages } = await readBytes('many.xlsx', xlsxOf([{ name: 'S', xml: sheetData([['Customer', 'Amount'], ...rows]) }]));
    expect(pages.length).toBeGreaterThan(5);
    expect(pages.every(({ tables, text }) => tables[0]?.header === 'Customer | Amount' && text.length <= 6_000)).toBe(true);
    expect(pages.flatMap((page) => rowsOf(page) ?? [])).toHaveLength(3_000);
  });

  it('is not slowed down by a million empty rows or lying counts', async () => {
    const empty = Array.from({ length: 1_048_575 }, (_value, index) => `<row r="${index + 1}"/>`).join('');
    const { pages } = await readBytes('e.xlsx', xlsxOf([{ name: 'S', xml: `<dimension ref="A1:XFD1048576"/><sheetData>${empty}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>` }]));
    expect(pages.map(({ text, locator }) => [text, locator])).toEqual([['S\n\n1', { kind: 'rows', sheet: 'S', firstRow: 1_048_576, lastRow: 1_048_576 }]]);
  }, 20_000);

  it('keeps what came before damage, and ends clearly where there is nothing', async () => {
    const cut = xlsxOf([{ name: 'S', xml: '<sheetData><row r="1"><c r="A1"><v>5</v></c></row><row></sheetData>' }]);
    expect((await readBytes('cut.xlsx', cut)).outcome).toEqual({ state: 'indexed-partly', reason: { code: 'file-damaged' } });
    expect((await readBytes('none.xlsx', xlsxOf([{ name: 'S', xml: '<sheetData/>' }]))).outcome.reason?.code).toBe('no-text');
    expect((await readBytes('x.xlsx', zipOf({ '[Content_Types].xml': '<Types/>', 'xl/other.xml': '<a/>' }))).outcome).toMatchObject({ state: 'failed' });
    expect((await readBytes('b.xlsb', zipOf({ '[Content_Types].xml': '<Types/>', '_rels/.rels': rels({ r: ['officeDocument', 'xl/workbook.bin'] }), 'xl/workbook.bin': 'x' }))).outcome.reason).toEqual({ code: 'format-unsupported', detail: 'Excel binary workbook' });
  });

  it('cuts off text that would fill the memory', async () => {
    const row = (index: number) => `<row r="${index}">${'<c t="s"><v>0</v></c>'.repeat(2_000)}</row>`;
    const { outcome, text } = await readBytes('bomb.xlsx', xlsxOf([{ name: 'S', xml: `<sheetData>${row(1)}${row(2)}${row(3)}${row(4)}</sheetData>` }], { strings: ['word '.repeat(6_000)] }), { limits: { maxTextUnits: 1_000_000 } });
    expect(outcome.reason?.code).toBe('limit-exceeded');
    expect(text.length).toBeLessThan(1_100_000);
  });
});
