import { createRequire } from 'node:module';
import type * as Arrow from 'apache-arrow';

const require = createRequire(import.meta.url);
let loaded: typeof Arrow | null = null;

/** Arrow, from its first use on: the copy the store itself has, since an imported one would be loaded beside it and takes 50 ms. */
export function arrow(): typeof Arrow {
  return loaded ??= require('apache-arrow') as typeof Arrow;
}
