import type { Aim } from '../bench/Figure.ts';

/** Most physical memory of the engine's process, in MB. */
export const engineMemoryAim: Aim = { of: 'value', atMost: 1_000 };
