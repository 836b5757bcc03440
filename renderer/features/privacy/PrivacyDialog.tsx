import type { ReactNode } from 'react';
import type { Status } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useAllWords } from '../../words/later.ts';

/** What this program keeps, how it is protected, and that it talks to nobody. */
export function PrivacyDialog(props: { readonly status: Status; readonly onClose: () => void }): ReactNode {
  const { say, bytes, number } = useAllWords();
  const { sizes, protection, refusedConnections } = props.status;
  return (
    <Dialog title={say('privacy.title')} onClose={props.onClose}>
      <div className="proof">
        <strong className="proof-number">{number(0)}</strong>
        <div>
          <strong>{say('privacy.connections')}</strong>
          <p className="quiet">{say('privacy.connectionsBody')}</p>
          <p className="quiet">{refusedConnections === 0 ? say('privacy.noneRefused') : say('privacy.refused', { count: refusedConnections })}</p>
        </div>
      </div>
      <dl className="facts">
        <dt>{say('privacy.protection')}</dt>
        <dd>{say(protection === 'passphrase' ? 'privacy.passphrase' : 'privacy.none')}</dd>
        <dt>{say('privacy.sizes')}</dt>
        <dd>
          <ul className="sizes">
            <li><span>{say('privacy.library')}</span><span>{bytes(sizes.libraryBytes)}</span></li>
            <li><span>{say('privacy.index')}</span><span>{bytes(sizes.indexBytes)}</span></li>
            <li><span>{say('privacy.models')}</span><span>{bytes(sizes.modelsBytes)}</span></li>
          </ul>
          <p className="quiet">{say('privacy.sizesBody')}</p>
        </dd>
      </dl>
    </Dialog>
  );
}
