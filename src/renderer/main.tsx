/** Starts the window: session first, then texts, then the page. */
// First of all imports, because it prepares the page for the modules that follow.
import { styleNonce } from './app/security.ts';
import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-500.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-sans/latin-ext-400.css';
import '@fontsource/ibm-plex-sans/latin-ext-500.css';
import '@fontsource/ibm-plex-sans/latin-ext-600.css';
import '@mantine/core/styles.layer.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/frame.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { createQueryClient } from './app/calls.ts';
import { createClient, openSession } from './app/client.ts';
import { startTexts } from './app/i18n.ts';
import { useUiState } from './app/uiState.ts';

const start = async (root: HTMLElement): Promise<void> => {
  // The session is tried before the first call; whether it holds is for that call's answer to say.
  await openSession();
  await startTexts(useUiState.getState().language);
  createRoot(root).render(<App client={createClient()} queries={createQueryClient()} styleNonce={styleNonce} />);
};

const root = document.getElementById('root');
if (root) void start(root);
