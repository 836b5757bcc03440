import { useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { EraseCertificate } from '../../../electron/shared/securityContract.ts';
import type { ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { fileName } from '../../components/names.ts';
import { useAllWords } from '../../words/later.ts';

/** What was erased, where was looked before and after, and what no program can promise. It is shown with the path this once; the copy the library keeps has none. */
export function CertificateView(props: { readonly certificate: EraseCertificate; readonly shell: Client<ShellContract>; readonly onClose: () => void }): ReactNode {
  const { say, count, number } = useAllWords();
  const { certificate, shell } = props;
  const { places } = certificate;
  const [saved, setSaved] = useState<string | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const traces = (when: 'before' | 'after'): string => number(places.reduce((sum, place) => sum + place[when], 0));
  const save = (): void => {
    setError(null);
    shell.saveCertificate({ certificate }).then(({ path }) => { setSaved(path); }, (reason: unknown) => { setError(toPlainError(reason)); });
  };
  return (
    <>
      <dl className="facts certificate">
        <dt>{say('certificate.erased')}</dt>
        <dd>{certificate.path}<br />{[count('certificate.documents', certificate.documents), count('answer.pages', certificate.pages), ...(certificate.messagesRemoved === 0 ? [] : [count('certificate.answers', certificate.messagesRemoved)])].join(' · ')}</dd>
        <dt>{say('certificate.verified')}</dt>
        <dd>{say('certificate.traces', { before: traces('before'), after: traces('after'), places: number(places.length) })}</dd>
        {certificate.kept.length > 0 && <><dt>{say('certificate.kept')}</dt><dd>{certificate.kept.map((line) => <p key={line}>{line}</p>)}</dd></>}
      </dl>
      <details className="certificate-places">
        <summary>{say('certificate.everyPlace')}</summary>
        <table className="rates">
          <thead><tr><th scope="col">{say('certificate.place')}</th><th scope="col">{say('certificate.before')}</th><th scope="col">{say('certificate.after')}</th></tr></thead>
          <tbody>{places.map(({ place, what, before, after }) => <tr key={`${place} ${what}`}><th scope="row">{place}, {what}</th><td>{number(before)}</td><td>{number(after)}</td></tr>)}</tbody>
        </table>
      </details>
      <p className="quiet">{say('certificate.limits')}</p>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <div className="dialog-actions">
        <span className="saved guard-aside" role="status">{saved === null ? '' : say('save.saved', { name: fileName(saved) })}</span>
        <button type="button" className="button" onClick={save}>{say('certificate.save')}</button>
        <button type="button" className="button primary" data-focus onClick={props.onClose}>{say('common.close')}</button>
      </div>
    </>
  );
}
