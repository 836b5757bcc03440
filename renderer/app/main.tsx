import './noEval.ts';
import { createRoot } from 'react-dom/client';
import '../styles/tokens.css';
import '../styles/window.css';
import '../styles/library.css';
import '../styles/answer.css';
import '../styles/welcome.css';
import '../styles/source.css';
import '../styles/dialogs.css';
import { App } from './App.tsx';
import { receivePorts } from './ports.ts';

receivePorts();
const root = document.getElementById('root');
if (root !== null) createRoot(root).render(<App />);
