import { describe, expect, it } from 'vitest';
import { pptxOf, shape } from '../../../fixtures/officeFiles.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';

const textsOf = (pages: readonly { text: string }[]) => pages.map(({ text }) => text);

describe('PPTX', () => {
  it('comes slide by slide as shown, title first, then from top to bottom and left to right', async () => {
    const { pages, facts, outcome } = await readBytes('talk.pptx', pptxOf([
      { xml: shape(['below'], [10, 500]) + shape(['right'], [500, 210]) + shape(['left'], [10, 220]) + shape(['The plan', 'for spring'], [10, 600], { placeholder: 'title' }) + shape(['7'], [900, 700], { placeholder: 'sldNum' }) },
      { xml: shape(['Second'], [0, 0], { placeholder: 'ctrTitle' }) },
    ]));
    expect(outcome).toEqual({ state: 'indexed', reason: null });
    expect(facts).toMatchObject({ format: 'pptx', title: 'The plan for spring', pageCount: 2 });
    expect(textsOf(pages)).toEqual(['The plan for spring\n\nleft\n\nright\n\nbelow', 'Second']);
    expect(pages.map(({ locator }) => locator)).toEqual([{ kind: 'slide', slide: 1 }, { kind: 'slide', slide: 2 }]);
    expect(pages[0]?.headings).toEqual([{ start: 0, end: 19, level: 1 }]);
  });

  it('has lists with their marks, line breaks and fields, but no page numbers', async () => {
    const xml = '<p:sp><p:nvPr><p:ph idx="1"/></p:nvPr><p:txBody><a:p><a:r><a:t>one</a:t></a:r><a:br/><a:r><a:t>more</a:t></a:r></a:p><a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>plain</a:t></a:r></a:p><a:p><a:pPr><a:buAutoNum type="arabicParenR" startAt="3"/></a:pPr><a:r><a:t>three</a:t></a:r></a:p><a:p><a:pPr><a:buAutoNum type="arabicParenR" startAt="3"/></a:pPr><a:r><a:t>four</a:t></a:r><a:fld type="slidenum"><a:t>12</a:t></a:fld><a:fld type="datetime1"><a:t> May</a:t></a:fld></a:p></p:txBody></p:sp>';
    expect((await readBytes('l.pptx', pptxOf([{ xml }]))).text).toBe('• one\nmore\n\nplain\n\n3) three\n4) four May');
  });

  it('reads tables with their header, groups and what newer programs draw, once', async () => {
    const table = '<p:graphicFrame><p:xfrm><a:off x="0" y="100"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:tbl><a:tblPr firstRow="1"/><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Who</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>When</a:t></a:r></a:p></a:txBody></a:tc></a:tr><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Ines</a:t></a:r></a:p></a:txBody></a:tc><a:tc><a:txBody><a:p><a:r><a:t>May</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphic></p:graphicFrame>';
    const group = `<p:grpSp><p:grpSpPr><a:xfrm><a:off x="0" y="10"/><a:ext cx="9" cy="9"/></a:xfrm></p:grpSpPr>${shape(['inner two'], [0, 90])}${shape(['inner one'], [0, 0])}</p:grpSp>`;
    const choice = `<mc:AlternateContent><mc:Choice>${shape(['drawn'], [0, 300])}</mc:Choice><mc:Fallback>${shape(['drawn'], [0, 300])}</mc:Fallback></mc:AlternateContent>`;
    const { pages } = await readBytes('t.pptx', pptxOf([{ xml: choice + table + group }]));
    expect(textsOf(pages)).toEqual(['inner one\n\ninner two\n\nWho | When\nInes | May\n\ndrawn']);
    expect(pages[0]?.tables[0]?.header).toBe('Who | When');
  });

  it('reads diagrams and charts', async () => {
    const xml = '<p:graphicFrame><a:graphicData><dgm:relIds r:dm="rId1" r:lo="rId9"/></a:graphicData></p:graphicFrame><p:graphicFrame><a:graphicData><c:chart r:id="rId2"/></a:graphicData></p:graphicFrame>';
    const { text } = await readBytes('d.pptx', pptxOf([{ xml, links: { rId1: ['diagramData', '../diagrams/data1.xml'], rId2: ['chart', '../charts/chart1.xml'] } }], {
      'ppt/diagrams/data1.xml': '<dgm:dataModel><dgm:pt><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt><dgm:t><a:p><a:r><a:t>Build</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:dataModel>',
      'ppt/charts/chart1.xml': '<c:chartSpace><c:ser><c:tx><c:v>Sales</c:v></c:tx><c:cat><c:strLit><c:pt idx="0"><c:v>May</c:v></c:pt></c:strLit></c:cat><c:val><c:numLit><c:pt idx="0"><c:v>5</c:v></c:pt></c:numLit></c:val></c:ser></c:chartSpace>',
    }));
    expect(text).toBe('Plan\nBuild\n\n| Sales\nMay | 5');
  });

  it('has notes and remarks on pages of their own, and keeps apart what does not show', async () => {
    const { pages } = await readBytes('n.pptx', pptxOf([
      { xml: shape(['shown'], [0, 0], { describe: 'A quay in the rain' }) + shape(['beside'], [1_200, 0]) + shape(['small print'], [0, 90], { text: ' sz="100"' }), links: { n: ['notesSlide', '../notesSlides/notesSlide1.xml'], c: ['comments', '../comments/comment1.xml'] } },
      { xml: shape(['not shown'], [0, 0]), attributes: ' show="0"' },
    ], {
      'ppt/notesSlides/notesSlide1.xml': `<p:notes>${shape(['Say hello'], [0, 0], { placeholder: 'body' })}${shape(['1'], [0, 0], { placeholder: 'sldNum' })}</p:notes>`,
      'ppt/commentAuthors.xml': '<p:cmAuthorLst><p:cmAuthor id="0" name="Tom"/></p:cmAuthorLst>', 'ppt/comments/comment1.xml': '<p:cmLst><p:cm authorId="0" dt="2026-01-02T00:00:00"><p:text>Too small</p:text></p:cm></p:cmLst>',
    }));
    expect(pages.map(({ text, hidden, locator }) => [text, hidden, locator.kind === 'slide' ? locator.slide : 0, locator.kind === 'slide' && locator.notes === true])).toEqual([
      ['shown', undefined, 1, false], ['A quay in the rain', 'alt-text', 1, false], ['beside', 'off-page', 1, false], ['small print', 'tiny', 1, false], ['Say hello', undefined, 1, true],
      ['Tom, 2026-01-02: Too small', 'comment', 1, false], ['not shown', 'hidden-sheet', 2, false],
    ]);
  });

  it('keeps apart what is drawn in white on white or in nothing, and only that', async () => {
    const coloured = (text: string, fill: string, more = '') => `<p:sp><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="100" cy="50"/></a:xfrm>${more}</p:spPr><p:txBody><a:p><a:r><a:rPr>${fill}</a:rPr><a:t>${text}</a:t></a:r></a:p></p:txBody></p:sp>`;
    const solid = (colour: string, alpha = '') => `<a:solidFill><a:srgbClr val="${colour}">${alpha}</a:srgbClr></a:solidFill>`;
    const read = async (xml: string, before = '') => (await readBytes('w.pptx', pptxOf([{ xml: `${before}${shape(['shown'], [0, 400])}${xml}` }]))).pages.map(({ hidden, text }) => [hidden, text]);
    for (const fill of [solid('FFFFFF'), solid('FDFEFE'), '<a:solidFill><a:schemeClr val="bg1"/></a:solidFill>']) expect(await read(coloured('pale', fill)), fill).toEqual([[undefined, 'shown'], ['white', 'pale']]);
    for (const fill of ['<a:noFill/>', solid('336699', '<a:alpha val="0"/>')]) expect(await read(coloured('clear', fill)), fill).toEqual([[undefined, 'shown'], ['invisible', 'clear']]);
    // A ground of its own, one beneath it, a dark slide, a white outline alone.
    const ground = `<p:sp><p:spPr><a:xfrm><a:off x="50" y="20"/><a:ext cx="100" cy="50"/></a:xfrm>${solid('003366')}</p:spPr></p:sp>`;
    for (const [xml, before] of [[coloured('seen', solid('FFFFFF'), solid('003366')), ''], [coloured('seen', solid('FFFFFF')), ground], [coloured('seen', solid('FFFFFF')), `<p:bg><p:bgPr>${solid('000000')}</p:bgPr></p:bg>`], [coloured('seen', `<a:ln>${solid('FFFFFF')}</a:ln>`), '']] as const) expect(await read(xml, before), xml).toEqual([[undefined, 'seen\n\nshown']]);
  });

  it('reads conversations with their replies', async () => {
    const { pages } = await readBytes('c.pptx', pptxOf([{ xml: shape(['x y'], [0, 0]), links: { c: ['comments', '../comments/c.xml'] } }], {
      'ppt/comments/c.xml': '<p188:cmLst><p188:cm authorId="9" created="2026-02-03T01:02:03"><p188:replyLst><p188:reply authorId="9" created="2026-02-04"><p188:txBody><a:p><a:r><a:t>Agreed</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst><p188:txBody><a:p><a:r><a:t>Shall we?</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>',
    }));
    expect(pages[1]?.text).toBe('2026-02-03: Shall we?\n2026-02-04: Agreed');
  });

  it('places what fills a layout where the layout says', async () => {
    const body = '<p:sp><p:nvPr><p:ph type="body" idx="4"/></p:nvPr><p:txBody><a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>from layout</a:t></a:r></a:p></p:txBody></p:sp>';
    const { text } = await readBytes('p.pptx', pptxOf([{ xml: body + shape(['own place'], [0, 100]), links: { l: ['slideLayout', '../slideLayouts/slideLayout1.xml'] } }], {
      'ppt/slideLayouts/slideLayout1.xml': '<p:sldLayout><p:sp><p:nvPr><p:ph type="body" idx="4"/></p:nvPr><p:spPr><a:xfrm><a:off x="0" y="400"/><a:ext cx="5" cy="5"/></a:xfrm></p:spPr></p:sp></p:sldLayout>',
    }));
    expect(text).toBe('own place\n\nfrom layout');
  });

  it('has a foot once, however many slides show it', async () => {
    const foot = shape(['Quay Surveyors'], [0, 700], { placeholder: 'ftr' });
    expect(textsOf((await readBytes('f.pptx', pptxOf([{ xml: shape(['one'], [0, 0]) + foot }, { xml: shape(['two'], [0, 0]) + foot }]))).pages)).toEqual(['one\n\nQuay Surveyors', 'two']);
  });

  it('loses only the slide that is damaged', async () => {
    const damaged = pptxOf([{ xml: shape(['whole'], [0, 0]) }, { xml: '<p:sp>' }]);
    expect(await readBytes('x.pptx', damaged)).toMatchObject({ text: 'whole', outcome: { state: 'indexed-partly', reason: { code: 'file-damaged' } } });
    expect((await readBytes('y.pptx', pptxOf([{ xml: '', links: { n: ['notesSlide', 'gone.xml'] } }]))).outcome.reason?.code).toBe('no-text');
  });
});
