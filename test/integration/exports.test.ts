import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startEngine, type RunningEngine } from '../../electron/cli/startEngine.ts';
import { ZipArchive } from '../../electron/reader/unzip.ts';
import type { Answer } from '../../electron/shared/schemas.ts';
import { active } from '../fixtures/injections.ts';
import { readBytes } from '../fixtures/readBytes.ts';
import { noModels } from './runCarrel.ts';

const samples = join(import.meta.dirname, '..', '..', 'resources', 'samples');
const root = mkdtempSync(join(tmpdir(), 'carrel-exports-'));
const docs = join(root, 'docs');
const out = join(root, 'out');
const hostile = `The rent of the boat is 321 euros, it says:\n=HYPERLINK("http://127.0.0.1:9/") ${active.join(' ').replaceAll('\n', ' ')} and 5 < 6 & 7 > 2 _x_ **b**.`;
let engine: RunningEngine;
let answers: readonly Answer[] = [];

async function ask(question: string): Promise<Answer> {
  for await (const event of engine.client.ask({ question, conversationId: 'export', model: 'none' })) if (event.type === 'answer-complete') return event.answer;
  throw new Error('no answer');
}
const has = (program: string): boolean => { try { execFileSync(program, ['--version'], { stdio: 'ignore' }); return true; } catch { return false; } };

beforeAll(async () => {
  vi.stubEnv('CARREL_MODELS', noModels);
  mkdirSync(docs);
  mkdirSync(out);
  writeFileSync(join(docs, '=cmd.txt'), `${hostile}\n`);
  writeFileSync(join(docs, 'lease.txt'), 'The Supplier shall indemnify the Customer against all claims of third parties.\n');
  engine = startEngine({ profile: join(root, 'profile'), calledAs: 'test' });
  for await (const event of engine.client.index({ paths: [docs, samples], wait: 'searchable' })) void event;
  answers = [await ask('What is the rent of the boat?'), await ask('How much is the annual rent in the lease of the quay?'), await ask('What is the population of Mars?')];
});
afterAll(async () => {
  await engine.close();
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true, force: true });
});

const file = (name: string): string => join(out, name);
/** Blanks of all kinds as one: pages are wrapped, files are not. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
/** The headings quotes stand under, as they are written beside the place. */
const sections = (): string[] => answers.flatMap(({ sources }) => sources.flatMap(({ section, page, path }) => (section === undefined || !path.endsWith('.pdf') ? [] : [`page ${page} · ${section.join(' › ')}`])));
const quotes = (): string[] => answers.flatMap(({ sources, closest }) => (sources.length > 0 ? sources : closest).map(({ quote }) => quote));

