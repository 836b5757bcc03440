import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { finishErasures } from '../../electron/engine/erase/finishErasures.ts';
import { planErasure } from '../../electron/engine/erase/planErasure.ts';
import { SearchIndex } from '../../electron/engine/index/SearchIndex.ts';
import { passageTerms } from '../../electron/engine/ingest/passageTerms.ts';
import { backupPath, Library } from '../../electron/engine/library/Library.ts';
import { Vault } from '../../electron/engine/vault/Vault.ts';
import type { EraseCertificate } from '../../electron/shared/securityContract.ts';
import { Random } from '../eval/random.ts';

// node test/torture/eraseLarge.ts --passages 100000: erases one document of a library of that size and says how long each step took.

const embedder = { id: 'fake-large', dimensions: 384 };
const passagesADocument = 100;
const wordsAPassage = 130;

/** What a step took: by the clock, and of processors, which says the same on a busy machine. */
export type StepTime = { readonly seconds: number; readonly processorSeconds: number };
export type LargeErasure = StepTime & { readonly passages: number; readonly steps: Readonly<Record<string, StepTime>>; readonly certificate: EraseCertificate; readonly left: number };

/** Makes a library of so many passages of made-up words with vectors and a backup of it, and erases one of its documents. */
export async function eraseFromLarge(passages: number, log: (line: string) => void = () => undefined): Promise<LargeErasure> {
  const folder = mkdtempSync(join(tmpdir(), 'carrel-erase-large-'));
  try {
    const vault = await Vault.create({ folder, name: 'large' });
    const paths = await build(folder, vault, passages, log);
    await backUp(folder, vault);
    const whole = stopwatch();
    const steps: Record<string, StepTime> = {};
    let last = { step: 'looking-before', taken: stopwatch() };
    const next = (step: string): void => {
      steps[last.step] = last.taken();
      last = { step, taken: stopwatch() };
    };
    const library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
    await planErasure([paths[Math.floor(paths.length / 2)] ?? ''], { library, keys: vault, conversations: true });
    await library.close();
    const [certificate] = await finishErasures(folder, vault, { resumed: false, onStep: next });
    next('end');
    const taken = whole();
    const index = await SearchIndex.open({ folder: join(folder, 'index'), termKey: vault.deriveKey('terms') });
    const left = (await Array.fromAsync(index.passageIds())).flat().length;
    await index.close();
    await vault.close();
    if (certificate === undefined) throw new Error('no certificate');
    return { passages, ...taken, steps, certificate, left };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Tells, each time it is asked, what was taken since it was made. */
function stopwatch(): () => StepTime {
  const [at, processor] = [performance.now(), processorSeconds()];
  const rounded = (seconds: number): number => Math.round(seconds * 100) / 100;
  return () => ({ seconds: rounded((performance.now() - at) / 1_000), processorSeconds: rounded(processorSeconds() - processor) });
}

/** Of this process with its threads and, where the system tells, of those it started that have ended. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  if (process.platform !== 'linux') return (user + system) / 1e6;
  const fields = readFileSync('/proc/self/stat', 'utf8').replace(/^.*\) /s, '').split(' ');
  return (user + system) / 1e6 + (Number(fields[13]) + Number(fields[14])) / 100;
}

async function build(folder: string, vault: Vault, passages: number, log: (line: string) => void): Promise<string[]> {
  const random = new Random(11);
  const library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
  const index = await SearchIndex.open({ folder: join(folder, 'index'), termKey: vault.deriveKey('terms') });
  index.setRotation(embedder.id, library.rotations.get(embedder.id, embedder.dimensions), embedder.dimensions);
  library.embedding.use(embedder.id);
  const { id: folderId } = library.folders.add('/large');
  const paths = Array.from({ length: Math.ceil(passages / passagesADocument) }, (_, at) => `/large/document ${at}.txt`);
  const { added } = library.documents.found(folderId, paths.map((path) => ({ path, sizeBytes: 1, modifiedMs: 1, inode: '' })));
  for (const [at, { documentId }] of added.entries()) {
    library.documents.setState(documentId, 'reading');
    const contextName = `document ${at}`;
    const draft = library.revisions.begin({ sha256: createHash('sha256').update(String(at)).digest('hex'), sizeBytes: 1, contextName, folderId });
    library.documents.attach(documentId, draft.contentId);
    const texts = Array.from({ length: passagesADocument }, () => sentence(random, at));
    const pages = texts.map((text, number) => ({ number: number + 1, text, locator: { kind: 'pdf-page' as const, page: number + 1 }, headings: [], tables: [] }));
    const terms = texts.map((text) => passageTerms({ text, title: contextName, contextName, headingPath: [] }));
    const stored = library.revisions.addPages(draft, pages, texts.map((text, number) => ({ page: number + 1, start: 0, end: text.length, headingPath: [], terms: terms[number] ?? [] })));
    library.revisions.finish(draft, { format: 'text', title: contextName, language: 'en', pageCount: pages.length, documentDate: null }, { state: 'indexed', reason: null });
    await index.addPassages(stored.map(({ id }, number) => ({ id, contentId: draft.contentId, folderId, terms: terms[number] ?? [] })));
    await index.addVectors(embedder.id, stored.map(({ id }) => ({ id, part: 0, contentId: draft.contentId, folderId, vector: Float32Array.from({ length: embedder.dimensions }, () => random.next() - 0.5) })));
    library.revisions.makeLive([draft]);
    library.embedding.commit(embedder.id, [{ contentId: draft.contentId, revision: draft.revision, lastPassageId: stored.at(-1)?.id ?? 0, complete: true }]);
    if (at % 50 === 49) {
      await index.maintain();
      log(`${(at + 1) * passagesADocument} passages made`);
    }
  }
  await index.close();
  await library.close();
  return paths;
}

async function backUp(folder: string, vault: Vault): Promise<void> {
  await using library = await Library.open({ folder, key: vault.deriveKey('sqlite') });
  await library.backup(backupPath(folder, Date.now()));
}

/** Some words of all documents, some of this one alone. */
function sentence(random: Random, document: number): string {
  return Array.from({ length: wordsAPassage }, (_, at) => (at % 20 === 0 ? `own${document}x${random.integer(500)}` : `word${random.integer(20_000)}`)).join(' ');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values } = parseArgs({ options: { passages: { type: 'string', default: '100000' } }, strict: true });
  const { seconds, processorSeconds: ofProcessors, steps, certificate, left } = await eraseFromLarge(Number(values.passages), (line) => { console.log(line); });
  console.log(`${values.passages} passages: erased in ${seconds.toFixed(1)} s, ${ofProcessors.toFixed(1)} s of processors`);
  for (const [step, taken] of Object.entries(steps)) console.log(`${step}: ${taken.seconds.toFixed(1)} s, ${taken.processorSeconds.toFixed(1)} s of processors`);
  console.log(`${certificate.places.reduce((sum, { before }) => sum + before, 0)} traces before, ${certificate.places.reduce((sum, { after }) => sum + after, 0)} after; ${left} passages stay`);
  process.exitCode = seconds <= 60 ? 0 : 1;
}
