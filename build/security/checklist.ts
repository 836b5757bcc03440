import type { RowTest } from './rowTests.ts';
import type { SecurityRow } from './rows.ts';

/** What no test on this system can show, as a list to tick by hand before a release: the parts of rows left for elsewhere, and rows no test ran for. Nothing on it counts as passed. */
export function checklist(rows: readonly SecurityRow[], tests: ReadonlyMap<string, readonly RowTest[]>): string {
  const lines = rows.flatMap(({ id, what, where }) => [
    ...(where === undefined ? [] : [`- [ ] ${id} (${what}): ${where}`]), ...(tests.has(id) || where !== undefined ? [] : [`- [ ] ${id} (${what}): has no test; look by hand`]),
  ]);
  return [
    '# Release checklist', '', 'Made by `npm run security:rows -- --checklist FILE`. What no test on this system can show; tick it with the date, the system and who looked.', '',
    '- [ ] All rows: `npm test` on Windows and on macOS, with the official Electron; nothing skipped but what says it is for Linux', ...lines, '',
  ].join('\n');
}
