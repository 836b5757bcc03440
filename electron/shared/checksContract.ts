import * as z from 'zod';
import { call } from './operation.ts';
import { EvaluationQuestion, EvaluationReport } from './schemas.ts';

/** A question a person wrote to check answers with, and what they know of its answer. */
export const CheckQuestion = z.object({ id: z.int(), question: EvaluationQuestion });
export type CheckQuestion = z.infer<typeof CheckQuestion>;

/** Part of `engineContract`: what answers are checked with, and what came of it before. */
export const checksOperations = {
  /** In the order they were written. */
  checkQuestions: call(z.object({}), z.array(CheckQuestion)),
  /** `id`: the one to change; without it the question is a new one. Errors: input-invalid for one that is not there. */
  saveCheckQuestion: call(z.object({ id: z.int().optional(), question: EvaluationQuestion }), CheckQuestion),
  /** Errors: input-invalid for one that is not there. */
  deleteCheckQuestion: call(z.object({ id: z.int() }), z.object({})),
  /** The figures of a kept run; the words of its answers were not kept. Errors: input-invalid for a run that is not there. */
  evaluationReport: call(z.object({ name: z.string() }), EvaluationReport),
} as const;
