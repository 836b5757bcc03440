import * as z from 'zod';
import { call } from './operation.ts';

const Path = z.string().min(1).max(32_768);
const Language = z.enum(['en', 'de']).default('en');
const Written = z.object({ path: z.string(), bytes: z.int() });

/** Part of `engineContract`: files a person takes out of the library. Each is written whole or not at all; a file at the path is replaced. Errors of all: file-not-writable, disk-full. */
export const exportOperations = {
  /** The verdicts of a run. No cell of CSV or XLSX is ever a formula. Errors: run-unknown. */
  exportGoThrough: call(z.object({ runId: z.int(), format: z.enum(['csv', 'xlsx', 'docx']), path: Path, language: Language }), Written),
  /** A conversation, or of it the answers named, with its quotes, places and verdicts. Errors: conversation-unknown. */
  exportConversation: call(z.object({ conversationId: z.string(), messageIds: z.array(z.int()).max(10_000).optional(), format: z.enum(['docx', 'markdown']), path: Path, language: Language }), Written),
  /**
   * One answer with all it rests on, as an archive that opens without Carrel: a page to read (no scripts, nothing fetched), the same as JSON, pictures of the pages cited,
   * fingerprints of files and models, settings. Errors: conversation-unknown for what is no answered question.
   */
  exportEvidence: call(z.object({ conversationId: z.string(), messageId: z.int().optional(), path: Path, language: Language }), Written.extend({ pictures: z.int() })),
} as const;
