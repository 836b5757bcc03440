import type { XmlHandler } from '../xml.ts';

/** Leaves out the second form of what newer programs draw (`mc:Fallback`): it says the same again. */
export function withoutFallback({ open, close, text }: XmlHandler): XmlHandler {
  let depth = 0;
  return {
    open: (name, attributes) => {
      if (name === 'Fallback') depth += 1;
      else if (depth === 0) open(name, attributes);
    },
    close: (name) => {
      if (name === 'Fallback') depth -= 1;
      else if (depth === 0) close(name);
    },
    text: (words) => { if (depth === 0) text(words); },
  };
}
