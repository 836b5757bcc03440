import { createHash } from 'node:crypto';
import type { Answer, AnswerStrength, Quote, Scope } from '../../shared/schemas.ts';
import type { AuditDetail } from '../library/audit.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { prompts } from '../writtenAnswer.ts';

type Asked = { readonly question: string; readonly scope?: Scope | undefined; readonly seed?: number | undefined; readonly strength?: AnswerStrength | undefined };

/** Which wording of the prompts this program has: what was asked of a model under another one may be answered otherwise. */
export const promptVersion = createHash('sha256').update(Object.values(prompts).join('\0')).digest('hex').slice(0, 16);

/**
 * What an auditor needs of a question and its answer, without a word of either: salted digests of the question and the files, ids,
 * settings and verdicts. The words stand with the message of this id, and go with it.
 */
export async function questionEntry({ question, scope, seed, strength }: Asked, answer: Answer, open: OpenLibrary): Promise<AuditDetail> {
  const { audit, library, embedder, modelFiles } = open;
  const found = findingsOf(answer, open);
  const model = answer.model === null ? undefined : (await modelFiles.list()).find(({ id }) => id === answer.model);
  return {
    question: audit.digest(question), message: answer.messageId, ...found, mode: answer.mode, search: answer.searchMode,
    model: answer.model ?? 'none', modelSha256: model?.sha256 ?? '', embedder: embedder?.id ?? 'none', prompt: promptVersion, seed: seed ?? 0, strength: strength ?? library.settings.get('answerStrength'),
    scopePaths: (scope?.paths ?? []).map((path) => audit.digest(path)), scopeFolders: [...scope?.folderIds ?? []], generation: library.settings.get('indexGeneration'),
  };
}

/** What the search and the checks came to; the same library and program come to the same again. */
export function findingsOf(answer: Answer, { audit, library }: Pick<OpenLibrary, 'audit' | 'library'>): {
  readonly verdict: string; readonly passages: number[]; readonly support: string[]; readonly documents: number[]; readonly revisions: string[];
} {
  const shown = answer.verdict === 'not-in-documents' ? answer.closest : answer.evidence;
  const documents = [...new Set([...answer.sources, ...shown].map(({ documentId }) => documentId))].sort((a, b) => a - b);
  return {
    verdict: answer.verdict, passages: shown.map((quote) => passageOf(quote, library)), support: answer.sentences.map(({ support }) => support), documents,
    revisions: documents.map((id) => revisionOf(id, { audit, library })),
  };
}

/** Stands for the bytes a document's text was read from; empty where it is gone. */
export function revisionOf(documentId: number, { audit, library }: Pick<OpenLibrary, 'audit' | 'library'>): string {
  const contentId = library.documents.byId(documentId)?.contentId ?? null;
  const [sha256] = contentId === null ? [] : library.security.erasures.sha256([contentId]);
  return sha256 === undefined ? '' : audit.digest(sha256);
}

/** The id of the passage a quote begins in; 0 where there is none any more. */
function passageOf({ documentId, page, start }: Quote, library: OpenLibrary['library']): number {
  const contentId = library.documents.byId(documentId)?.contentId ?? null;
  if (contentId === null) return 0;
  return library.passages.ofPage(contentId, page).find((passage) => passage.start <= start && start < passage.end)?.id ?? 0;
}
