import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import type { Layer } from './Layers.tsx';

/** The doors to everything that is not asked every day. */
export function Foot(props: { readonly onLayer: (layer: Layer) => void }): ReactNode {
  const { say } = useWords();
  return (
    <div className="foot">
      {(['models', 'privacy', 'settings'] as const).map((layer) => <button key={layer} type="button" onClick={() => { props.onLayer(layer); }}>{say(`${layer}.title`)}</button>)}
      <button type="button" aria-label={say('shortcuts.title')} title={say('shortcuts.title')} onClick={() => { props.onLayer('shortcuts'); }}>?</button>
    </div>
  );
}
