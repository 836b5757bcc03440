import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { analyseTerms } from '../../electron/engine/analyse.ts';
import { fakeReader, openIngest, type OpenedIngest, type OpenIngestOptions } from '../fakes/openIngest.ts';

export type IngestCase = {
  /** Holds everything of the test; gone after it. */
  readonly folder: string;
  readonly docs: string;
  readonly opened: OpenedIngest;
  /** Every step the write path has told of. */
  readonly phases: string[];
  put(name: string, content: string): string;
  /** With the fake reader unless told otherwise. */
  open(options?: Partial<OpenIngestOptions>): Promise<void>;
  /** Adds the folder and waits until nothing is left to do. */
  indexAll(): Promise<void>;
  /** By path in the folder, the state and the code of its reason. */
  states(): Record<string, string>;
  /** Paths of the documents keyword search finds. */
  find(query: string): Promise<string[]>;
  /** How often a step was told of. */
  count(phase: string): number;
};

/** A folder, a library and the write path between them, fresh for each test. */
export function useIngest(): IngestCase {
  let folder = '';
  let docs = '';
  let phases: string[] = [];
  let opened: OpenedIngest | null = null;
  const current = (): OpenedIngest => {
    if (opened === null) throw new Error('not open');
    return opened;
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'carrel-ingest-'));
    docs = join(folder, 'documents');
    mkdirSync(docs);
    phases = [];
    opened = null;
  });
  afterEach(async () => {
    await opened?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get folder() { return folder; },
    get docs() { return docs; },
    get opened() { return current(); },
    get phases() { return phases; },
    put(name, content) {
      const path = join(docs, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    async open(options = {}) {
      opened = await openIngest({ folder: join(folder, 'library'), reader: fakeReader, onPhase: (phase) => phases.push(phase), ...options });
    },
    async indexAll() {
      await current().ingest.addFolder(docs);
      await current().settle();
    },
    states: () => Object.fromEntries(current().library.documents.all().map(({ path, state, reason }) => [path.slice(docs.length + 1), reason === null ? state : `${state} ${reason.code}`])),
    async find(query) {
      const { index, library } = current();
      const hits = await index.searchTerms(analyseTerms(query), { limit: 50, filter: null });
      return [...new Set(library.passages.byIds(hits.map(({ id }) => id)).map(({ path }) => path.slice(docs.length + 1)))].sort();
    },
    count: (phase) => phases.filter((one) => one === phase).length,
  };
}

/** Words that are the same for the same seed. */
export function words(seed: number, count: number): string {
  return Array.from({ length: count }, (_, at) => `word${(seed * 7919 + at * 104_729) % 5_000}`).join(' ');
}
