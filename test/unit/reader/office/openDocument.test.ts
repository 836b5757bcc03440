import { describe, expect, it } from 'vitest';
import { odfOf } from '../../../fixtures/officeFiles.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

const p = (text: string, style = '') => `<text:p${style === '' ? '' : ` text:style-name="${style}"`}>${text}</text:p>`;
const cell = (text: string, attributes = '') => `<table:table-cell${attributes}>${text === '' ? '' : p(text)}</table:table-cell>`;
const row = (cells: readonly string[], attributes = '') => `<table:table-row${attributes}>${cells.map((text) => cell(text)).join('')}</table:table-row>`;

describe('ODT', () => {
  it('has headings, lists with their numbers, spaces, breaks and tables', async () => {
    const list = '<text:list text:style-name="L1"><text:list-item><text:p>first</text:p><text:list><text:list-item><text:p>inner</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>second</text:p></text:list-item></text:list>';
    const table = `<table:table>${row(['Who', 'When'])}${row(['Ines', 'May'])}</table:table>`;
    const { text, pages, facts, outcome } = await readBytes('a.odt', odfOf('text', `<text:h text:outline-level="1">Minutes</text:h>${p('one<text:s text:c="3"/>two<text:line-break/>three')}${list}${table}`, {
      styles: '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/><text:list-level-style-bullet text:level="2"/></text:list-style>',
      more: { 'meta.xml': '<office:document-meta><dc:title>Minutes of May</dc:title><meta:creation-date>2024-05-02T10:00:00</meta:creation-date></office:document-meta>' },
    }));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'odt', title: 'Minutes of May', documentDate: '2024-05-02' });
    expect(text).toBe('Minutes\n\none   two\nthree\n\n1. first\n• inner\n2. second\n\nWho | When\nInes | May');
    expect(pages[0]?.tables[0]?.header).toBe('Who | When');
    expect(pages[0]?.headings.map(({ level }) => level)).toEqual([1]);
  });

  it('has notes behind the text, and apart what was deleted, remarked, or does not show', async () => {
    const changes = '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info><dc:creator>Tom</dc:creator></office:change-info><text:p>the old rent</text:p></text:deletion></text:changed-region></text:tracked-changes>';
    const body = `${changes}${p('The rent<text:change text:change-id="c1"/> is due.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Since May.</text:p></text:note-body></text:note>')}
      ${p('Seen<office:annotation><dc:creator>Ines</dc:creator><dc:date>2024-05-06T07:08:09</dc:date><text:p>Is it?</text:p></office:annotation> by all.')}${p('<text:span text:style-name="T1">secret</text:span>shown<text:span text:style-name="T2">pale</text:span>')}
      <text:section text:display="none">${p('folded')}</text:section>${p('<draw:frame><svg:desc>A quay</svg:desc></draw:frame>')}`;
    const styles = '<style:style style:name="T1"><style:text-properties text:display="none"/></style:style><style:style style:name="T2"><style:text-properties fo:color="#FFFFFF"/></style:style>';
    const { pages } = await readBytes('b.odt', odfOf('text', body, { styles }));
    expect(pages.map(({ text, hidden }) => [hidden, text])).toEqual([
      [undefined, 'The rent is due.\n\nSeen by all.\n\nshown\n\nSince May.'], ['deleted', 'the old rent'], ['comment', 'Ines, 2024-05-06: Is it?'], ['invisible', 'secret\nfolded'], ['white', 'pale'], ['alt-text', 'A quay'],
    ]);
  });

  it('knows titles by their style, reads head and foot once and charts with their figures', async () => {
    const { text, facts } = await readBytes('c.odt', odfOf('text', `${p('The quay', 'P1')}${p('<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>')}`, {
      styles: '<style:style style:name="P1" style:parent-style-name="Title"/>', more: {
        'styles.xml': `<office:document-styles><office:master-styles><style:master-page><style:header>${p('Harbour office')}</style:header><style:header-first>${p('Harbour office')}</style:header-first><style:footer>${p('7')}</style:footer></style:master-page></office:master-styles></office:document-styles>`,
        'Object 1/content.xml': `<office:document-content><office:body><office:chart><chart:chart><chart:title>${p('Ships')}</chart:title><table:table>${row(['', 'Sail'])}${row(['2003', '12'])}</table:table></chart:chart></office:chart></office:body></office:document-content>`,
      },
    }));
    expect(text).toBe('Harbour office\n\nThe quay\n\nShips\n\n| Sail\n2003 | 12');
    expect(facts?.title).toBe('The quay');
  });

  it('is not slowed down by text that is said to repeat, nor by text without an end of line', async () => {
    const began = performance.now();
    await readBytes('e.odt', odfOf('text', p(`a${'<text:s text:c="999999999"/>'.repeat(60_000)}b`)));
    await readBytes('f.odt', odfOf('text', `<table:table>${`<table:table-row>${cell('word '.repeat(500), ' table:number-columns-repeated="99999"').repeat(20)}</table:table-row>`.repeat(20)}</table:table>`));
    expect(performance.now() - began).toBeLessThan(8_000);
  }, 20_000);

  it('keeps what came before damage', async () => {
    expect(await readBytes('d.odt', odfOf('text', `${p('kept')}</text:p>`))).toMatchObject({ text: 'kept', outcome: { state: 'indexed-partly', reason: { code: 'file-damaged' } } });
  });

  it.each([
    ['styles.xml', `<office:document-styles><style:header>${p('Harbour office')}`, 'Harbour office\n\nkept'], ['meta.xml', '<office:document-meta><dc:title>', 'kept'], ['Object 1/content.xml', '<office:document-content', 'kept'],
  ])('says so where %s is damaged', async (part, xml, text) => {
    const { outcome, ...read } = await readBytes('d.odt', odfOf('text', `${p('kept')}<draw:object xlink:href="./Object 1"/>`, { more: { [part]: xml } }));
    expect([read.text, outcome]).toEqual([text, { state: 'indexed-partly', reason: { code: 'file-damaged' } }]);
  });
});

