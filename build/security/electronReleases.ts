/** A major version of Electron: the day it came out, and the day it is supported no longer, as soon as that is known. */
export type ElectronRelease = { readonly major: number; readonly released: string; readonly endOfLife: string | null };

/** Supported are the newest three: each new one ends the support of the third before it. */
const supportedMajors = 3;

/** The package registry's own dates of `X.0.0` (`npm view electron time`), read on `electronReleasesReadOn`; brought up to date at each release. */
const released: readonly (readonly [major: number, day: string])[] = [
  [39, '2025-10-28'], [40, '2026-01-16'], [41, '2026-03-11'], [42, '2026-05-06'], [43, '2026-07-01'], [44, '2026-08-25'], [45, '2026-10-21'],
];
export const electronReleasesReadOn = '2026-11-21';

export const electronReleases: readonly ElectronRelease[] = released.map(([major, day], at) => ({ major, released: day, endOfLife: released[at + supportedMajors]?.[1] ?? null }));

/** Why a version may not ship on a day; null where it may. Days as `2026-11-21`. */
export function unsupported(version: string, day: string): string | null {
  const major = Number(/^\d+/.exec(version)?.[0] ?? Number.NaN);
  const known = electronReleases.find((release) => release.major === major);
  if (known === undefined) return `Electron ${version} is not in the table of releases`;
  if (day < known.released) return `Electron ${major} came out on ${known.released}`;
  return known.endOfLife !== null && day >= known.endOfLife ? `Electron ${major} has not been supported since ${known.endOfLife}` : null;
}
