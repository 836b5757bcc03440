import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { casesOf, type Case } from './outcomes.ts';

/** Every question there is to check answers with. */
export async function readCases(engine: Client<EngineContract>): Promise<readonly Case[]> {
  const [written, judged] = await Promise.all([engine.checkQuestions({}), engine.answerCases({})]);
  return casesOf(written, judged);
}
