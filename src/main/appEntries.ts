/** The list of all handlers and task runners, by the name of their contract entry. */
import * as accountsContract from '../shared/accounts/contract.ts';
import * as knowledgeContract from '../shared/accounts/knowledgeContract.ts';
import * as mergeContract from '../shared/accounts/mergeContract.ts';
import * as adminContract from '../shared/admin/contract.ts';
import * as ratesContract from '../shared/admin/ratesContract.ts';
import * as settingsContract from '../shared/admin/settingsContract.ts';
import * as setupContract from '../shared/admin/setupContract.ts';
import * as targetsContract from '../shared/admin/targetsContract.ts';
import * as teamsContract from '../shared/admin/teamsContract.ts';
import * as exportContract from '../shared/exports/contract.ts';
import * as importsContract from '../shared/imports/contract.ts';
import * as wizardContract from '../shared/imports/wizardContract.ts';
import type { AnyEntry } from '../shared/kernel/contract.ts';
import { ok } from '../shared/kernel/result.ts';
import * as backupsContract from '../shared/backups/contract.ts';
import * as boardContract from '../shared/pipeline/boardContract.ts';
import * as bulkContract from '../shared/pipeline/bulkContract.ts';
import * as cockpitContract from '../shared/pipeline/cockpitContract.ts';
import * as creditContract from '../shared/pipeline/creditContract.ts';
import * as pipelineContract from '../shared/pipeline/contract.ts';
import * as processContract from '../shared/pipeline/processContract.ts';
import * as searchContract from '../shared/pipeline/searchContract.ts';
import * as viewsContract from '../shared/pipeline/viewsContract.ts';
import * as reportsContract from '../shared/reports/contract.ts';
import * as syncContract from '../shared/sync/contract.ts';
import * as draftContract from '../shared/sync/draftContract.ts';
import * as hostContract from '../shared/sync/hostContract.ts';
import * as homeContract from '../shared/sync/homeContract.ts';
import * as joinContract from '../shared/sync/joinContract.ts';
import * as seenContract from '../shared/sync/seenContract.ts';
import * as syncStatusContract from '../shared/sync/statusContract.ts';
import { accountCommands } from './contexts/accounts/commands.ts';
import { knowledgeHandlers } from './contexts/accounts/knowledge.ts';
import { accountQueries } from './contexts/accounts/queries.ts';
import { adminHandlers, workspaceNow } from './contexts/admin/handlers.ts';
import { rateHandlers } from './contexts/admin/rates.ts';
import { settingHandlers, teamHandlers } from './contexts/admin/settings.ts';
import { setupHandlers, setupTasks } from './contexts/admin/setup.ts';
import { targetHandlers } from './contexts/admin/targets.ts';
import { exportTasks } from './contexts/exports/tasks.ts';
import type { ErasedHandler } from './contexts/handlers.ts';
import { hostHandlers, hostTasks } from './contexts/hosting/tasks.ts';
import { importHandlers, wizardHandlers } from './contexts/imports/handlers.ts';
import { importTasks, wizardTasks } from './contexts/imports/tasks.ts';
import { backupHandlers, backupTasks } from './contexts/backups/handlers.ts';
import { joinTasks } from './contexts/joinStaged.ts';
import { boardCommands } from './contexts/pipeline/boardCommands.ts';
import { boardQueries } from './contexts/pipeline/boardQueries.ts';
import { bulkCommands } from './contexts/pipeline/bulk.ts';
import { creditHandlers } from './contexts/pipeline/credit.ts';
import { mergeHandlers } from './contexts/pipeline/mergeAccounts.ts';
import { cockpitQueries } from './contexts/pipeline/cockpit.ts';
import { pipelineCommands } from './contexts/pipeline/commands.ts';
import { processCommands } from './contexts/pipeline/process.ts';
import { pipelineQueries } from './contexts/pipeline/queries.ts';
import { searchQueries } from './contexts/pipeline/searchQueries.ts';
import { viewHandlers } from './contexts/pipeline/views.ts';
import { reportQueries } from './contexts/reports/queries.ts';
import { reportTasks } from './contexts/reports/tasks.ts';
import { draftTasks } from './contexts/sync/draftTasks.ts';
import { syncHandlers } from './contexts/sync/handlers.ts';
import { homeTasks } from './contexts/sync/homeTasks.ts';
import { seenHandlers } from './contexts/sync/seenHandlers.ts';
import { syncStatusHandlers, syncTasks } from './contexts/sync/statusHandlers.ts';
import type { ErasedRunner } from './contexts/tasks.ts';
import type { Store } from './core/store.ts';

