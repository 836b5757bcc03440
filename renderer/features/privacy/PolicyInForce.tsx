import type { ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { usePolicy } from '../../hooks/usePolicy.ts';
import { useAllWords, type SpeakAll } from '../../words/later.ts';

const named = ['allowedModels', 'modelFolder', 'dataFolder', 'lanEngines', 'exports', 'idleLockMinutes', 'keyStore', 'auditQuestions', 'auditContent', 'retention', 'updateSource'] as const;

/** What the administrator of this computer has settled, each with its reason. */
export function PolicyInForce(props: { readonly engine: Client<EngineContract> }): ReactNode {
  const words = useAllWords();
  const { say } = words;
  const policy = usePolicy(props.engine);
  if (policy === null) return null;
  const settled = Object.entries(policy.settings).flatMap(([name, setting]) => (setting === undefined ? [] : [{ name, setting }]));
  return (
    <section className="privacy-part" aria-label={say('policy.title')}>
      <h3>{say('policy.title')}</h3>
      {policy.sha256 === null || settled.length === 0 ? <p className="quiet">{say('policy.none')}</p> : (
        <>
          <dl className="pairs">{settled.map(({ name, setting }) => <div key={name}><dt>{nameOf(name, words)}</dt><dd>{say('policy.because', { value: valueOf(setting.value, words), reason: setting.reason })}</dd></div>)}</dl>
          <p className="quiet">{say('policy.from', { path: policy.path })} {policy.contact !== null && say('policy.contact', { contact: policy.contact })}</p>
        </>
      )}
    </section>
  );
}

function nameOf(name: string, { say }: SpeakAll): string {
  const known = named.find((one) => one === name);
  return known === undefined ? name : say(`policy.${known}`);
}

function valueOf(value: unknown, { say, count, number }: SpeakAll): string {
  if (typeof value === 'boolean') return say(value ? 'policy.on' : 'policy.off');
  if (typeof value === 'number') return number(value);
  if (Array.isArray(value)) return value.every((one) => typeof one === 'string') ? count('policy.models', value.length) : JSON.stringify(value);
  return value === 'none' ? say('policy.nowhere') : typeof value === 'string' ? value : JSON.stringify(value);
}
