import { useEffect, useState } from 'react';
import type { EngineContract } from '../../electron/shared/engineContract.ts';
import type { Client } from '../../electron/shared/operation.ts';
import type { PolicyState } from '../../electron/shared/policy.ts';

/** An engine reads the policy once, when it starts: so it is asked once. */
const asked = new WeakMap<Client<EngineContract>, Promise<PolicyState>>();

function policyOf(engine: Client<EngineContract>): Promise<PolicyState> {
  const known = asked.get(engine) ?? engine.policy({});
  asked.set(engine, known);
  // What could not be had is asked for again.
  known.catch(() => { asked.delete(engine); });
  return known;
}

/** What the administrator of this computer has settled; null while that is not known. */
export function usePolicy(engine: Client<EngineContract> | null): PolicyState | null {
  const [policy, setPolicy] = useState<PolicyState | null>(null);
  useEffect(() => { if (engine !== null) policyOf(engine).then(setPolicy, () => undefined); }, [engine]);
  return policy;
}
