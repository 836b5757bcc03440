import type { ErasePlan } from '../library/erasures.ts';
import type { Library } from '../library/Library.ts';
import { mentionOf } from './mentionOf.ts';
import { ShingleSet } from './shingles.ts';

/**
 * Removes lists made by a criterion that tells of the document, questions and runs of checking answers that do, and words kept in the audit log that do or show it; verdicts on it go
 * with it by themselves.
 */
export function removeTellingRuns({ goThroughRuns, checkQuestions, evaluations, security: { auditContents } }: Library, plan: ErasePlan): void {
  const shingles = new ShingleSet(plan.shingles);
  const isMentioned = mentionOf(plan.paths);
  const tells = (texts: readonly string[]): boolean => texts.some((text) => shingles.in(text).size > 0 || isMentioned(text));
  for (const { id, criterion } of goThroughRuns.list()) if (tells([criterion])) goThroughRuns.delete(id);
  for (const { id, question: { question, answer = '', sources } } of checkQuestions.list()) if (tells([question, answer, ...sources])) checkQuestions.delete(id);
  const erased = new Set(plan.documentIds);
  for (const { id, question, answer, documentIds } of auditContents.list()) if (documentIds.some((shown) => erased.has(shown)) || tells([question, answer])) auditContents.erase(id);
  for (const { name } of evaluations.list()) if (tells(evaluations.named(name)?.outcomes.map(({ question }) => question) ?? [])) evaluations.delete(name);
}

/** Removes every question and answer that cites a document or has six of its words in a row, and conversations left empty. Gives how many messages went. */
export function removeQuoting({ security: { erasures } }: Library, plan: ErasePlan): number {
  const shingles = new ShingleSet(plan.shingles);
  const isMentioned = mentionOf(plan.paths);
  const tells = (text: string): boolean => shingles.in(text).size > 0 || isMentioned(text);
  const quoting = new Set(erasures.messagesCiting(plan));
  for (const { id, text } of erasures.messageTexts()) if (tells(text)) quoting.add(id);
  return plan.messagesRemoved + erasures.removeMessages([...quoting], tells);
}
