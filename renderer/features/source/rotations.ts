/** How far a page is turned, degrees clockwise. */
export type Rotation = 0 | 90 | 180 | 270;

/** Both turns after each other; what is no quarter of a turn counts as none. */
export function addRotations(one: number, other: number): Rotation {
  const sum = (((one + other) % 360) + 360) % 360;
  return sum === 90 || sum === 180 || sum === 270 ? sum : 0;
}
