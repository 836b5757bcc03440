import { useCallback, useEffect, useMemo, useState } from 'react';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { AnswerVerdict } from '../../electron/shared/schemas.ts';

/** What a person said of an answer, and why, in words that may be empty. */
export type Judgement = { readonly verdict: AnswerVerdict; readonly reason: string };
export type Judgements = {
  /** By the answer's message; null where nothing was said of it. */
  of(messageId: number): Judgement | null;
  /** Null takes it back. */
  judge(messageId: number, judgement: Judgement | null): void;
};

/** What was said of the answers of the library that is open. */
export function useJudgements(engine: Client<EngineContract> | null, fail: (reason: unknown) => void): Judgements {
  const [all, setAll] = useState<ReadonlyMap<number, Judgement>>(new Map());
  const reload = useCallback(() => {
    engine?.answerCases({}).then((cases) => { setAll(new Map(cases.map(({ messageId, verdict, reason }) => [messageId, { verdict, reason }]))); }, fail);
  }, [engine, fail]);
  useEffect(reload, [reload]);
  return useMemo(() => ({
    of: (messageId) => all.get(messageId) ?? null,
    judge: (messageId, judgement) => {
      if (engine === null) return;
      setAll((before) => {
        const after = new Map(before);
        if (judgement === null) after.delete(messageId);
        else after.set(messageId, judgement);
        return after;
      });
      engine.judgeAnswer({ messageId, verdict: judgement?.verdict ?? null, reason: judgement?.reason ?? '' }).catch((reason: unknown) => { fail(reason); reload(); });
    },
  }), [all, engine, fail, reload]);
}
