const ansiEscape = /\u001b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const invisible = /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]|[\u{e0000}-\u{e0fff}]/gu;
const joiner = /(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Malayalam}\p{Script=Sinhala}\p{Script=Kannada}\p{M}\p{Extended_Pictographic}])[\u200c\u200d]/gu;
const privateUse = /[\ue000-\uf8ff]|[\u{f0000}-\u{ffffd}]|[\u{100000}-\u{10fffd}]/gu;
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

/**
 * Text as a model may read it and a person may see it: what cannot be seen (zero-width, direction overrides, tag
 * characters, terminal escapes) goes, private-use signs become bullets. Joiners stay in scripts that need them. The stored
 * page text is never altered; lengths differ, so never use offsets of the result on a page.
 */
export function neutralise(text: string): string {
  return text.replace(ansiEscape, '').replace(invisible, '').replace(joiner, '').replace(privateUse, '•').replace(/\r\n?/g, '\n').replace(control, ' ');
}
