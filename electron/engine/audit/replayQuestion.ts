import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { AppError } from '../../shared/AppError.ts';
import { engineContract, type EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { Answer, type Message, type Scope } from '../../shared/schemas.ts';
import type { AuditEntry, AuditReplay } from '../../shared/securityContract.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { findingsOf, promptVersion, revisionOf } from './questionEntry.ts';

/**
 * Asks a question of the audit log again, with what had been said before it, the same model and settings where they are here, and
 * compares what the sealed entry says with what is found now. Nothing of it stays but a note. The question itself is read from its
 * message and must have the digest of the entry. Errors: input-invalid for an entry that is no question, conversation-unknown where its
 * message was deleted or erased, those of asking.
 */
export async function replayQuestion(entryId: number, ask: Handlers<EngineContract>['ask'], open: OpenLibrary, signal: AbortSignal): Promise<AuditReplay> {
  const { audit, library, modelFiles } = open;
  const entry = audit.entry(entryId);
  if (entry?.kind !== 'question-asked') throw new AppError('input-invalid', { problem: `entry ${entryId} of the audit log is no question` });
  const { detail } = entry;
  const messageId = Number(detail['message']);
  const conversationId = library.conversations.conversationOf(messageId);
  if (conversationId === null) throw new AppError('conversation-unknown', { conversationId: `of entry ${entryId}` });
  const messages = library.conversations.messages(conversationId);
  const at = messages.findIndex(({ id }) => id === messageId);
  const message = messages[at];
  if (message === undefined || audit.digest(message.question) !== detail['question']) throw new AppError('audit-broken', { id: entryId, problem: 'changed' });

  const modelThen = String(detail['model']);
  const isModelHere = modelThen !== 'none' && modelFiles.chatSpec(modelThen) !== null && (await modelFiles.list()).some(({ id, sha256 }) => id === modelThen && (sha256 ?? '') === detail['modelSha256']);
  const now = await askAgain(message, messages.slice(0, at), { model: isModelHere ? modelThen : 'none', seed: Number(detail['seed'] ?? 0), strength: detail['strength'] === 'strict' ? 'strict' : 'balanced', scope: scopeOf(detail, open) }, ask, open, signal);
  const findings = findingsOf(now, open);
  const compare = <T extends 'passages' | 'verdict' | 'support'>(key: T): { readonly then: AuditReplay[T]['then']; readonly now: AuditReplay[T]['now']; readonly same: boolean } => {
    const then = detail[key] as AuditReplay[T]['then'];
    return { then, now: findings[key] as AuditReplay[T]['now'], same: isDeepStrictEqual(then, findings[key]) };
  };
  const [passages, verdict, support] = [compare('passages'), compare('verdict'), compare('support')];
  const documents = numbers(detail['documents']);
  const revisions = texts(detail['revisions']);
  return {
    id: entryId, atMs: entry.atMs, passages, verdict, support, same: passages.same && verdict.same && support.same,
    documentsChanged: documents.filter((id, index) => revisionOf(id, open) !== revisions[index]),
    model: { then: modelThen, now: now.model ?? 'none', missing: modelThen !== 'none' && !isModelHere }, promptChanged: detail['prompt'] !== promptVersion,
  };
}

type Settings = { readonly model: string; readonly seed: number; readonly strength: 'balanced' | 'strict'; readonly scope: Scope };

async function askAgain(message: Message, earlier: readonly Message[], settings: Settings, ask: Handlers<EngineContract>['ask'], { library: { conversations } }: OpenLibrary, signal: AbortSignal): Promise<Answer> {
  const { id } = conversations.create({ title: '…' });
  try {
    for (const { question, answer } of earlier) {
      const copy = conversations.appendQuestion(id, question);
      if (answer !== null) conversations.saveAnswer(copy, answer);
    }
    const input = engineContract.ask.input.parse({ question: message.question, conversationId: id, ...settings });
    for await (const event of ask(input, { signal })) if (event.type === 'answer-complete') return Answer.parse(event.answer);
    throw new AppError('output-invalid', { operation: 'ask', problem: 'no answer' });
  } finally {
    conversations.delete(id);
  }
}

/** Paths are in the entry as digests alone: those of the library, and of the folders they lie in, are tried. Errors: scope-unknown. */
function scopeOf(detail: AuditEntry['detail'], { audit, library }: OpenLibrary): Scope {
  const wanted = texts(detail['scopePaths']);
  const known = new Map<string, string>();
  if (wanted.length > 0) for (const path of [...library.folders.list(), ...library.documents.all()].flatMap((place) => withParents(place.path))) known.set(audit.digest(path), path);
  const paths = wanted.map((digest) => {
    const path = known.get(digest);
    if (path === undefined) throw new AppError('scope-unknown');
    return path;
  });
  return { paths, folderIds: numbers(detail['scopeFolders']) };
}

function withParents(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [path, ...withParents(parent)];
}

function numbers(value: unknown): number[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'number') : [];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
