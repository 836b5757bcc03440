import { useEffect, useState, type ReactNode } from 'react';
import type { EngineContract } from '../../../electron/shared/engineContract.ts';
import type { Client } from '../../../electron/shared/operation.ts';
import { languages, themes } from '../../../electron/shared/appearance.ts';
import type { Status } from '../../../electron/shared/schemas.ts';
import type { Appearance, ShellContract } from '../../../electron/shared/shellContract.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useAllWords } from '../../words/later.ts';
import { AnswerStrengthChoice } from './AnswerStrengthChoice.tsx';

/** How the window looks and speaks, and, where a library is open, how its questions are answered. */
export function SettingsDialog(props: {
  readonly engine: Client<EngineContract> | null; readonly shell: Client<ShellContract>; readonly status: Status | null;
  readonly appearance: Appearance; readonly onAppearance: (appearance: Appearance) => void; readonly onClose: () => void;
}): ReactNode {
  const { say } = useAllWords();
  const { appearance, onAppearance, engine, status } = props;
  const [version, setVersion] = useState('');
  useEffect(() => { props.shell.about({}).then((about) => { setVersion(about.version); }, () => undefined); }, [props.shell]);
  return (
    <Dialog title={say('settings.title')} onClose={props.onClose}>
      <fieldset className="choices"><legend>{say('settings.theme')}</legend>
        {themes.map((theme) => <label key={theme}><input type="radio" name="theme" checked={appearance.theme === theme} onChange={() => { onAppearance({ ...appearance, theme }); }} /> {say(`settings.theme.${theme}`)}</label>)}
      </fieldset>
      <fieldset className="choices"><legend>{say('settings.language')}</legend>
        {languages.map((language) => <label key={language}><input type="radio" name="language" checked={appearance.language === language} onChange={() => { onAppearance({ ...appearance, language }); }} /> {say(`settings.language.${language}`)}</label>)}
      </fieldset>
      {engine !== null && status?.locked === false && <AnswerStrengthChoice engine={engine} search={['ready', 'loading'].includes(status.embedder.state) ? 'hybrid' : 'keyword'} />}
      <fieldset className="choices"><legend>{say('settings.developer')}</legend>
        <label><input type="checkbox" checked={appearance.developer} onChange={(event) => { onAppearance({ ...appearance, developer: event.target.checked }); }} /> {say('settings.developer.show')}</label>
      </fieldset>
      {version !== '' && <p className="quiet about">{say('settings.about', { version })}</p>}
    </Dialog>
  );
}
