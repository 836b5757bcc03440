import type { Language } from '../words/words.ts';

const isMac = navigator.userAgent.includes('Mac OS');
const german: Readonly<Record<string, string>> = { Ctrl: 'Strg', Shift: 'Umschalt', Enter: 'Eingabe' };

/** Keys as they are written on keyboards of this system and language: "Ctrl Shift K" is "⌘ Shift K" on a Mac and "Strg Umschalt K" in German. */
export function keyWords(keys: string, language: Language): string {
  return keys.replace(/[A-Z][a-z]+/g, (key) => (isMac && key === 'Ctrl' ? '⌘' : language === 'de' ? german[key] ?? key : key));
}
