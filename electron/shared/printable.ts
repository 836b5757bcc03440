/**
 * Text of documents and file names for the screen: control characters (which could move the cursor, retitle the window or
 * answer for the person) and direction overrides become visible stand-ins; line breaks and tabs become blanks.
 */
export function printable(text: string): string {
  return text.replace(/[\n\r\t\u2028\u2029]+/g, ' ').replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}