describe('ODS', () => {
  it('comes sheet by sheet with real row numbers, cells as they show', async () => {
    const sheet = `<table:table table:name="Stock">${row([''], ' table:number-rows-repeated="3"')}${row(['Item', 'Count'])}<table:table-row>${cell('Bolt')}${cell('40', ' office:value-type="float" office:value="40"')}</table:table-row><table:table-row>${cell('Nut')}${cell('', ' office:value-type="float" office:value="7"')}</table:table-row></table:table>`;
    const { pages, outcome } = await readBytes('s.ods', odfOf('spreadsheet', `${sheet}<table:table table:name="Old" table:style-name="ta2">${row(['gone'])}</table:table>`, { styles: '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>' }));
    expect(outcome.state).toBe('indexed');
    expect(pages.map(({ text, locator, hidden }) => [text, locator, hidden])).toEqual([
      ['Stock\n\nItem | Count\nBolt | 40\nNut | 7', { kind: 'rows', sheet: 'Stock', firstRow: 4, lastRow: 6 }, undefined], ['Old\n\ngone', { kind: 'rows', sheet: 'Old', firstRow: 1, lastRow: 1 }, 'hidden-sheet'],
    ]);
    expect(pages[0]?.tables[0]?.header).toBe('Item | Count');
  });

  it('bounds what is said to repeat', async () => {
    const wide = `<table:table-row table:number-rows-repeated="1048576">${cell('word', ' table:number-columns-repeated="16384"')}</table:table-row>`;
    const { outcome, text } = await readBytes('r.ods', odfOf('spreadsheet', `<table:table table:name="S">${wide}</table:table>`), { limits: { maxTextUnits: 2_000_000 } });
    expect(outcome.reason?.code).toBe('limit-exceeded');
    expect(text.length).toBeLessThan(2_100_000);
    const empty = `<table:table-row table:number-rows-repeated="1048575">${cell('', ' table:number-columns-repeated="16384"')}</table:table-row>${row(['last'])}`;
    expect((await readBytes('e.ods', odfOf('spreadsheet', `<table:table table:name="S">${empty}</table:table>`))).pages[0]?.locator).toEqual({ kind: 'rows', sheet: 'S', firstRow: 1_048_576, lastRow: 1_048_576 });
  });

  it('keeps hidden rows and columns and remarks apart, and reads what floats above the cells', async () => {
    const sheet = `<table:table table:name="S"><table:shapes><draw:frame><draw:text-box>${p('Read this')}</draw:text-box></draw:frame></table:shapes><table:table-column/><table:table-column table:visibility="collapse"/>
      <table:table-row>${cell('a')}${cell('b')}</table:table-row><table:table-row table:visibility="filter"><table:table-cell><office:annotation><dc:creator>Ines</dc:creator><text:p>Why?</text:p></office:annotation>${p('c')}</table:table-cell></table:table-row></table:table>`;
    const { pages } = await readBytes('h.ods', odfOf('spreadsheet', sheet));
    expect(pages.map(({ text, hidden }) => [text, hidden])).toEqual([['S\n\na', undefined], ['b\nc', 'hidden-rows'], ['Read this', undefined], ['2: Ines: Why?', 'comment']]);
  });
});

describe('ODP', () => {
  it('comes slide by slide in reading order, with tables and notes, hidden slides apart', async () => {
    const frame = (text: string, y: string, more = '') => `<draw:frame svg:x="1cm" svg:y="${y}" svg:width="3cm" svg:height="1cm"${more}><draw:text-box>${p(text)}</draw:text-box></draw:frame>`;
    const one = `<draw:page draw:name="one">${frame('below', '8cm')}${frame('above', '2cm')}${frame('The plan', '9cm', ' presentation:class="title"')}${frame('3', '1cm', ' presentation:class="page-number"')}<presentation:notes>${frame('Say hello', '1cm', ' presentation:class="notes"')}</presentation:notes></draw:page>`;
    const two = `<draw:page draw:style-name="dp2"><draw:g><draw:custom-shape>${p('inside')}</draw:custom-shape></draw:g></draw:page>`;
    const { pages, facts } = await readBytes('t.odp', odfOf('presentation', one + two, { styles: '<style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>' }));
    expect(facts).toMatchObject({ format: 'odp', title: 'The plan' });
    expect(pages.map(({ text, locator, hidden }) => [text, locator, hidden])).toEqual([
      ['The plan\n\nabove\n\nbelow', { kind: 'slide', slide: 1 }, undefined], ['Say hello', { kind: 'slide', slide: 1, notes: true }, undefined], ['inside', { kind: 'slide', slide: 2 }, 'hidden-sheet'],
    ]);
  });
});
