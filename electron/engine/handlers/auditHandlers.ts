import { resolve } from 'node:path';
import type { EngineContract } from '../../shared/engineContract.ts';
import type { Handlers } from '../../shared/operation.ts';
import { questionEntry } from '../audit/questionEntry.ts';
import { replayQuestion } from '../audit/replayQuestion.ts';
import { requireErasable } from '../erase/mayErase.ts';
import type { OpenLibrary } from '../OpenLibrary.ts';

type Noted = Pick<Handlers<EngineContract>, 'index' | 'addFolder' | 'remove' | 'undoRemoval' | 'ask'>;

/** The same handlers, noting in the audit log what they are used for; what is under a legal hold or to be kept is not removed. Errors: hold-active, retention-active. */
export function auditHandlers<H extends Noted>(handlers: H, current: () => OpenLibrary): H & Noted {
  const noteAdded = (path: string): void => {
    const { audit } = current();
    audit.append('folder-added', { path: audit.digest(resolve(path)) });
  };
  return {
    ...handlers,
    async *index(input, context) {
      for (const path of input.paths) noteAdded(path);
      yield* handlers.index(input, context);
    },
    async addFolder(input, context) {
      const folder = await handlers.addFolder(input, context);
      noteAdded(input.path);
      return folder;
    },
    async remove(input, context) {
      const { audit, library, policy } = current();
      const path = resolve(input.path);
      requireErasable(path, { library, policy });
      const removed = await handlers.remove(input, context);
      audit.append('removed', { path: audit.digest(path), documents: removed.documents });
      return removed;
    },
    async undoRemoval(input, context) {
      const { audit, ingest } = current();
      const path = ingest.removals.list().find(({ id }) => id === input.id)?.path;
      const back = await handlers.undoRemoval(input, context);
      if (path !== undefined) audit.append('removal-undone', { path: audit.digest(path), documents: back.documents });
      return back;
    },
    async *ask(input, context) {
      const open = current();
      const { audit, library, policy } = open;
      for await (const event of handlers.ask(input, context)) {
        if (event.type === 'answer-complete' && policy.auditQuestions(library.security.settings.get('auditQuestions'))) {
          audit.append('question-asked', await questionEntry(input, event.answer, open), policy.auditContent ? { question: input.question, answer: event.answer.answer } : null);
        }
        yield event;
      }
    },
  };
}

/** Asking anew what the log says was asked; `ask` is the plain handler, which notes nothing. */
export function replayHandlers(ask: Handlers<EngineContract>['ask'], current: () => OpenLibrary): Pick<Handlers<EngineContract>, 'auditReplay'> {
  return {
    async auditReplay({ id }, { signal }) {
      const open = current();
      const replay = await replayQuestion(id, ask, open, signal);
      open.audit.append('question-replayed', { entry: id, same: replay.same });
      return replay;
    },
  };
}
