import { attributeOf } from '../xml.ts';

/** How a picture is described for those who cannot see it, '' where nobody wrote anything. What programs add to their own guesses is left out. */
export function altTextOf(attributes: string): string {
  if (!attributes.includes('descr')) return '';
  return (attributeOf(attributes, 'descr') ?? '').replace(/(?:Description|AI-generated content) (?:automatically generated|may be incorrect\.?)/gi, '').trim();
}
