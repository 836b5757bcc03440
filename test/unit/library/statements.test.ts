import { expect, it, vi } from 'vitest';
import { Connection } from '../../../electron/engine/library/Connection.ts';
import { makeLibrary } from './testLibrary.ts';

// A statement is prepared when it is first used: a mistake in one that no test uses would only show with a person.
it('every statement of a library can be prepared', async () => {
  const prepare = vi.spyOn(Connection.prototype, 'prepare');
  await makeLibrary();
  const asked = prepare.mock.calls.map(([sql]) => sql);
  const connection = prepare.mock.contexts.at(-1) as Connection;
  prepare.mockRestore();
  expect(asked.length).toBeGreaterThan(150);
  const wrong = asked.flatMap((sql) => {
    try {
      connection.exec(`EXPLAIN ${sql}`);
      return [];
    } catch (error) {
      return [`${String(error)}: ${sql}`];
    }
  });
  expect(wrong).toEqual([]);
  expect(() => connection.exec('EXPLAIN SELECT 1 FROM nowhere')).toThrow(/no such table/);
});
