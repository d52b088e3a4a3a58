/** The words of the exchange on the screen: why it has paused, why the hub refused, and what an error of it means. */
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { Refusal } from '../../shared/sync/hubProtocol.ts';
import type { SyncStatus, SyncTrouble } from '../../shared/sync/statusContract.ts';
import type { ClientError } from '../app/callResult.ts';
import type { Translate } from '../app/i18n.ts';

/** The whole sentence of a trouble. */
export const troubleKey = (trouble: SyncTrouble): TextKey => `exchange.${trouble}`;

const shortKeys: Readonly<Partial<Record<SyncTrouble, TextKey>>> = {
  HubUnreachable: 'syncPage.isAway',
  NotAHub: 'syncPage.isAway',
  HubBusy: 'syncPage.isBusy',
  JoinAgain: 'syncPage.isOut',
  ProgramTooOld: 'syncPage.isOld',
};

/** The few words of it that the status bar has room for. */
export const shortTroubleKey = ({ state, trouble }: Pick<SyncStatus, 'state' | 'trouble'>): TextKey | null =>
  trouble === null ? null : (shortKeys[trouble] ?? (state === 'stopped' ? 'syncPage.isStopped' : 'syncPage.isPaused'));

export const refusalKeys: Readonly<Record<Refusal['reason'], TextKey>> = {
  notAllowed: 'syncPage.whyNotAllowed',
  notYours: 'syncPage.whyNotYours',
  wrongActor: 'syncPage.whyWrongActor',
  malformed: 'syncPage.whyMalformed',
  unknownRow: 'syncPage.whyUnknownRow',
  tooLarge: 'syncPage.whyTooLarge',
  sealed: 'syncPage.whySealed',
  fixed: 'syncPage.whyFixed',
  notInOwnName: 'syncPage.whyNotInOwnName',
  needsAdmin: 'syncPage.whyNeedsAdmin',
};

/** An error of a call to the hub; an exchange that broke off says the reason itself. */
export const syncErrorText = (t: Translate, error: ClientError): string =>
  error.type === 'SyncFailed' && 'because' in error ? t(troubleKey(error.because as SyncTrouble)) : errorText(t, error);
