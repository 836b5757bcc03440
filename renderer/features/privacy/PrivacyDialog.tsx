import { useEffect, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Network, Places } from '../../../electron/shared/reportContract.ts';
import type { Status } from '../../../electron/shared/schemas.ts';
import type { SecurityState } from '../../../electron/shared/securityContract.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useConnections } from '../../hooks/useConnections.ts';
import { useAllWords } from '../../words/later.ts';
import '../../styles/rooms.css';
import { AuditCheck } from './AuditCheck.tsx';
import { AuditorView } from './AuditorView.tsx';
import { Backups } from './Backups.tsx';
import { MoveLibrary } from './MoveLibrary.tsx';
import { PolicyInForce } from './PolicyInForce.tsx';

/** What this program keeps and where, how it is protected, that it talks to nobody, and the means to check all of it. */
export function PrivacyDialog(props: { readonly status: Status; readonly engine: Client<EngineContract> | null; readonly onReplaced: () => void; readonly onClose: () => void }): ReactNode {
  const { say } = useAllWords();
  const { status, engine } = props;
  const { shell } = useConnections();
  const isOpen = engine !== null && !status.locked;
  return (
    <Dialog title={say('privacy.title')} wide onClose={props.onClose}>
      {engine !== null && <Proof engine={engine} />}
      <Protection status={status} engine={isOpen ? engine : null} />
      {engine !== null && <Stored status={status} engine={engine} />}
      {isOpen && <Backups engine={engine} onReplaced={props.onReplaced} />}
      {engine !== null && shell !== null && <MoveLibrary engine={engine} shell={shell} open={isOpen ? status.libraryName : null} />}
      {engine !== null && <PolicyInForce engine={engine} />}
      {isOpen && <AuditCheck engine={engine} />}
      {engine !== null && <AuditorView engine={engine} />}
    </Dialog>
  );
}

/** Counted anew so often while it is looked at, ms. */
const countEveryMs = 2_000;

/** What was counted, and nothing else: connections open now where the system counts them, otherwise attempts. */
function Proof({ engine }: { readonly engine: Client<EngineContract> }): ReactNode {
  const { say, count, number } = useAllWords();
  const { shell } = useConnections();
  const [network, setNetwork] = useState<Network | null>(null);
  const [refusedHere, setRefusedHere] = useState(0);
  useEffect(() => { shell?.about({}).then((about) => { setRefusedHere(about.refusedConnections); }, () => undefined); }, [shell]);
  useEffect(() => {
    const look = (): void => { engine.network({}).then(setNetwork, () => { setNetwork(null); }); };
    look();
    const timer = setInterval(look, countEveryMs);
    return () => { clearInterval(timer); };
  }, [engine]);
  if (network === null) return <div className="proof"><p className="quiet">{say('privacy.counting')}</p></div>;
  const { openSockets } = network;
  const refused = network.refusedConnections + refusedHere;
  const counted = openSockets ?? refused;
  return (
    <div className="proof">
      <strong className={openSockets !== null && openSockets > 0 ? 'proof-number warn' : 'proof-number'}>{number(counted)}</strong>
      <div>
        <strong>{count(openSockets === null ? 'privacy.tries' : 'privacy.connections', counted)}</strong>
        <p className="quiet">{say(openSockets === null ? 'privacy.triesBody' : openSockets === 0 ? 'privacy.connectionsBody' : 'privacy.connectionsOpen')}</p>
        {openSockets !== null && <p className="quiet">{refused === 0 ? say('privacy.noneRefused') : count('privacy.refused', refused)}</p>}
      </div>
    </div>
  );
}

function Protection(props: { readonly status: Status; readonly engine: Client<EngineContract> | null }): ReactNode {
  const { say, count } = useAllWords();
  const [security, setSecurity] = useState<SecurityState | null>(null);
  useEffect(() => { props.engine?.security({}).then(setSecurity, () => undefined); }, [props.engine, props.status.protection]);
  const facts = security === null ? [] : [
    ...(security.hasRecoveryKey ? [say('privacy.hasRecoveryKey')] : []),
    ...(security.protection === 'passphrase' && security.idleLockMinutes > 0 ? [count('privacy.idleLock', security.idleLockMinutes)] : []),
    ...(security.auditContent ? [say('privacy.wordsNoted')] : []),
    ...(security.auditQuestions ? [say('privacy.questionsNoted')] : []),
    ...(security.holds.length > 0 ? [count('privacy.holds', security.holds.length)] : []),
  ];
  return (
    <section className="privacy-part" aria-label={say('privacy.protection')}>
      <h3>{say('privacy.protection')}</h3>
      <p>{say(props.status.protection === 'passphrase' ? 'privacy.passphrase' : 'privacy.none')}</p>
      {facts.length > 0 && <p className="quiet">{facts.join(' ')}</p>}
    </section>
  );
}

function Stored(props: { readonly status: Status; readonly engine: Client<EngineContract> }): ReactNode {
  const { say, bytes } = useAllWords();
  const [places, setPlaces] = useState<Places | null>(null);
  useEffect(() => { props.engine.places({}).then(setPlaces, () => undefined); }, [props.engine]);
  const { sizes } = props.status;
  const rows = [
    { name: say('privacy.library'), size: sizes.libraryBytes, paths: places === null ? [] : [places.library] }, { name: say('privacy.index'), size: sizes.indexBytes, paths: places === null ? [] : [places.index] },
    { name: say('privacy.models'), size: sizes.modelsBytes, paths: places?.models ?? [] }, { name: say('privacy.backups'), size: null, paths: places === null ? [] : [places.backups] },
  ];
  return (
    <section className="privacy-part" aria-label={say('privacy.places')}>
      <h3>{say('privacy.places')}</h3>
      <ul className="sizes places">
        {rows.map(({ name, size, paths }) => <li key={name}><span>{name}</span><span>{size !== null && bytes(size)}</span>{paths.map((path) => <span key={path} className="place">{path}</span>)}</li>)}
      </ul>
      <p className="quiet">{say('privacy.sizesBody')}</p>
    </section>
  );
}
