/** A process that opens a store of an earlier version, which brings it to this one; it is made to be killed. */
import { openAt } from '../support/stores.ts';

const { storeDir } = JSON.parse(process.argv[2] ?? '{}') as { readonly storeDir: string };
process.stdout.write('ready\n');
openAt(storeDir).close();
process.stdout.write('open\n');
