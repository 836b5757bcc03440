import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Change } from './CheckFirst.tsx';
import type { Case } from './outcomes.ts';
import { readCases } from './readCases.ts';

const CheckFirst = lazy(async () => ({ default: (await import('./CheckFirst.tsx')).CheckFirst }));

/** Makes a change at once where there is nothing to check it with, and asks before where there is. `dialog` is to be shown. */
export function useCheckFirst(engine: Client<EngineContract>, onError: (reason: unknown) => void): { readonly dialog: ReactNode; offer(change: Change, make: () => void): void } {
  const [cases, setCases] = useState<readonly Case[] | null>(null);
  const [asked, setAsked] = useState<{ readonly change: Change; readonly cases: readonly Case[]; readonly make: () => void } | null>(null);
  useEffect(() => { readCases(engine).then(setCases, onError); }, [engine]);
  const decide = (known: readonly Case[], change: Change, make: () => void): void => { if (known.length === 0) make(); else setAsked({ change, cases: known, make }); };
  return {
    dialog: asked === null ? null : <Suspense><CheckFirst engine={engine} cases={asked.cases} change={asked.change} onChange={asked.make} onClose={() => { setAsked(null); }} /></Suspense>,
    // What is known already makes the change without a pause.
    offer: (change, make) => { if (cases === null) readCases(engine).then((known) => { decide(known, change, make); }, onError); else decide(cases, change, make); },
  };
}
