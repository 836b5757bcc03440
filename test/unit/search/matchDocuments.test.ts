import { describe, expect, it } from 'vitest';
import type { ScopeFilter } from '../../../electron/engine/library/records.ts';
import { DocumentMatcher } from '../../../electron/engine/matchDocuments.ts';
import { readQuery, withoutSpans } from '../../../electron/engine/search/readQuery.ts';
import { fakeLibrary, type FakeDocument } from './fakeLibrary.ts';

const report = (name: string, company: string, extra: Partial<FakeDocument> = {}): FakeDocument => ({
  path: `/reports/${name}.pdf`, title: 'Quarterly report', pages: [`QUARTERLY REPORT\n${company}\nof another kind`, 'Net sales rose.', 'Margins fell.', 'Outlook.'], ...extra,
});
const quarters = ['2022_Q4', '2023_Q1', '2023_Q2'];
const reports = ['Brimwell Inc.', 'Tarnhollow Corporation'].flatMap((company) => quarters.map((quarter) => report(`${quarter}_${company.slice(0, 3)}`, company)));

async function meantBy(question: string, documents: readonly FakeDocument[], filter: ScopeFilter = null) {
  const { library, index } = fakeLibrary(documents);
  const query = readQuery(question);
  const match = await new DocumentMatcher(library, index).match(query, filter);
  return { names: match.meant.map((id) => documents[id - 1]?.path), rest: withoutSpans(question, match.resolved), match };
}

describe('DocumentMatcher', () => {
  it('finds a company on first pages and a period in names', async () => {
    const { names, rest } = await meantBy("What was Brimwell's gross margin in Q1 2023?", reports);
    expect(names).toEqual(['/reports/2023_Q1_Bri.pdf']);
    expect(rest).toBe('What was gross margin?');
  });

  it('does the same for a question without capitals', async () => {
    expect((await meantBy('brimwell gross margin q1 2023', reports)).names).toEqual(['/reports/2023_Q1_Bri.pdf']);
  });

  it('takes the latest of the company meant, by the period in the name', async () => {
    const { names, match } = await meantBy("What was Tarnhollow's margin in the latest report?", reports);
    expect(names).toEqual(['/reports/2023_Q2_Tar.pdf']);
    expect(match.latest).toBe(true);
  });

  it('takes the latest by the document\'s own date where the name tells none', async () => {
    const letters = ['one', 'two', 'three'].map((name, at) => report(`letter ${name}`, 'Brimwell Inc.', { documentDate: `2023-0${String(at + 1)}-15` }));
    expect((await meantBy('What does the latest letter of Brimwell say?', [...letters, ...reports.slice(3)])).names).toEqual(['/reports/letter three.pdf']);
  });

  it('takes the whole series where the same is asked over time', async () => {
    expect((await meantBy("How did Brimwell's sales change over time?", reports)).names).toHaveLength(3);
  });

  it('takes both sides of a comparison', async () => {
    const { names } = await meantBy('Compare the sales of Brimwell and Tarnhollow in Q1 2023', reports);
    expect(names).toEqual(['/reports/2023_Q1_Bri.pdf', '/reports/2023_Q1_Tar.pdf']);
  });

  it('believes the period in a name more than dates on a first page', async () => {
    const dated = report('2022_Q4_Bri', 'Brimwell Inc.\nfiled on 2 February 2023, compared with Q1 2023');
    expect((await meantBy("Brimwell's sales in Q1 2023?", [dated, ...reports.slice(1)])).names).toEqual(['/reports/2023_Q1_Bri.pdf']);
  });

  it('means nothing by a name that other documents hold as well', async () => {
    const manuals = ['setup', 'care', 'repair', 'safety'].map((name) => ({ path: `/m/${name}.md`, title: name === 'care' ? 'Zibbu care' : name, pages: [`# ${name}\nThe Zibbu is a machine. Zibbu owners, read on.`] }));
    const { match } = await meantBy('How do I clean my Zibbu?', [...manuals, ...reports]);
    expect(match.meant).toEqual([]);
    expect(match.names).toEqual(['Zibbu']);
  });

  it('means nothing by a period in a library without a series, nor by "latest" of something else', async () => {
    const papers = ['budget 2021', 'holiday', 'recipes'].map((name) => report(name, 'ours'));
    expect((await meantBy('What happened in 2021?', papers)).match.meant).toEqual([]);
    expect((await meantBy('What is the latest epoch of the earth?', reports)).match.meant).toEqual([]);
  });

  it('means nothing by a name or a year nowhere in the library', async () => {
    const { match } = await meantBy("What were Velloren's sales in Q1 1999?", reports);
    expect(match).toMatchObject({ meant: [], names: [], periods: [], latest: false });
    expect((await meantBy("What were Brimwell's sales in Q1 1999?", reports)).names).toHaveLength(3);
  });

  it('stays inside the scope', async () => {
    const filter = { folderIds: [], contentIds: [1, 4, 5] };
    expect((await meantBy("Brimwell's sales?", reports, filter)).names).toEqual(['/reports/2022_Q4_Bri.pdf']);
    expect((await meantBy("Brimwell's sales?", reports, { folderIds: [7], contentIds: [] })).names).toEqual([]);
  });

  it('follows the library as it changes', async () => {
    const documents = reports.slice(0, 2);
    const { library, index, replace } = fakeLibrary(documents);
    const matcher = new DocumentMatcher(library, index);
    const ask = async () => (await matcher.match(readQuery('Latest report of Brimwell?'), null)).meant;
    expect(await ask()).toEqual([2]);
    replace(reports.slice(0, 3));
    expect(await ask()).toEqual([3]);
  });

  it('costs few milliseconds at 10,000 documents', async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => report(`${String(2000 + (at % 24))}_Q${String(1 + (at % 4))}_c${String(at >> 5)}`, `Company${String(at >> 5)} Inc.`));
    const { library, index } = fakeLibrary(many);
    const matcher = new DocumentMatcher(library, index);
    const ask = (at: number) => matcher.match(readQuery(`What were the sales of Company${String(at)} in Q3 2010?`), null);
    await ask(1);
    const times: number[] = [];
    for (let at = 2; at < 22; at++) {
      const start = process.cpuUsage();
      await ask(at);
      const { user, system } = process.cpuUsage(start);
      times.push((user + system) / 1_000);
    }
    // The fake's full text is not counted: it looks at one list.
    expect(times.toSorted((a, b) => a - b)[10]).toBeLessThan(10);
  });
});

