/** The headings of a passage's path: where it lies in a table, the names of the columns stand last in it. Those of a sheet and of a part say no more than the place does. */
export function sectionOf(headingPath: readonly string[]): string[] {
  return headingPath.filter((heading) => heading.trim() !== '' && !heading.includes(' | '));
}

/** A place with all the headings it stands under, "lease.pdf, page 1 · Terms › Rent"; as it is where there are none, or it names the innermost itself. */
export function withSection(place: string, section: readonly string[] | undefined): string {
  const innermost = section?.at(-1);
  return section === undefined || innermost === undefined || place.includes(innermost) ? place : `${place} · ${section.join(' › ')}`;
}
