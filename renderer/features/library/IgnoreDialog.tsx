import { useEffect, useId, useMemo, useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Document, Folder } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useAllWords } from '../../words/later.ts';
import { leftOut } from './leftOut.ts';

/** Of what would be left out so many are named. */
const shownNames = 6;

/** What is left out of a folder, a rule a line, and what that does to the documents that are in the library now. */
export function IgnoreDialog(props: { readonly engine: Client<EngineContract>; readonly folder: Folder; readonly onClose: () => void }): ReactNode {
  const { say, count, number } = useAllWords();
  const { engine, folder, onClose } = props;
  const before = (folder.ignore ?? []).join('\n');
  const [rules, setRules] = useState(before);
  const [documents, setDocuments] = useState<readonly Document[] | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = (reason: unknown): void => { setError(toPlainError(reason)); };
  const help = useId();
  useEffect(() => { engine.documents({ folderId: folder.id }).then(setDocuments, fail); }, [engine, folder.id]);
  const out = useMemo(() => (documents === null ? [] : leftOut(folder.path, documents, rules)), [documents, folder.path, rules]);
  const save = (): void => { engine.setFolderIgnore({ folderId: folder.id, ignore: rules.split('\n').map((rule) => rule.trimEnd()).filter((rule) => rule !== '') }).then(onClose, fail); };
  const inside = (path: string): string => path.slice(folder.path.length).replace(/^[\\/]/, '');
  return (
    <Dialog title={say('ignore.title', { name: folder.name })} onClose={onClose}>
      <p id={help} className="quiet">{say('ignore.intro')}</p>
      <textarea className="field rules" data-focus rows={5} spellCheck={false} value={rules} aria-label={say('ignore.rules')} aria-describedby={help} placeholder={'Drafts/\n*.tmp\nscan-????.pdf'} onChange={(event) => { setRules(event.target.value); }} />
      <dl className="examples">{(['name', 'folder', 'kind', 'not'] as const).map((kind) => <div key={kind}><dt><code>{say(`ignore.example.${kind}`)}</code></dt><dd>{say(`ignore.means.${kind}`)}</dd></div>)}</dl>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <div className="preview" role="status">
        {documents !== null && <p><strong>{out.length === 0 ? say('ignore.nothing', { total: documents.length }) : count('ignore.leaves', out.length)}</strong> {out.length > 0 && say('ignore.files')}</p>}
        {out.length > 0 && <ul>{out.slice(0, shownNames).map(({ id, path }) => <li key={id}>{inside(path)}</li>)}{out.length > shownNames && <li className="quiet">{say('ignore.more', { count: number(out.length - shownNames) })}</li>}</ul>}
        {before !== '' && rules !== before && <p className="quiet">{say('ignore.comesBack')}</p>}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>{say('common.cancel')}</button>
        <button type="button" className="button primary" disabled={rules === before} onClick={save}>{say('ignore.save')}</button>
      </div>
    </Dialog>
  );
}
