/** All places of the window. */
import { accountsPlace } from './account/place.ts';
import { checkedPlaces, type Places } from './app/place.ts';
import { cockpitPlace } from './cockpit/place.ts';
import { startPlace } from './firstRun/place.ts';
import { importPlace } from './imports/place.ts';
import { pipelinePlace } from './pipeline/place.ts';
import { reportsPlace } from './reports/place.ts';
import { settingsPlace } from './settings/place.ts';
import { syncPlace } from './sync/place.ts';
import { historyPlace, trashPlace } from './trash/place.ts';

export const places: Places = checkedPlaces({
  cockpit: cockpitPlace,
  pipeline: pipelinePlace,
  accounts: accountsPlace,
  reports: reportsPlace,
  import: importPlace,
  history: historyPlace,
  trash: trashPlace,
  sync: syncPlace,
  settings: settingsPlace,
  start: startPlace,
});
