/** Types a draft without end, one letter more each time, and says each length that was kept: what the tests kill. Argument: the folder of a store. */
import { createApp } from '../../src/main/app.ts';
import { systemPorts } from '../../src/platform/ports.ts';

const [storeDir = ''] = process.argv.slice(2);
const app = createApp({ storeDir, ports: systemPorts, language: 'en', create: null });
if (!app.ok) throw new Error(app.error.type);
for (let length = 1; ; length += 1) {
  const kept = await app.value.call('drafts.save', { key: 'note', text: 'å'.repeat((length % 10_000) + 1) });
  if (!kept.ok) throw new Error(JSON.stringify(kept.error));
  process.stdout.write(`${(length % 10_000) + 1}\n`);
}
