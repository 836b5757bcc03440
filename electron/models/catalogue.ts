import * as z from 'zod';
import facts from '../../resources/models.catalogue.json' with { type: 'json' };
import { ChatSpec, CrossEncoderSpec, EmbedderSpec } from '../shared/modelsContract.ts';
import { AnswerMode, ModelRole } from '../shared/schemas.ts';

/** One file of a model. `bytes` and `sha256` are null where no source states them; `grade` says how many agree (see the catalogue). */
export const CatalogueFile = z.object({
  role: z.enum(['model', 'tokenizer']), name: z.string(), repo: z.string().nullable(), revision: z.string().nullable(), path: z.string(),
  bytes: z.int().nullable(), sha256: z.string().regex(/^[0-9a-f]{64}$/).nullable(), grade: z.enum(['A', 'B', 'C']),
});
export type CatalogueFile = z.infer<typeof CatalogueFile>;

/** What is known of a model. A model that is no chat model and has neither `embedding` nor `pairs` is listed for its facts and cannot be used yet. */
export const CatalogueEntry = z.object({
  id: z.string(), name: z.string(), role: ModelRole, family: z.string(),
  /** Weights in thousand millions. */
  parametersB: z.number().nullable(),
  licence: z.string(), licenceNote: z.string(), contextTokens: z.int().nullable(), released: z.string().nullable(),
  chat: z.object({ wrapper: ChatSpec.shape.wrapper, skipThoughts: z.boolean(), answerMode: AnswerMode }).optional(),
  /** Of an embedding model: the languages it was made for (ISO 639-1); left out where they are about a hundred. */
  languages: z.array(z.string()).optional(),
  embedding: EmbedderSpec.pick({ dimensions: true, maxTokens: true, pooling: true, queryPrefix: true, passagePrefix: true }).optional(),
  /** Of a model that reads two texts together. */
  pairs: CrossEncoderSpec.pick({ maxTokens: true, outputs: true }).optional(),
  files: z.array(CatalogueFile).min(1),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

const entries: readonly CatalogueEntry[] = z.array(CatalogueEntry).parse(facts.models);
export function listCatalogue(): readonly CatalogueEntry[] {
  return entries;
}

/** The first model that has a file with this hash; null when none has. */
export function findByHash(catalogue: readonly CatalogueEntry[], sha256: string): { readonly entry: CatalogueEntry; readonly file: CatalogueFile } | null {
  for (const entry of catalogue) {
    const file = entry.files.find((candidate) => candidate.sha256 === sha256);
    if (file !== undefined) return { entry, file };
  }
  return null;
}

/** A chat model whose file bears this name. The name proves nothing; it is for warnings. */
export function findByName(catalogue: readonly CatalogueEntry[], fileName: string): CatalogueEntry | null {
  const name = fileName.toLowerCase();
  return catalogue.find(({ role, files }) => role === 'chat' && files.some((file) => file.name.toLowerCase() === name)) ?? null;
}
