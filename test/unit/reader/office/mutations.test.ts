import { describe, expect, it } from 'vitest';
import { ZipArchive } from '../../../../electron/reader/unzip.ts';
import { number, record, text, u16, u32, xlsOf } from '../../../fixtures/BiffWriter.ts';
import { encryptAgile } from '../../../fixtures/encryptOffice.ts';
import { docxOf, odfOf, pptxOf, rels, shape, sheetData, xlsxOf, zipOf } from '../../../fixtures/officeFiles.ts';
import { readBytes } from '../../../fixtures/readBytes.ts';
import { atom, pptOf, pptShape, pptText } from '../../../fixtures/PptWriter.ts';

/** Each seed damages a file in its own way, always the same: in its bytes, or in the parts inside the archive. */
const runs = Number(process.env['CARREL_FUZZ'] ?? 100);
const words = ['<', '>', '</c>', '<a>'.repeat(300), '&#x10FFFF;', '"', ' r="XFD1048576"', ' table:number-columns-repeated="99999999"', ' r:id="rId1"', '../../..', '\0\0\0\0', '\xff\xff\xff\xff', '\xff\xff\xff\x7f', '9'.repeat(40), '-1', 'NaN'];

const drawing = '<wsDr><twoCellAnchor><from><row>4</row></from><sp><cNvPr descr="A quay"/><txBody><p><r><t>Read this</t></r></p></txBody></sp></twoCellAnchor><graphicFrame><chart r:id="rId1"/></graphicFrame></wsDr>';
const chart = '<chartSpace><title><t>Catch</t></title><ser><tx><v>Cod</v></tx><cat><pt idx="0"><v>2003</v></pt></cat><val><numCache><formatCode>0.0</formatCode><pt idx="0"><v>7.25</v></pt></numCache></val></ser></chartSpace>';
const table = '<table:table table:name="S"><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"><text:p>word</text:p></table:table-cell></table:table-row><table:table-row><table:table-cell office:value="7"><office:annotation><text:p>Why?</text:p></office:annotation></table:table-cell></table:table-row></table:table>';
const files: Readonly<Record<string, Buffer>> = {
  'a.xlsx': xlsxOf([{ name: 'Stock', xml: `<cols><col min="3" max="3" hidden="1"/></cols>${sheetData([['Item', 'Count', 'Place'], ['Bolt', 40, 'A1'], ['Nut', 7, 'B2']])}<mergeCells><mergeCell ref="A2:A3"/></mergeCells>`, links: { d: ['drawing', '../drawings/drawing1.xml'] } }], { strings: ['one', 'two'], formats: ['dd.mm.yyyy', '# ?/?'], more: { 'xl/drawings/drawing1.xml': drawing, 'xl/drawings/_rels/drawing1.xml.rels': rels({ rId1: ['chart', '/xl/charts/chart1.xml'] }), 'xl/charts/chart1.xml': chart } }),
  'a.xls': xlsOf([{ name: 'S', records: [record(0x204, u16(0, 0, 0), text('Kind')), number(1, 1, 1_234.5, 1), record(0xfd, u16(2, 0, 0), u32(1)), record(0xbd, u16(5, 1), u16(0), u32(6), u16(0), u32(10), u16(2)), record(0xe5, u16(1, 2, 3, 0, 0)), record(0x1b6, u16(0, 0, 0, 0, 0, 3, 16, 0, 0)), record(0x3c, Buffer.from('\0box'))] }], { formats: ['#,##0.00'], strings: [Buffer.concat([text('first'), u16(9), Buffer.from('\0sec')]), Buffer.from('\0ondhalf')] }),
  'a.pptx': pptxOf([{ xml: shape(['The plan'], [0, 0], { placeholder: 'title' }) + shape(['one', 'two'], [0, 90], { describe: 'A quay' }) + '<p:graphicFrame><a:tbl><a:tr><a:tc><a:txBody><a:p><a:r><a:t>Who</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></p:graphicFrame>', links: { n: ['notesSlide', '../notesSlides/notesSlide1.xml'] } }], { 'ppt/notesSlides/notesSlide1.xml': `<p:notes>${shape(['Say hello'], [0, 0], { placeholder: 'body' })}</p:notes>` }),
  'a.ppt': pptOf([{ shapes: [pptShape([10, 500], pptText(1, 'one\rtwo')), pptShape([10, 90], pptText(0, 'The plan')), pptShape([0, 0], atom(3998, u32(0)))], listed: [pptText(4, 'from the list')], notes: [pptShape([0, 0], pptText(2, 'Say hello'))] }]),
  'a.odt': odfOf('text', '<text:h text:outline-level="1">Minutes</text:h><text:list text:style-name="L1"><text:list-item><text:p>first<text:note><text:note-body><text:p>note</text:p></text:note-body></text:note></text:p></text:list-item></text:list>' + table, { styles: '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="1"/></text:list-style><style:style style:name="P1" style:parent-style-name="P1"/>' }),
  'a.ods': odfOf('spreadsheet', table), 'a.odp': odfOf('presentation', '<draw:page><draw:g><draw:frame svg:x="1cm" svg:y="2cm"><draw:text-box><text:p>inside</text:p></draw:text-box></draw:frame></draw:g><presentation:notes><draw:frame><text:p>hello</text:p></draw:frame></presentation:notes></draw:page>'),
  'a.docx': docxOf('<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>gone</w:t></w:r><w:r><w:t>shown</w:t></w:r><w:del><w:r><w:delText>old</w:delText></w:r></w:del></w:p>', { 'word/comments.xml': '<w:comments><w:comment w:id="1"><w:p><w:r><w:t>Why</w:t></w:r></w:p></w:comment></w:comments>' }),
  'locked.docx': encryptAgile(docxOf('<w:p><w:r><w:t>shown</w:t></w:r></w:p>'), 'x'),
};

