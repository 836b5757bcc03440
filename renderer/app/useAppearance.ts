import { useCallback, useEffect, useState } from 'react';
import { languages } from '../../electron/shared/appearance.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { Appearance, ShellContract } from '../../electron/shared/shellContract.ts';

/** How the window looks and speaks; kept by the shell, which tells the browser the theme. */
export function useAppearance(shell: Client<ShellContract>, fail: (reason: unknown) => void): readonly [Appearance, (chosen: Appearance) => void] {
  const [appearance, setAppearance] = useState<Appearance>(() => ({ theme: 'system', language: languageOfAddress(), developer: false }));
  useEffect(() => { shell.appearance({}).then(setAppearance, fail); }, [shell, fail]);
  const choose = useCallback((chosen: Appearance) => {
    setAppearance(chosen);
    shell.setAppearance(chosen).catch(fail);
  }, [shell, fail]);
  return [appearance, choose];
}

/** What main says before it can be asked. */
function languageOfAddress(): Appearance['language'] {
  const given = new URLSearchParams(window.location.search).get('language');
  return languages.find((language) => language === given) ?? 'system';
}
