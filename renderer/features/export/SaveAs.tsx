import { useState, type ReactNode } from 'react';
import { toPlainError, type PlainError } from '../../../electron/shared/AppError.ts';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import type { Export, ShellContract } from '../../../electron/shared/shellContract.ts';
import { ErrorNote } from '../../components/ErrorNote.tsx';
import { MenuButton } from '../../components/MenuButton.tsx';
import { fileName } from '../../components/names.ts';
import { usePolicy } from '../../hooks/usePolicy.ts';
import { useAllWords } from '../../words/later.ts';

/** Takes something out of the library as a file, in one of several kinds. `name`: what the file may be called. Where the administrator forbids it, it says so and why. */
export function SaveAs(props: {
  readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract> | null; readonly label: string; readonly className: string; readonly name: string;
  readonly kinds: readonly { readonly words: string; readonly meant: Export }[];
}): ReactNode {
  const { say, language } = useAllWords();
  const policy = usePolicy(props.engine);
  // The engine refuses in any case; here it is said before anyone tries.
  const locked = policy?.settings.exports?.value === false ? { reason: policy.settings.exports.reason, contact: policy.contact } : null;
  const [saved, setSaved] = useState<string | null>(null);
  const [error, setError] = useState<PlainError | null>(null);
  const save = (meant: Export): void => {
    setError(null);
    setSaved(null);
    props.shell?.saveExport({ export: meant, name: props.name, language }).then(({ path }) => { setSaved(path); }, (reason: unknown) => { setError(toPlainError(reason)); });
  };
  const about = locked === null ? null : <><strong>{say('save.locked')}</strong><span>{say('save.lockedBody', { reason: locked.reason })}</span>{locked.contact !== null && <span>{say('save.ask', { contact: locked.contact })}</span>}</>;
  return (
    <>
      <MenuButton label={locked === null ? props.label : `${props.label} ${say('save.locked')}`} about={about} face={{ words: locked === null ? props.label : <><span aria-hidden="true" className="padlock" />{props.label}</>, className: props.className }}
        items={locked === null ? props.kinds.map(({ words, meant }) => ({ words, act: () => { save(meant); } })) : []} />
      <span role="status" className="saved">{saved !== null && say('save.saved', { name: fileName(saved) })}</span>
      {error !== null && <ErrorNote error={error} onClose={() => { setError(null); }} />}
    </>
  );
}
