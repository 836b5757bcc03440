/** The headings of a passage's path: where it lies in a table, the names of the columns stand last in it. Those of a sheet and of a part say no more than the place does. */
export function sectionOf(headingPath: readonly string[]): string[] {
  return headingPath.filter((heading) => heading.trim() !== '' && !heading.includes(' | '));
}
