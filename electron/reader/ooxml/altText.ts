import { attributeOf } from '../xml.ts';

/** How a picture is described for those who cannot see it, '' where nobody wrote anything. What programs add to their own guesses, mere file names and numbers are left out. */
export function altTextOf(attributes: string): string {
  if (!attributes.includes('descr')) return '';
  return altTextFrom(attributeOf(attributes, 'descr') ?? '');
}

/** The same of a description as it is written. */
export function altTextFrom(description: string): string {
  const text = description.replace(/(?:Description|AI-generated content) (?:automatically generated|may be incorrect\.?)/gi, '').trim();
  return !/\p{L}{2}/u.test(text) || /^[^\n]{1,200}\.(?:png|jpe?g|gif|emf|wmf|svg|bmp|tiff?|webp)$/i.test(text) ? '' : text;
}
