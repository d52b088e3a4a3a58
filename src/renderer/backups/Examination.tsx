/** The examination of everything: what is wrong in sentences, what is safe, and what to do. */
import { useQueryClient } from '@tanstack/react-query';
import { examineStore } from '../../shared/backups/contract.ts';
import { settleLoss } from '../../shared/sync/contract.ts';
import { refresh, useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useTry } from '../admin/settings/useTry.ts';
import { breachSentence, findingSentence, lostText } from './restoreText.ts';

/** Findings shown before the rest is counted: after these few one knows what it is. */
const shownFindings = 8;

/** The first few of many sentences, and how many more there are. */
const Sentences = ({ all }: { readonly all: readonly string[] }) => {
  const { t } = useText();
  return (
    <ul className="findingList">
      {all.slice(0, shownFindings).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
      {all.length > shownFindings ? <li className="muted">{t('common.andMore', { count: all.length - shownFindings })}</li> : null}
    </ul>
  );
};

/** `lost`: what the data was found to lack when it was opened; `canSettle`: whether this person may say that it was seen to. */
export const Examination = ({ lost, canSettle }: { readonly lost: number | null; readonly canSettle: boolean }) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: examine, data: report, isPending, reset } = useCommand(examineStore);
  const { mutateAsync: settle } = useCommand(settleLoss);
  const queries = useQueryClient();
  const note = async (): Promise<void> => {
    // Nothing of the data changes by it, so nothing is told: this window asks again.
    if ((await attempt(() => settle({}))) !== null) return;
    reset();
    await refresh(queries, null);
  };
  const findings = report?.findings ?? [];
  const isHurt = lost !== null || findings.length > 0;
  return (
    <div className="backupPart">
      <h3 className="strong">{t('backup.health')}</h3>
      <p className="small muted">{t('backup.healthAbout')}</p>
      {lost === null ? null : (
        <p className="bad" role="status">
          {lostText(t, lost)}{' '}
          {canSettle ? (
            <button type="button" className="button quiet small" onClick={() => void note()}>
              {t('backup.settle')}
            </button>
          ) : null}
        </p>
      )}
      {report === undefined || isPending ? null : (
        <div role="status">
          {findings.length === 0 ? (
            <p className="good">{t('backup.well', { count: report.sets })}</p>
          ) : (
            <>
              <p className="bad strong">{t('backup.found', { count: findings.length })}</p>
              <Sentences all={findings.map((finding) => findingSentence(t, finding))} />
            </>
          )}
          {report.breaches.length === 0 ? null : (
            <>
              <p>{t('backup.breaches', { count: report.breaches.length })}</p>
              <Sentences all={report.breaches.map((breach) => breachSentence(t, breach))} />
            </>
          )}
        </div>
      )}
      {isHurt ? (
        <>
          <p>{t('backup.safe')}</p>
          <p>{t('backup.toDo')}</p>
        </>
      ) : null}
      <button type="button" className="button" disabled={isPending} onClick={() => void attempt(() => examine({}))}>
        {t(isPending ? 'backup.examining' : 'backup.examine')}
      </button>
    </div>
  );
};
