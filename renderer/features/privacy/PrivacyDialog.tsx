import type { ReactNode } from 'react';
import type { Status } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useWords } from '../../words/words.ts';

/** What this program keeps, how it is protected, and that it talks to nobody. */
export function PrivacyDialog(props: { readonly status: Status; readonly onClose: () => void }): ReactNode {
  const { say, bytes } = useWords();
  const { sizes, protection, refusedConnections } = props.status;
  return (
    <Dialog title={say('privacy.title')} onClose={props.onClose}>
      <dl className="facts">
        <dt>{say('privacy.connections')}</dt>
        <dd><strong>0</strong>{refusedConnections > 0 && ` · ${say('seal.refused', { count: refusedConnections })}`}<p className="quiet">{say('privacy.connectionsBody')}</p></dd>
        <dt>{say('privacy.protection')}</dt>
        <dd>{say(protection === 'passphrase' ? 'privacy.passphrase' : 'privacy.none')}</dd>
        <dt>{say('privacy.sizes')}</dt>
        <dd>{say('privacy.sizesBody', { library: bytes(sizes.libraryBytes), index: bytes(sizes.indexBytes), models: bytes(sizes.modelsBytes) })}</dd>
      </dl>
    </Dialog>
  );
}
