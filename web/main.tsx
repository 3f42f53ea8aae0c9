import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/parts.css';
import { App } from './app.tsx';
import { firstWords } from './words/words.tsx';
import { keptTheme, showTheme } from './shell/theme.ts';

showTheme(keptTheme());

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element with the id root.');
createRoot(root).render(
  <StrictMode>
    <App first={await firstWords()} />
  </StrictMode>,
);
