import type { ReactNode } from 'react';
import { useWords } from '../words/words.ts';
import { jobs } from './jobs.ts';
import type { Layer } from './Layers.tsx';

/** What stands in the middle of the window. */
export type View = 'ask' | 'goThrough' | 'checks';

/** The doors to everything that is not asked every day. What is under way behind a door says how far it is. */
export function Foot(props: { readonly view: View; readonly onView: ((view: View) => void) | null; readonly onLayer: (layer: Layer) => void }): ReactNode {
  const { say } = useWords();
  const underWay = jobs.use();
  const { view, onView } = props;
  return (
    <>
      {onView !== null && (
        <div className="rooms">
          {(['goThrough', 'checks'] as const).map((room) => {
            const [name, share] = [say(`${room}.title`), underWay[room]];
            return <button key={room} type="button" aria-current={view === room ? 'page' : undefined} onClick={() => { onView(room); }}>{share === null ? name : say('jobs.percent', { name, percent: Math.floor(share * 100) })}</button>;
          })}
        </div>
      )}
      <div className="foot">
        {(['models', 'privacy', 'settings'] as const).map((layer) => <button key={layer} type="button" onClick={() => { props.onLayer(layer); }}>{say(`${layer}.title`)}</button>)}
        <button type="button" aria-label={say('shortcuts.title')} title={say('shortcuts.title')} onClick={() => { props.onLayer('shortcuts'); }}>?</button>
      </div>
    </>
  );
}