function random(seed: number): (below: number) => number {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) | 0;
    return below === 0 ? 0 : (state >>> 0) % below;
  };
}

function damaged(bytes: Buffer, next: (below: number) => number): Buffer {
  let out = Buffer.from(bytes);
  for (let step = next(5); step >= 0; step -= 1) {
    const at = next(out.length);
    const length = 1 + next(40);
    switch (next(5)) {
      case 0: if (out.length > 0) out[at] = (out[at] ?? 0) ^ (1 << next(8)); break;
      case 1: out = Buffer.concat([out.subarray(0, at), out.subarray(at + length)]); break;
      case 2: out = Buffer.concat([out.subarray(0, at), out.subarray(at, at + length), out.subarray(at)]); break;
      case 3: out.fill(next(2) === 0 ? 0xff : 0, at, Math.min(out.length, at + 1 + next(4))); break;
      default: out = Buffer.concat([out.subarray(0, at), Buffer.from(words[next(words.length)] ?? '', 'latin1'), out.subarray(at)]);
    }
  }
  return out;
}

/** Damage to the bytes of an archive mostly ends at its check: half of the runs damage what is packed inside. */
function mutation(bytes: Buffer, seed: number): Buffer {
  const next = random(seed);
  if (bytes.toString('latin1', 0, 2) !== 'PK' || seed % 4 === 0) return damaged(bytes, next);
  const archive = new ZipArchive(bytes);
  const chosen = archive.entries[next(archive.entries.length)]?.name;
  return zipOf(Object.fromEntries(archive.entries.map(({ name }) => {
    const part = archive.read(name) ?? Buffer.alloc(0);
    return [name, name === chosen || name === 'content.xml' ? damaged(part, next) : part];
  })));
}

describe('mutations of Office files', () => {
  it.each(Object.keys(files))('M3: %s ends in a state in time, and no page breaks the contract', async (name) => {
    for (let seed = 1; seed <= runs; seed += 1) {
      const began = performance.now();
      const { outcome, pages } = await readBytes(name, mutation(files[name] ?? Buffer.alloc(0), seed), { password: 'x' });
      expect(performance.now() - began, `seed ${seed}`).toBeLessThan(5_000);
      expect(outcome.state, `seed ${seed}`).toMatch(/^(?:indexed|indexed-partly|skipped|failed)$/);
      // Errors that no reader took care of carry words of the runtime.
      expect(outcome.reason?.detail ?? '', `seed ${seed}`).not.toMatch(/undefined|not a function|out of range|iterable|Invalid|call stack/);
      for (const page of pages) for (const { start, end } of [...page.headings, ...page.tables.flatMap(({ rows }) => rows)]) expect(0 <= start && start <= end && end <= page.text.length, `seed ${seed}`).toBe(true);
    }
  }, 60_000);
});
