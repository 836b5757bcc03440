import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditHandlers } from '../../../electron/engine/handlers/auditHandlers.ts';
import { Library } from '../../../electron/engine/library/Library.ts';
import type { OpenLibrary } from '../../../electron/engine/OpenLibrary.ts';
import { PolicyInForce } from '../../../electron/engine/policy/PolicyInForce.ts';
import type { PolicySettings } from '../../../electron/shared/policy.ts';
import { makeFolder } from '../library/testLibrary.ts';

const question = 'Who pays the zqadvocate?';
const answer = 'Nobody pays the zqadvocate.';

/** Asks one question of a library under a policy; gives what the log then says. */
async function ask(settings: PolicySettings, isNotedByChoice: boolean) {
  const library = await Library.open({ folder: await makeFolder(), key: randomBytes(32) });
  const audit = library.security.audit(randomBytes(32));
  library.security.settings.set('auditQuestions', isNotedByChoice);
  const policy = new PolicyInForce({ path: '', sha256: null, contact: null, settings });
  const open = { library, audit, policy, embedder: null, modelFiles: { list: () => Promise.resolve([]) } } as unknown as OpenLibrary;
  const handlers = {
    async *ask() {
      yield await Promise.resolve({ type: 'answer-complete', answer: { answer, verdict: 'not-in-documents', sources: [], evidence: [], closest: [], sentences: [], model: null, mode: 'quotes', searchMode: 'keyword', messageId: 1 } });
    },
  } as unknown as Parameters<typeof auditHandlers>[0];
  const noted = auditHandlers(handlers, () => open);
  for await (const event of noted.ask({ question } as Parameters<typeof noted.ask>[0], { signal: new AbortController().signal })) void event;
  return { entries: audit.list(10, undefined, { content: true }), kept: library.security.auditContents.list(), broken: audit.verify().broken };
}

describe('a question in the audit log', () => {
  it('leaves no word there unless the policy wants the words', async () => {
    for (const settings of [{}, { auditQuestions: { value: true, reason: 'Rule 7' } }]) {
      const { entries, kept, broken } = await ask(settings, true);
      expect({ kinds: entries.map(({ kind }) => kind), kept, broken }).toEqual({ kinds: ['question-asked'], kept: [], broken: null });
      expect(JSON.stringify(entries)).not.toContain('zqadvocate');
    }
    expect((await ask({}, false)).entries).toEqual([]);
  });

  it('has its words in rows beside it where the policy wants them, whatever a person chose', async () => {
    for (const choice of [true, false]) {
      const { entries, kept, broken } = await ask({ auditContent: { value: true, reason: 'Rule 8' } }, choice);
      expect(kept).toMatchObject([{ id: 1, question, answer }]);
      expect(entries).toMatchObject([{ kind: 'question-asked', content: { question, answer } }]);
      expect(JSON.stringify(entries.map(({ detail }) => detail))).not.toContain('zqadvocate');
      expect(broken).toBeNull();
    }
  });
});
