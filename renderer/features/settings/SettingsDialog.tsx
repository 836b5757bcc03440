import type { ReactNode } from 'react';
import { Theme } from '../../../electron/shared/shellContract.ts';
import { Dialog } from '../../components/Dialog.tsx';
import { useWords, type Language } from '../../words/words.ts';

export function SettingsDialog(props: { readonly theme: Theme; readonly onTheme: (theme: Theme) => void; readonly language: Language; readonly onLanguage: (language: Language) => void; readonly onClose: () => void }): ReactNode {
  const { say } = useWords();
  return (
    <Dialog title={say('settings.title')} onClose={props.onClose}>
      <fieldset className="choices"><legend>{say('settings.theme')}</legend>
        {Theme.options.map((theme) => <label key={theme}><input type="radio" name="theme" checked={props.theme === theme} onChange={() => { props.onTheme(theme); }} /> {say(`settings.theme.${theme}`)}</label>)}
      </fieldset>
      <fieldset className="choices"><legend>{say('settings.language')}</legend>
        {([['en', 'English'], ['de', 'Deutsch']] as const).map(([language, name]) => <label key={language}><input type="radio" name="language" checked={props.language === language} onChange={() => { props.onLanguage(language); }} /> {name}</label>)}
      </fieldset>
    </Dialog>
  );
}
