import { ESLint } from 'eslint';
import { describe, expect, it } from 'vitest';

// Tries each import edge on the real lint configuration: a rule that stops matching is noticed here, not in review.
const eslint = new ESLint({ overrideConfig: { rules: { '@typescript-eslint/no-unused-vars': 'off' } } });

const forbidden: readonly (readonly [file: string, source: string])[] = [
  ['electron/shared/probe.ts', '../engine/ingest.ts'],
  ['electron/shared/rpc/probe.ts', '../../engine/ingest.ts'],
  ['electron/shared/probe.ts', 'node:fs'],
  ['electron/shared/probe.ts', 'electron'],
  ['electron/engine/probe.ts', 'electron'],
  ['electron/engine/probe.ts', '../main/main.ts'],
  ['electron/engine/probe.ts', '../../renderer/app/App.tsx'],
  ['electron/engine/probe.ts', '../reader/readPdf.ts'],
  ['electron/engine/probe.ts', '../models/generate.ts'],
  ['electron/engine/probe.ts', 'node:net'],
  ['electron/engine/library/probe.ts', '../../reader/readPdf.ts'],
  ['electron/engine/search.ts', './gate.ts'],
  ['electron/engine/verify.ts', './search.ts'],
  ['electron/reader/probe.ts', '../engine/ingest.ts'],
  ['electron/reader/probe.ts', 'node:https'],
  ['electron/reader/probe.ts', 'node:child_process'],
  ['electron/models/probe.ts', '../engine/ingest.ts'],
  ['electron/models/probe.ts', 'node:http'],
  ['electron/ocr/probe.ts', '../engine/ingest.ts'],
  ['electron/ocr/probe.ts', 'node:https'],
  ['electron/reader/probe.ts', '../ocr/recognise.ts'],
  ['electron/engine/probe.ts', '../ocr/recognise.ts'],
  ['electron/cli/probe.ts', '../engine/ingest.ts'],
  ['electron/cli/probe.ts', '../engine/library/Library.ts'],
  ['electron/cli/probe.ts', 'electron'],
  ['electron/main/probe.ts', '../engine/Engine.ts'],
  ['electron/preload/probe.ts', '../engine/Engine.ts'],
  ['renderer/app/probe.tsx', '../../electron/engine/search.ts'],
  ['renderer/app/probe.tsx', 'electron'],
  ['renderer/app/probe.tsx', 'node:fs'],
];

const permitted: readonly (readonly [file: string, source: string])[] = [
  ['electron/shared/probe.ts', 'zod'],
  ['electron/shared/probe.ts', './AppError.ts'],
  ['electron/shared/rpc/probe.ts', '../AppError.ts'],
  ['electron/engine/probe.ts', '../shared/AppError.ts'],
  ['electron/engine/probe.ts', '../models/catalogue.ts'],
  ['electron/engine/library/probe.ts', '../vault/Vault.ts'],
  ['electron/engine/probe.ts', 'node:fs/promises'],
  ['electron/engine/ingest.ts', './store.ts'],
  ['electron/engine/answer.ts', './search.ts'],
  ['electron/engine/search.ts', './analyse.ts'],
  ['electron/reader/probe.ts', '../shared/rpc/serve.ts'],
  ['electron/models/probe.ts', '../shared/AppError.ts'],
  ['electron/ocr/probe.ts', '../reader/unzip.ts'],
  ['electron/cli/probe.ts', '../shared/engineContract.ts'],
  ['electron/cli/probe.ts', '../engine/HelperProcess.ts'],
  ['electron/main/probe.ts', 'electron'],
  ['electron/main/probe.ts', '../shared/engineContract.ts'],
  ['renderer/app/probe.tsx', '../../electron/shared/schemas.ts'],
  ['renderer/app/probe.tsx', 'react'],
];

async function boundaryErrors(file: string, source: string): Promise<readonly string[]> {
  const results = await eslint.lintText(`import { thing } from '${source}';\n`, { filePath: file });
  return results.flatMap((result) => result.messages)
    .filter((message) => message.ruleId === 'no-restricted-imports' || message.ruleId === 'no-restricted-syntax')
    .map((message) => message.message);
}

describe('import boundaries', () => {
  it.each(forbidden)('%s may not import %s', async (file, source) => {
    expect(await boundaryErrors(file, source)).toHaveLength(1);
  });

  it.each(permitted)('%s may import %s', async (file, source) => {
    expect(await boundaryErrors(file, source)).toEqual([]);
  });
});