describe('a conversation as a file', () => {
  it('DOCX: our own reader finds every quote and sentence in it', async () => {
    await engine.client.exportConversation({ conversationId: 'export', format: 'docx', path: file('c.docx'), language: 'en' });
    const { text, outcome } = await readBytes('c.docx', readFileSync(file('c.docx')));
    expect(outcome.state).toBe('indexed');
    expect(quotes().length).toBeGreaterThan(2);
    for (const quote of quotes()) expect(plain(text)).toContain(plain(quote));
    for (const { sentences } of answers) for (const sentence of sentences) expect(plain(text)).toContain(plain(sentence.text));
    expect(text).toContain('Not in the documents');
    expect(sections().length).toBeGreaterThan(0);
    for (const section of sections()) expect(plain(text)).toContain(plain(section));
    if (!has('xmllint')) return;
    const archive = new ZipArchive(readFileSync(file('c.docx')));
    for (const name of ['word/document.xml', '[Content_Types].xml', 'word/styles.xml']) execFileSync('xmllint', ['--noout', '-'], { input: archive.read(name) ?? Buffer.alloc(0) });
  });

  it('DOCX and XLSX: another program opens them', () => {
    if (!has('python3')) return;
    const check = `import sys, zipfile, xml.dom.minidom as m
z = zipfile.ZipFile(sys.argv[1])
assert z.testzip() is None
[m.parseString(z.read(n)) for n in z.namelist() if n.endswith('.xml') or n.endswith('.rels')]
print(len(z.namelist()))`;
    expect(Number(execFileSync('python3', ['-c', check, file('c.docx')], { encoding: 'utf8' }))).toBeGreaterThan(4);
  });

  it('Markdown: every quote comes back word for word, and nothing in it is more than text', async () => {
    await engine.client.exportConversation({ conversationId: 'export', format: 'markdown', path: file('c.md'), language: 'de' });
    const text = readFileSync(file('c.md'), 'utf8');
    const told = plain(text.replace(/^> /gm, '').replace(/\\([!-/:-@[-`{-~])/g, '$1'));
    for (const quote of quotes()) expect(told).toContain(plain(quote));
    for (const section of sections()) expect(told).toContain(plain(section.replace('page', 'Seite')));
    expect(text).toContain('Nicht in den Dokumenten');
    expect(text.replace(/\\[!-/:-@[-`{-~]/g, '')).not.toMatch(/[<>]\w|!\[|\]\(|:\/\//);
    expect(text).not.toMatch(/(?<!\\)<|(?<!\\)!(?<!\\)\[|(?<!\\)\]\(/);
  });

  it('only the answers named, and no conversation that is none', async () => {
    await engine.client.exportConversation({ conversationId: 'export', messageIds: [answers[2]?.messageId ?? 0], format: 'markdown', path: file('one.md'), language: 'en' });
    expect(readFileSync(file('one.md'), 'utf8').match(/^## /gm)).toHaveLength(1);
    await expect(engine.client.exportConversation({ conversationId: 'nowhere', format: 'docx', path: file('x.docx'), language: 'en' })).rejects.toMatchObject({ code: 'conversation-unknown' });
    expect(existsSync(file('x.docx'))).toBe(false);
    await expect(engine.client.exportConversation({ conversationId: 'export', format: 'docx', path: join(root, 'no', 'folder.docx'), language: 'en' })).rejects.toMatchObject({ code: 'file-not-writable' });
  });
});

describe('a list of verdicts as a file', () => {
  it('CSV, XLSX and DOCX say the same, and no cell is a formula', async () => {
    let runId = 0;
    for await (const event of engine.client.goThrough({ criterion: 'Which documents say the rent of the boat in euros?', scope: { paths: [docs], folderIds: [] }, anew: true })) if (event.type === 'complete') runId = event.runId;
    const { results } = await engine.client.goThroughResults({ runId, limit: 1_000 });
    expect(results.map(({ verdict }) => verdict)).toContain('yes');
    for (const format of ['csv', 'xlsx', 'docx'] as const) {
      await engine.client.exportGoThrough({ runId, format, path: file(`list.${format}`), language: 'en' });
      const { text } = await readBytes(`list.${format}`, readFileSync(file(`list.${format}`)));
      for (const { quotes: found, path } of results) {
        expect(plain(text)).toContain(plain(path));
        for (const { quote } of found) expect(plain(text)).toContain(plain(quote));
      }
    }
    const csv = readFileSync(file('list.csv'), 'utf8');
    expect(csv.split('\r\n').slice(1).flatMap((line) => line.split(',')).filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
    const sheet = new ZipArchive(readFileSync(file('list.xlsx'))).read('xl/worksheets/sheet1.xml')?.toString('utf8') ?? '';
    expect(sheet).toContain('HYPERLINK');
    expect(sheet).not.toMatch(/<f[ >]/);
    expect(sheet.match(/<c [^>]*t="inlineStr"/g)?.length).toBe(sheet.match(/<c /g)?.length);
  });
});

describe('an evidence pack', () => {
  it('opens without Carrel: a page without scripts, its pictures, the same as JSON, and sums that are right', async () => {
    const message = answers[1];
    if (message === undefined) throw new Error('no answer');
    expect(message.sources.some(({ path }) => path.endsWith('.pdf'))).toBe(true);
    const { pictures } = await engine.client.exportEvidence({ conversationId: 'export', messageId: message.messageId, path: file('pack.zip'), language: 'en' });
    const archive = new ZipArchive(readFileSync(file('pack.zip')));
    const html = archive.read('index.html')?.toString('utf8') ?? '';
    expect(pictures).toBeGreaterThan(0);
    expect(html).not.toMatch(/<script|<link|<iframe|\son\w+=|javascript:|https?:\/\//i);
    expect(html).toContain(`default-src 'none'`);
    for (const { section = [] } of message.sources) expect(html).toContain(section.join(' › '));
    const json = JSON.parse(archive.read('evidence.json')?.toString('utf8') ?? '{}') as { message: { answer: Answer }; pages: { picture: string | null; sha256: string; marks: unknown[]; text: string }[]; sources: { path: string; quote: string; start: number; end: number }[] };
    expect(json.message.answer.answer).toBe(message.answer);
    for (const [index, { path, quote, start, end }] of json.sources.entries()) {
      expect(json.pages[index]?.text.slice(start, end)).toBe(quote);
      expect(json.pages[index]?.sha256).toBe(hash('sha256', readFileSync(path)));
    }
    const drawn = json.pages.find(({ picture }) => picture !== null);
    expect(drawn?.marks.length).toBeGreaterThan(0);
    const png = archive.read(drawn?.picture ?? '');
    expect(png?.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect(png?.readUInt32BE(16)).toBeGreaterThan(1_000);
    const sums = (archive.read('SHA256SUMS')?.toString('utf8') ?? '').trim().split('\n').map((line) => line.split('  '));
    expect(sums.length).toBeGreaterThanOrEqual(3);
    for (const [sum, name = ''] of sums) expect(hash('sha256', archive.read(name) ?? Buffer.alloc(0))).toBe(sum);
  });

  it('what a document tries stays text, and a file changed since is told', async () => {
    const message = answers[0];
    writeFileSync(join(docs, '=cmd.txt'), 'Something else.\n');
    await engine.client.exportEvidence({ conversationId: 'export', messageId: message?.messageId ?? 0, path: file('hostile.zip'), language: 'en' });
    const html = new ZipArchive(readFileSync(file('hostile.zip'))).read('index.html')?.toString('utf8') ?? '';
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toMatch(/<script|<img src=x|<svg|<iframe|<[^>]*\sonerror|<a [^>]*href="(?!#)/i);
    expect(html).toContain('was changed since');
    await expect(engine.client.exportEvidence({ conversationId: 'export', messageId: 999_999, path: file('none.zip'), language: 'en' })).rejects.toMatchObject({ code: 'conversation-unknown' });
  });
});
