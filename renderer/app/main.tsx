import { createRoot } from 'react-dom/client';
import '../styles/tokens.css';
import '../styles/window.css';
import '../styles/library.css';
import '../styles/answer.css';
import '../styles/welcome.css';
import '../styles/dialogs.css';
import { App } from './App.tsx';
import { subscribeStatus, watchLibraries } from './libraryStatus.ts';
import { receivePorts } from './ports.ts';

/** The page draws itself at the latest so long after its script has run, ms. */
const drawAtLatestMs = 30;

watchLibraries();
const root = document.getElementById('root');
if (root !== null) {
  // Where the engine is there already it answers sooner than an empty window is drawn, and the window is drawn once.
  const draw = (): void => {
    stop();
    clearTimeout(timer);
    createRoot(root).render(<App />);
  };
  const timer = setTimeout(draw, drawAtLatestMs);
  const stop = subscribeStatus(draw);
}
receivePorts();
