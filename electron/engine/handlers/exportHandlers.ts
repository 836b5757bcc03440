import { resolve } from 'node:path';
import about from '../../../package.json' with { type: 'json' };
import { AppError } from '../../shared/AppError.ts';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { exportOperations } from '../../shared/exportContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { makeEvidencePack } from '../export/evidencePack.ts';
import { exportConversation } from '../export/exportConversation.ts';
import { exportGoThrough } from '../export/exportGoThrough.ts';
import { resultOf } from '../goThrough.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';
import { notWritten } from '../vault/notWritten.ts';
import { writeAtomically } from '../vault/writeAtomically.ts';

/** Files a person takes out of the library; each is noted in the audit log. */
export function exportHandlers(open: () => OpenLibrary): Pick<Handlers<EngineContract>, keyof typeof exportOperations> {
  const current = (): OpenLibrary => {
    const opened = open();
    opened.policy.requireExports();
    return opened;
  };
  const write = async (path: string, bytes: Buffer): Promise<{ path: string; bytes: number }> => {
    const target = resolve(path);
    await writeAtomically(target, bytes).catch((cause: unknown) => { throw notWritten(cause, target); });
    const { audit } = current();
    audit.append('exported', { path: audit.digest(target), bytes: bytes.length });
    return { path: target, bytes: bytes.length };
  };
  return {
    exportGoThrough({ runId, format, path, language }) {
      const { library } = current();
      const results = library.goThroughRuns.verdicts(runId).flatMap((verdict) => resultOf(verdict, library));
      return write(path, exportGoThrough({ run: library.goThroughRuns.run(runId), results }, format, language));
    },
    exportConversation({ conversationId, messageIds, format, path, language }) {
      const { conversations } = current().library;
      const messages = conversations.messages(conversationId).filter(({ id }) => messageIds?.includes(id) ?? true);
      return write(path, exportConversation({ title: conversations.get(conversationId)?.title ?? conversationId, messages }, format, language));
    },
    async exportEvidence({ conversationId, messageId, path, language }, { signal }) {
      const from = current();
      const message = from.library.conversations.messages(conversationId).findLast(({ id, answer }) => (messageId === undefined ? answer !== null : id === messageId));
      if (message === undefined) throw new AppError('conversation-unknown', { conversationId });
      const { bytes, pictures } = await makeEvidencePack(from, message, { language, version: about.version }, signal);
      return { ...await write(path, bytes), pictures };
    },
  };
}
