/** Starts the window: session first, then the page. */
// First of all imports, because it prepares the page for the modules that follow.
import { styleNonce } from './app/security.ts';
// The extended letters first: their files hold an `a` too, which must not take the place of the ordinary one.
import '@fontsource/ibm-plex-sans/latin-ext-400.css';
import '@fontsource/ibm-plex-sans/latin-ext-500.css';
import '@fontsource/ibm-plex-sans/latin-ext-600.css';
import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-500.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@mantine/core/styles.layer.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/frame.css';
import { createRoot } from 'react-dom/client';
import { readPrintAddress } from '../shared/reports/printAddress.ts';
import { App } from './app/App.tsx';
import { askingClient } from './app/askRemoval.ts';
import { createQueryClient } from './app/calls.ts';
import { createClient, openSession } from './app/client.ts';
import { useUiState } from './app/uiState.ts';
import { places } from './places.ts';
import { PrintWindow } from './reports/PrintWindow.tsx';

const start = async (root: HTMLElement): Promise<void> => {
  // The session is tried before the first call; whether it holds is for that call's answer to say.
  await openSession();
  const printed = readPrintAddress(location.hash);
  if (printed !== null) {
    // A report speaks its own language, which must not become that of the person's windows.
    useUiState.persist.setOptions({ name: 'samspill.print' });
    useUiState.getState().setLanguage(printed.language);
  }
  const shared = { client: askingClient(createClient()), queries: createQueryClient() };
  createRoot(root).render(
    printed === null ? <App {...shared} places={places} styleNonce={styleNonce} /> : <PrintWindow {...shared} address={printed} />,
  );
};

const root = document.getElementById('root');
if (root) void start(root);
