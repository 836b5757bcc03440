import * as z from 'zod';
import { call } from './operation.ts';
import { Document, DocumentFormat, DocumentState } from './schemas.ts';

const Path = z.string().min(1).max(32_768);

export const DocumentOrder = z.enum(['name', 'date', 'state', 'format']);
export type DocumentOrder = z.infer<typeof DocumentOrder>;

/** Which documents are listed, and how: at or beneath `within`, with all of `words` in what their paths say below it, in one of `states` and one of `formats`; empty means any. */
export const DocumentList = z.object({
  within: Path.optional(), words: z.string().max(1_000).default(''), states: z.array(DocumentState).default([]), formats: z.array(DocumentFormat).default([]),
  by: DocumentOrder.default('name'), descending: z.boolean().default(false),
});
export type DocumentList = z.infer<typeof DocumentList>;

/** What whoever asks has last been told of the library, in any words: asked again with the same, a list may be `listKeptMs` old; with others it is made anew. */
const toldOf = z.string().max(2_000).default('');

/** Looking through libraries too large to have at once. */
export const listOperations = {
  /** A stretch of a list; documents alike in what it is sorted by follow each other by name. `total` counts all of the list, `formats` are those of all documents within. */
  listDocuments: call(
    DocumentList.extend({ toldOf, offset: z.int().min(0).default(0), limit: z.int().min(1).max(1_000).default(200) }),
    z.object({ total: z.int(), formats: z.array(DocumentFormat), documents: z.array(Document) })),
  /** What lies directly in a folder on disk, by name: folders with how many documents are below them, and the first documents; the totals count all. */
  folderContents: call(
    z.object({ path: Path, toldOf, limit: z.int().min(1).max(1_000).default(200) }),
    z.object({ folders: z.array(z.object({ path: z.string(), name: z.string(), documents: z.int() })), foldersTotal: z.int(), documents: z.array(Document), documentsTotal: z.int() })),
} as const;
