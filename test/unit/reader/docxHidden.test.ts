import { describe, expect, it } from 'vitest';
import { docxOf, rels } from '../../fixtures/officeFiles.ts';
import { readBytes } from '../../fixtures/readBytes.ts';

const run = (text: string, look = '') => `<w:r><w:rPr>${look}</w:rPr><w:t>${text}</w:t></w:r>`;
const p = (inside: string, properties = '') => `<w:p><w:pPr>${properties}</w:pPr>${inside}</w:p>`;
const pagesOf = async (body: string, more = {}) => (await readBytes('a.docx', docxOf(body, more))).pages.map(({ text, hidden }) => [hidden, text]);

describe('what does not show in a Word document', () => {
  it('comes on pages of its own by reason, in the place of its section', async () => {
    const body = p(run('Shown ') + run('vanished', '<w:vanish/>') + run('all along', '<w:vanish w:val="0"/>')) + p(run('pale', '<w:color w:val="ffffff"/>') + run('ink', '<w:color w:val="000000"/>')) + p(run('dust', '<w:sz w:val="2"/>') + run('dark', '<w:sz w:val="24"/>'));
    expect(await pagesOf(body)).toEqual([[undefined, 'Shown all along\n\nink\n\ndark'], ['invisible', 'vanished'], ['white', 'pale'], ['tiny', 'dust']]);
    const { pages } = await readBytes('a.docx', docxOf(body));
    expect(new Set(pages.map(({ locator }) => JSON.stringify(locator))).size).toBe(1);
  });

  it('has what was deleted, but not where moved text was before', async () => {
    const body = p(`${run('The rent is ')}<w:del w:author="Tom"><w:r><w:delText>900</w:delText></w:r></w:del><w:ins>${run('950')}</w:ins><w:moveFrom>${run('moved')}</w:moveFrom>`);
    expect(await pagesOf(body)).toEqual([[undefined, 'The rent is 950'], ['deleted', '900']]);
  });

  it('has remarks with who and when, those without a place last, and descriptions of pictures', async () => {
    const body = p(`${run('One')}<w:r><w:commentReference w:id="7"/></w:r><w:r><w:drawing><wp:inline><wp:docPr id="1" name="P" descr="A quay"/></wp:inline></w:drawing></w:r>`);
    const comments = `<w:comments><w:comment w:id="7" w:author="Tom" w:date="2026-01-02T03:04:05Z">${p(run('Is it?'))}${p(run('Really?'))}</w:comment><w:comment w:id="8" w:author="">${p(run('Nowhere'))}</w:comment></w:comments>`;
    expect(await pagesOf(body, { 'word/comments.xml': comments })).toEqual([[undefined, 'One'], ['comment', 'Tom, 2026-01-02: Is it?\nReally?\nNowhere'], ['alt-text', 'A quay']]);
  });

  it('takes white for hidden only on white paper', async () => {
    const white = '<w:color w:val="FFFFFF"/>';
    const body = p(run('on black', `${white}<w:shd w:fill="000000"/>`)) + p(run('on blue', white), '<w:shd w:fill="0000FF"/>') + p(run('marked', `${white}<w:highlight w:val="black"/>`)) + `<w:tbl><w:tr><w:tc>${p(run('Who', white))}</w:tc><w:tc>${p(run('When', white))}</w:tc></w:tr></w:tbl>`;
    expect(await pagesOf(body)).toEqual([[undefined, 'on black\n\non blue\n\nmarked\n\nWho | When']]);
  });

  it('goes by the styles too, unless the run says otherwise', async () => {
    const styles = `<w:styles><w:style w:styleId="Pale"><w:rPr><w:color w:val="FEFEFE"/></w:rPr></w:style><w:style w:styleId="Paler"><w:basedOn w:val="Pale"/></w:style><w:style w:styleId="Dust"><w:rPr><w:sz w:val="2"/></w:rPr></w:style><w:style w:styleId="Bar"><w:pPr><w:shd w:fill="000080"/></w:pPr><w:rPr><w:color w:val="FFFFFF"/></w:rPr></w:style></w:styles>`;
    const more = { 'word/styles.xml': styles, 'word/_rels/document.xml.rels': rels({ s: ['styles', 'styles.xml'] }) };
    const body = p(run('pale'), '<w:pStyle w:val="Paler"/>') + p(run('ink', '<w:color w:val="000000"/>'), '<w:pStyle w:val="Pale"/>') + p(run('dust', '<w:rStyle w:val="Dust"/>') + run('seen')) + p(run('on a bar'), '<w:pStyle w:val="Bar"/>');
    expect(await pagesOf(body, more)).toEqual([[undefined, 'ink\n\nseen\n\non a bar'], ['white', 'pale'], ['tiny', 'dust']]);
    // A picture behind the text may be what a white style stands on.
    expect(await pagesOf(`${p('<w:r><w:drawing><wp:anchor behindDoc="1"/></w:drawing></w:r>')}${body}`, more)).toContainEqual([undefined, 'pale\n\nink\n\nseen\n\non a bar']);
  });

  it('has what lies beside the paper', async () => {
    const box = (offset: number, text: string) => `<w:r><w:drawing><wp:anchor><wp:positionH><wp:posOffset>${String(offset)}</wp:posOffset></wp:positionH><wps:txbx><w:txbxContent>${p(run(text))}</w:txbxContent></wps:txbx></wp:anchor></w:drawing></w:r>`;
    const body = p(run('Shown')) + p(run('far out'), '<w:ind w:left="-30000"/>') + p(run('after')) + p(box(914_400, 'boxed')) + p(box(-90_000_000, 'far away')) + p(run('End'));
    expect(await pagesOf(body)).toEqual([[undefined, 'Shown\n\nafter\n\nboxed\n\nEnd'], ['off-page', 'far out\nfar away']]);
  });
});
