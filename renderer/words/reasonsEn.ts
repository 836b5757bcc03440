import type { Words } from '../../electron/shared/errorWords.ts';
import { reasonWords } from '../../electron/shared/reasonWords.ts';

export function reasonEn(reason: { readonly code: string; readonly detail?: string | undefined }, isPartly: boolean): Words {
  const words = reasonWords(reason, isPartly);
  return reason.code === 'password-needed' ? { ...words, next: 'Enter its password, or save a copy without one.' } : words;
}