type Entries = Readonly<Record<string, unknown>>;

/** By the name of the entry; both sides have the same keys, which `HandlersOf` and `RunnersOf` make the compiler check. */
const byName = <Erased>(contract: Entries, handlers: Entries): readonly (readonly [string, Erased])[] =>
  Object.entries(handlers).map(([key, handler]) => [(contract[key] as AnyEntry).name, handler as Erased]);

export const handlersOf = (store: Store): ReadonlyMap<string, ErasedHandler> =>
  new Map<string, ErasedHandler>([
    ...byName<ErasedHandler>(backupsContract, backupHandlers(store)),
    ...byName<ErasedHandler>(syncContract, syncHandlers(store)),
    ...byName<ErasedHandler>(syncStatusContract, syncStatusHandlers(store)),
    ...byName<ErasedHandler>(hostContract, hostHandlers(store)),
    ...byName<ErasedHandler>(seenContract, seenHandlers(store)),
    ...byName<ErasedHandler>(adminContract, adminHandlers),
    ...byName<ErasedHandler>(ratesContract, rateHandlers),
    ...byName<ErasedHandler>(settingsContract, settingHandlers),
    ...byName<ErasedHandler>(setupContract, setupHandlers),
    ...byName<ErasedHandler>(targetsContract, targetHandlers),
    ...byName<ErasedHandler>(teamsContract, teamHandlers),
    ...byName<ErasedHandler>(processContract, processCommands),
    ...byName<ErasedHandler>(cockpitContract, cockpitQueries),
    ...byName<ErasedHandler>(accountsContract, { ...accountCommands, ...accountQueries }),
    ...byName<ErasedHandler>(knowledgeContract, knowledgeHandlers),
    ...byName<ErasedHandler>(mergeContract, mergeHandlers),
    ...byName<ErasedHandler>(creditContract, creditHandlers),
    ...byName<ErasedHandler>(pipelineContract, { ...pipelineCommands, ...pipelineQueries }),
    ...byName<ErasedHandler>(boardContract, { ...boardCommands, ...boardQueries }),
    ...byName<ErasedHandler>(viewsContract, viewHandlers),
    ...byName<ErasedHandler>(bulkContract, bulkCommands),
    ...byName<ErasedHandler>(searchContract, searchQueries),
    ...byName<ErasedHandler>(reportsContract, reportQueries),
    ...byName<ErasedHandler>(importsContract, importHandlers),
    ...byName<ErasedHandler>(wizardContract, wizardHandlers),
    [
      adminContract.workspace.name,
      (tx, _input, context) => {
        const view = workspaceNow(tx, context.actor.personId, store.readOnly);
        if (view === null) throw new Error('the store has no workspace');
        return ok(view);
      },
    ],
  ]);

export const taskRunners: ReadonlyMap<string, ErasedRunner> = new Map([
  ...byName<ErasedRunner>(draftContract, draftTasks),
  ...byName<ErasedRunner>(syncStatusContract, syncTasks),
  ...byName<ErasedRunner>(joinContract, joinTasks),
  ...byName<ErasedRunner>(homeContract, homeTasks),
  ...byName<ErasedRunner>(hostContract, hostTasks),
  ...byName<ErasedRunner>(backupsContract, backupTasks),
  ...byName<ErasedRunner>(importsContract, importTasks),
  ...byName<ErasedRunner>(wizardContract, wizardTasks),
  ...byName<ErasedRunner>(exportContract, exportTasks),
  ...byName<ErasedRunner>(reportsContract, reportTasks),
  ...byName<ErasedRunner>(setupContract, setupTasks),
]);
