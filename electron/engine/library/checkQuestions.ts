import { AppError } from '../../shared/AppError.ts';
import type { CheckQuestion } from '../../shared/checksContract.ts';
import { EvaluationQuestion } from '../../shared/schemas.ts';
import type { Connection } from './Connection.ts';

export type CheckQuestions = ReturnType<typeof createCheckQuestions>;

/** Questions a person writes to check answers with. */
export function createCheckQuestions(connection: Connection) {
  const all = connection.prepare<[], { id: number; question: string }>('SELECT id, question FROM check_questions ORDER BY id');
  const insert = connection.prepare<[string], { id: number }>('INSERT INTO check_questions (question) VALUES (?)');
  const update = connection.prepare<[string, number]>('UPDATE check_questions SET question = ? WHERE id = ?');
  const remove = connection.prepare<[number]>('DELETE FROM check_questions WHERE id = ?');
  const known = (id: number, { changes }: { readonly changes: number }): number => {
    if (changes === 0) throw new AppError('input-invalid', { problem: `there is no question ${id} to check answers with` });
    return id;
  };
  return {
    /** In the order they were written. */
    list(): CheckQuestion[] {
      return all.all().map(({ id, question }) => ({ id, question: EvaluationQuestion.parse(JSON.parse(question)) }));
    },
    /** Changes the one with this id, or adds one. Errors: input-invalid for an id that is not there. */
    save(question: EvaluationQuestion, id?: number): CheckQuestion {
      const text = JSON.stringify(question);
      return { id: id === undefined ? insert.run(text).id : known(id, update.run(text, id)), question };
    },
    /** Errors: input-invalid for an id that is not there. */
    delete(id: number): void {
      known(id, remove.run(id));
    },
  };
}
