import { createRoot } from 'react-dom/client';
import '../styles/tokens.css';
import '../styles/window.css';
import '../styles/library.css';
import '../styles/answer.css';
import '../styles/welcome.css';
import '../styles/dialogs.css';
import { App } from './App.tsx';
import { watchLibraries } from './libraryStatus.ts';
import { receivePorts, subscribeConnections } from './ports.ts';

/** The page draws itself at the latest so long after its script has run, ms. */
const drawAtLatestMs = 30;

watchLibraries();
const root = document.getElementById('root');
if (root !== null) {
  // The engine is asked first where it is there already: its answer is then on its way while the page draws itself.
  const draw = (): void => {
    stop();
    clearTimeout(timer);
    createRoot(root).render(<App />);
  };
  const timer = setTimeout(draw, drawAtLatestMs);
  const stop = subscribeConnections(draw);
}
receivePorts();
