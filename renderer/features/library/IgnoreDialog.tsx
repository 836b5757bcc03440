import { useEffect, useId, useState, type ReactNode } from 'react';
import { isCancelled, toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Folder } from '../../../electron/shared/schemas.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { useAllWords } from '../../words/later.ts';

/** Of what would be left out so many are named. */
const shownNames = 6;
/** Typing on gives up what was asked, ms. */
const afterMs = 150;

type LeftOut = Awaited<ReturnType<Client<EngineContract>['leftOut']>>;

/** What is left out of a folder, a rule a line, and what that does to the documents that are in the library now. */
export function IgnoreDialog(props: { readonly engine: Client<EngineContract>; readonly folder: Folder; readonly onClose: () => void }): ReactNode {
  const { say, count, number } = useAllWords();
  const { engine, folder, onClose } = props;
  const before = (folder.ignore ?? []).join('\n');
  const [rules, setRules] = useState(before);
  const [out, setOut] = useState<LeftOut | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const fail = (reason: unknown): void => { setError(toPlainError(reason)); };
  const help = useId();
  useEffect(() => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      engine.leftOut({ folderId: folder.id, ignore: linesOf(rules), limit: shownNames }, { signal: controller.signal }).then(setOut, (reason: unknown) => { if (!isCancelled(reason)) fail(reason); });
    }, afterMs);
    return () => { clearTimeout(timer); controller.abort(); };
  }, [engine, folder.id, rules]);
  const save = (): void => { engine.setFolderIgnore({ folderId: folder.id, ignore: linesOf(rules) }).then(onClose, fail); };
  const inside = (path: string): string => path.slice(folder.path.length).replace(/^[\\/]/, '');
  return (
    <Dialog title={say('ignore.title', { name: folder.name })} onClose={onClose}>
      <p id={help} className="quiet">{say('ignore.intro')}</p>
      <textarea className="field rules" data-focus rows={5} spellCheck={false} value={rules} aria-label={say('ignore.rules')} aria-describedby={help} placeholder={'Drafts/\n*.tmp\nscan-????.pdf'} onChange={(event) => { setRules(event.target.value); }} />
      <dl className="examples">{(['name', 'folder', 'kind', 'not'] as const).map((kind) => <div key={kind}><dt><code>{say(`ignore.example.${kind}`)}</code></dt><dd>{say(`ignore.means.${kind}`)}</dd></div>)}</dl>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
      <div className="preview" role="status">
        {out !== null && <p><strong>{out.documents === 0 ? say('ignore.nothing', { total: out.total }) : count('ignore.leaves', out.documents)}</strong> {out.documents > 0 && say('ignore.files')}</p>}
        {out !== null && out.documents > 0 && <ul>{out.paths.map((path) => <li key={path}>{inside(path)}</li>)}{out.documents > out.paths.length && <li className="quiet">{say('ignore.more', { count: number(out.documents - out.paths.length) })}</li>}</ul>}
        {before !== '' && rules !== before && <p className="quiet">{say('ignore.comesBack')}</p>}
      </div>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>{say('common.cancel')}</button>
        <button type="button" className="button primary" disabled={rules === before} onClick={save}>{say('ignore.save')}</button>
      </div>
    </Dialog>
  );
}

function linesOf(rules: string): string[] {
  return rules.split('\n').map((rule) => rule.trimEnd()).filter((rule) => rule !== '');
}
