import * as z from 'zod';
import { call } from './operation.ts';
import { Document, DocumentFormat, DocumentState } from './schemas.ts';

const Path = z.string().min(1).max(32_768);
/** Lines in the words of `.gitignore`. */
export const Globs = z.array(z.string().max(1_000)).max(1_000);

/** `fit`: the shortest name first, which has least beside what it was looked for by. */
export const DocumentOrder = z.enum(['name', 'date', 'state', 'format', 'fit']);
export type DocumentOrder = z.infer<typeof DocumentOrder>;

/** Some words of a list of these. */
const Words = z.array(z.string().min(1).max(1_000)).max(100).default([]);
/** A day, month or year, ISO. */
const Day = z.string().regex(/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/).nullable().default(null);

/**
 * Which documents are meant, as one writes it beside what is looked for: in a folder of the library whose name has one of `folders` in it, of one of `types`
 * (a format, or how the file's name ends), dated later than all of `after` and earlier than all of `before`. Empty and null mean any.
 */
export const DocumentFilter = z.object({ folders: Words, types: Words, after: Day, before: Day });
export type DocumentFilter = z.infer<typeof DocumentFilter>;

/**
 * Which documents are listed, and how: at or beneath `within`, with all of `words` in what their paths say below it and all of `name` in that of the file, in one of
 * `states` and one of `formats`; empty means any.
 */
export const DocumentList = DocumentFilter.extend({
  within: Path.optional(), words: z.string().max(1_000).default(''), name: z.string().max(1_000).default(''), states: z.array(DocumentState).default([]), formats: z.array(DocumentFormat).default([]),
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
  /** What a list of what to leave out of a folder, a rule a line, would leave out of what is in the library now: how many of all, and the first by path. Errors: scope-unknown. */
  leftOut: call(
    z.object({ folderId: z.int(), ignore: Globs, limit: z.int().min(1).max(1_000).default(20) }),
    z.object({ documents: z.int(), total: z.int(), paths: z.array(z.string()) })),
  /** What lies directly in a folder on disk, by name: folders with how many documents are below them, and the first documents; the totals count all. */
  folderContents: call(
    z.object({ path: Path, toldOf, limit: z.int().min(1).max(1_000).default(200) }),
    z.object({ folders: z.array(z.object({ path: z.string(), name: z.string(), documents: z.int() })), foldersTotal: z.int(), documents: z.array(Document), documentsTotal: z.int() })),
} as const;
