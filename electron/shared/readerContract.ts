import * as z from 'zod';
import { call, stream } from './operation.ts';
import { DocumentFormat, HiddenKind, Locator, Location, Reason, TextRange } from './schemas.ts';

/** `text`: what it says where it stands nowhere on the page; the range is then empty, where its section begins. */
const Heading = TextRange.extend({ level: z.int().min(1).max(9), text: z.string().optional() });
/** A table inside a page: its header row (empty text when none) and where each body row lies. */
const Table = z.object({ start: z.int(), end: z.int(), header: z.string(), rows: z.array(TextRange) });

/** Which attachment or archive member: the how many-th part of what is around it, from 1, outermost first. The same for the same bytes and `readerVersion`. */
export const PartPlace = z.array(z.int().min(1));

/** One natural unit of a document: PDF page, slide, section, row block. `text` is never altered after this point. */
export const ExtractedPage = z.object({
  number: z.int().min(1), text: z.string(), locator: Locator, headings: z.array(Heading), tables: z.array(Table),
  /** Set where all of the text is hidden: it stands on a page of its own, apart from what shows, with the locator of where it is. */
  hidden: HiddenKind.optional(),
  /** Set where a picture may hold text: of the whole page (`member` null), or the archive member of that name. `part`: in which attachment or archive member, as `PartPlace`. */
  picture: z.object({ member: z.string().nullable(), part: PartPlace.optional() }).optional(),
});
export type ExtractedPage = z.infer<typeof ExtractedPage>;

/** Facts about the whole document. `documentDate` is the document's own date, ISO, when it states one. */
export const DocumentFacts = z.object({
  format: DocumentFormat, title: z.string(), language: z.string().nullable(), pageCount: z.int(), documentDate: z.string().nullable(),
});
export type DocumentFacts = z.infer<typeof DocumentFacts>;

/** How reading ended. A file that ends in `skipped` or `failed` may have sent pages before: they are not used. */
export const Outcome = z.object({ state: z.enum(['indexed', 'indexed-partly', 'skipped', 'failed']), reason: Reason.nullable() });
export type Outcome = z.infer<typeof Outcome>;

/** `facts` come first when known in advance and again at the end when better known; the last ones count. */
export const ReadEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('facts'), facts: DocumentFacts }),
  z.object({ type: z.literal('pages'), pages: z.array(ExtractedPage) }),
  z.object({ type: z.literal('outcome'), outcome: Outcome }),
]);
export type ReadEvent = z.infer<typeof ReadEvent>;

/** Raised whenever the same file would give other text or other passages: documents are then read again. */
export const readerVersion = 7;

export const readerContract = {
  /** Reads one file. Always ends with `outcome`; only a broken process ends it otherwise. */
  read: stream(z.object({ path: z.string(), maxTextUnits: z.int().default(100_000_000), maxPages: z.int().default(50_000), password: z.string().optional() }), ReadEvent),
  /** Where ranges of a page are drawn. `pageHash` is the sha256 (hex) of the page text when indexed; `quotes` the texts of the ranges. Errors: page-unknown, password-needed, file-damaged. */
  locate: call(
    z.object({ path: z.string(), page: z.int().min(1), pageHash: z.string(), ranges: z.array(TextRange), quotes: z.array(z.string()), password: z.string().optional() }),
    Location,
  ),
} as const;
export type ReaderContract = typeof readerContract;
