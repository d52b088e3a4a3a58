/** Opens a store as whoever runs this, reads it, tries to write, and prints what happened as JSON. */
import { openWorkspaceStore } from '../../src/main/contexts/openWorkspace.ts';
import { systemPorts } from '../../src/platform/ports.ts';
import { makeDeal } from './work.ts';

const { dir } = JSON.parse(process.argv[2] ?? '{}') as { readonly dir: string };
const opened = openWorkspaceStore({ dir, ports: systemPorts, create: true });
if (opened.ok) {
  const store = opened.value;
  const deals = store.read((tx) => tx.get<{ n: number }>('SELECT count(*) AS n FROM deal')?.n);
  const written = makeDeal(store, 1_000);
  process.stdout.write(
    JSON.stringify({ opened: store.readOnly ? 'read only' : 'writable', deals, write: written.ok ? 'well' : written.error.type }),
  );
  store.close();
} else process.stdout.write(JSON.stringify({ opened: opened.error.type, deals: null, write: null }));
