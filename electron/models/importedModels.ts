import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { ChatSpec } from '../shared/modelsContract.ts';
import { sizeOf } from './ModelFolder.ts';
import type { GgufFacts } from './validateGguf.ts';

/** What is kept beside a chat model that the catalogue does not know: all of it read from the file's own header. */
export const ImportedModel = z.object({
  id: z.string(), name: z.string(), sha256: z.string(), fileName: z.string(), bytes: z.int(), contextTokens: z.int(), parameters: z.number(),
  wrapper: ChatSpec.shape.wrapper, skipThoughts: z.boolean(), resembles: z.string().nullable(),
});
export type ImportedModel = z.infer<typeof ImportedModel>;

const factsName = 'model.json';

export function listImported(folder: string): readonly ImportedModel[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) => /^[0-9a-f]{64}$/.test(name)).flatMap((sha256) => {
    const path = join(folder, sha256, factsName);
    if (sizeOf(path) === null) return [];
    const parsed = ImportedModel.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success && parsed.data.sha256 === sha256 ? [parsed.data] : [];
  });
}

export function rememberImported(folder: string, model: ImportedModel): void {
  writeFileSync(join(folder, model.sha256, factsName), JSON.stringify(model, null, 1));
}

/** The id, name and turns of a model nobody listed. Turns are chosen by the marks in its vocabulary; its template is not read. */
export function describeImported({ sha256, fileName, bytes, facts, resembles }: {
  readonly sha256: string; readonly fileName: string; readonly bytes: number; readonly facts: GgufFacts; readonly resembles: string | null;
}): ImportedModel {
  const stem = fileName.replace(/\.gguf$/i, '');
  const slug = stem.toLowerCase().replaceAll(/[^a-z0-9.]+/g, '-').replaceAll(/^-|-$/g, '').slice(0, 60);
  return {
    id: `${slug === '' ? 'model' : slug}-${sha256.slice(0, 8)}`, name: facts.name ?? stem, sha256, fileName, bytes, contextTokens: facts.contextTokens,
    parameters: facts.parameters, wrapper: chooseWrapper(facts.marks), skipThoughts: facts.marks.has('<think>') && facts.marks.has('</think>'), resembles,
  };
}

/** In this order, because some vocabularies have the marks of more than one family. */
const families: readonly (readonly [wrapper: ImportedModel['wrapper'], marks: readonly string[]])[] = [
  ['harmony', ['<|channel|>', '<|message|>']], ['llama3', ['<|start_header_id|>', '<|eot_id|>']], ['granite', ['<|start_of_role|>', '<|end_of_role|>']],
  ['gemma4', ['<|turn>', '<turn|>']], ['gemma', ['<start_of_turn>', '<end_of_turn>']], ['deepseek', ['<｜User｜>', '<｜Assistant｜>']],
  ['chatml', ['<|im_start|>', '<|im_end|>']], ['phi', ['<|assistant|>', '<|end|>']], ['falcon3', ['<|assistant|>', '<|user|>']], ['mistral', ['[INST]', '[/INST]']],
];

function chooseWrapper(marks: ReadonlySet<string>): ImportedModel['wrapper'] {
  return families.find(([, needed]) => needed.every((mark) => marks.has(mark)))?.[0] ?? 'generic';
}
