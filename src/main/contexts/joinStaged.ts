/** Joins a workspace from a program that has a store open already: it is fetched beside that store, and takes its place when it is whole. */
import { err, ok } from '../../shared/kernel/result.ts';
import { joining } from '../../shared/sync/context.ts';
import { moveDevice } from '../core/device.ts';
import { readHubLink } from '../core/hubLink.ts';
import { dropStaged, newStaging } from '../core/restore.ts';
import { storePaths } from '../platform/storeFiles.ts';
import { isFresh } from './admin/setup.ts';
import { register } from './context.ts';
import { openWorkspaceStore } from './openWorkspace.ts';
import { joinStore } from './sync/joining.ts';
import { worldOf } from './sync/statusHandlers.ts';

export const joiningContext = register(joining, {
  join: {
    task: {
      prepareJoin: async (input, context) => {
        const world = worldOf(context);
        const { store, ports } = context;
        const { signal } = new AbortController();
        if (readHubLink(store.db) !== null) {
          const again = await joinStore(world, input, signal);
          return again.ok ? ok({ staged: null, exchanged: again.value }) : again;
        }
        if (!store.read(isFresh)) return err({ type: 'OwnDataHere' });
        const { staged, folder } = newStaging(store.dir, ports.random);
        const opened = openWorkspaceStore({ dir: folder, ports, create: true });
        if (!opened.ok) {
          dropStaged(store.dir, staged);
          return err({ type: 'SyncFailed', because: 'StoreIoError' });
        }
        // Its keys go where it will stand: they lie beside the store that is open now.
        const joined = await joinStore({ ...world, store: opened.value }, input, signal);
        opened.value.close();
        if (!joined.ok) {
          dropStaged(store.dir, staged);
          return joined;
        }
        moveDevice(storePaths(folder).device, store.dir);
        return ok({ staged, exchanged: joined.value });
      },
    },
  },
});
