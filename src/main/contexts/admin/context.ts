/** What answers the contract of administration. */
import { admin } from '../../../shared/admin/context.ts';
import { register } from '../context.ts';
import { adminHandlers } from './handlers.ts';
import { rateHandlers } from './rates.ts';
import { settingHandlers, teamHandlers } from './settings.ts';
import { adminSheets } from './sheets.ts';
import { setupHandlers, setupTasks } from './setup.ts';
import { targetHandlers } from './targets.ts';

export const adminContext = register(
  admin,
  {
    contract: { store: adminHandlers },
    rates: { store: rateHandlers },
    settings: { store: settingHandlers },
    setup: { store: setupHandlers, task: setupTasks },
    targets: { store: targetHandlers },
    teams: { store: teamHandlers },
  },
  { sheets: adminSheets },
);
