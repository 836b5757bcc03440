import { useEffect, useRef, useState, type ReactNode } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { AuditorReport } from '../../../electron/shared/reportContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useAllWords } from '../../words/later.ts';
import { HealthTable } from './HealthTable.tsx';

/** What an auditor asks, found out when asked to: versions, digests of every file and model, encryption, open sockets, whether the library is whole, how it has been doing. */
export function AuditorView(props: { readonly engine: Client<EngineContract> }): ReactNode {
  const { say } = useAllWords();
  const [report, setReport] = useState<AuditorReport | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const [isCopied, setIsCopied] = useState(false);
  const [error, setError] = useState<PlainError | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => { controller.current?.abort(); }, []);
  const make = (): void => {
    const own = new AbortController();
    controller.current = own;
    setIsRunning(true);
    setError(null);
    setIsCopied(false);
    props.engine.report({}, { signal: own.signal }).then(setReport, (reason: unknown) => { if (!isCancelled(reason)) setError(toPlainError(reason)); }).finally(() => { setIsRunning(false); });
  };
  return (
    <section className="privacy-part" aria-label={say('report.title')}>
      <h3>{say('report.title')}</h3>
      <p className="quiet">{say('report.intro')}</p>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <div role="status">{isRunning && <div className="run-state"><progress aria-label={say('report.title')} /><span>{say('report.making')}</span></div>}</div>
      {report !== null && !isRunning && <Findings report={report} />}
      <div className="room-actions">
        {isRunning
          ? <button type="button" className="button" onClick={() => { controller.current?.abort(); }}>{say('ask.stop')}</button>
          : <button type="button" className="button" onClick={make}>{say('report.make')}</button>}
        {report !== null && !isRunning && <button type="button" className="button" onClick={() => { void navigator.clipboard.writeText(JSON.stringify(report, null, 2)).then(() => { setIsCopied(true); }); }}>{say(isCopied ? 'report.copied' : 'report.copy')}</button>}
      </div>
    </section>
  );
}

function Findings({ report }: { readonly report: AuditorReport }): ReactNode {
  const { say, count, number, bytes, time } = useAllWords();
  const { library, network, runtime, program } = report;
  const problem = library === null ? null : library.verified.database[0] ?? (library.verified.audit.broken === null ? null : say(`audit.broken.${library.verified.audit.broken.problem}`, { id: library.verified.audit.broken.id }));
  const [newest] = library?.backups ?? [];
  const cost = library?.encryption.passphraseCost ?? null;
  return (
    <>
      <dl className="pairs">
        <Pair name={say('report.version')}>{say('report.versionWords', { version: report.version, node: runtime.node, platform: `${runtime.platform} ${runtime.arch}`, files: number(program.files) })}</Pair>
        <Pair name={say('report.program')}><code>{program.sha256}</code></Pair>
        <Pair name={say('report.sockets')}>{network.openSockets === null ? say('report.socketsUnknown') : say('report.socketsWords', { count: number(network.openSockets), refused: number(network.refusedConnections) })}</Pair>
        {library !== null && (
          <>
            <Pair name={say('report.library')}>{problem === null ? say('report.libraryFine', { when: time(library.verified.atMs) }) : <span className="warn">{say('report.libraryBroken', { problem })}</span>}</Pair>
            <Pair name={say('report.encryption')}>{[library.encryption.file, library.encryption.key, ...(cost === null ? [] : [say('report.passphraseCost', { algorithm: cost.algorithm, memory: bytes(cost.memoryKiB * 1_024), passes: cost.passes, lanes: cost.lanes })])].join('; ')}</Pair>
            <Pair name={say('report.erasures')}>{`${number(library.erasures)} · ${number(library.holds)}`}</Pair>
          </>
        )}
        {library !== null && <Pair name={say('privacy.backups')}>{newest === undefined ? say('report.noBackup') : count('report.backups', library.backups.length, { when: time(newest.madeMs) })}</Pair>}
        <Pair name={say('policy.title')}>{report.policy.sha256 === null ? say('policy.none') : <>{report.policy.path} <code>{report.policy.sha256}</code></>}</Pair>
        <Pair name={say('report.made')}>{time(report.madeMs)} · {count('report.components', report.sbom.components.length)}</Pair>
      </dl>
      {library !== null && <HealthTable health={library.health} problems={library.problems} />}
      <Pieces title={say('report.models')} rows={report.models.filter(({ state }) => state !== 'missing').map(({ name, sha256, licence }) => ({ name: `${name} · ${licence}`, value: sha256 }))} />
      <Pieces title={say('report.binaries')} rows={report.binaries.map(({ path, sha256 }) => ({ name: path, value: sha256 }))} />
      <Pieces title={say('report.licences')} rows={report.sbom.components.map(({ name, version, licenses }) => ({ name: `${name} ${version}`, value: licenses?.map(({ expression }) => expression).join(', ') ?? say('report.noLicence') }))} />
    </>
  );
}

function Pair(props: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return <div><dt>{props.name}</dt><dd>{props.children}</dd></div>;
}

/** Long lists open when asked to. */
function Pieces(props: { readonly title: string; readonly rows: readonly { readonly name: string; readonly value: string | null }[] }): ReactNode {
  const { say, number } = useAllWords();
  return (
    <details className="digests">
      <summary>{props.title} ({number(props.rows.length)})</summary>
      <ul>{props.rows.map(({ name, value }, at) => <li key={`${at} ${name}`}><span>{name}</span> <code>{value ?? say('report.noHash')}</code></li>)}</ul>
    </details>
  );
}
