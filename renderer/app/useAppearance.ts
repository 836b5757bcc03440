import { useCallback, useEffect, useState } from 'react';
import type { Client } from '../../electron/shared/operation.ts';
import type { Appearance, ShellContract } from '../../electron/shared/shellContract.ts';

/** How the window looks and speaks; kept by the shell, which tells the browser the theme. */
export function useAppearance(shell: Client<ShellContract> | null, fail: (reason: unknown) => void): readonly [Appearance, (chosen: Appearance) => void] {
  const [appearance, setAppearance] = useState<Appearance>({ theme: 'system', language: 'system' });
  useEffect(() => { shell?.appearance({}).then(setAppearance, fail); }, [shell, fail]);
  const choose = useCallback((chosen: Appearance) => {
    setAppearance(chosen);
    shell?.setAppearance(chosen).catch(fail);
  }, [shell, fail]);
  return [appearance, choose];
}
