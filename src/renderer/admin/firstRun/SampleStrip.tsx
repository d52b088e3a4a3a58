/** The strip above every page of the sample company: what it is, and the one click that sets it aside. */
import { IconFlask } from '@tabler/icons-react';
import { leaveSample } from '../../../shared/admin/setupContract.ts';
import { useCommand } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { useTry } from '../settings/useTry.ts';
import { beginAt } from '../../app/routes.ts';

export const SampleStrip = ({ canLeave }: { readonly canLeave: boolean }) => {
  const { t } = useText();
  const attempt = useTry();
  const { mutateAsync: leave, isPending } = useCommand(leaveSample);
  const remove = async (): Promise<void> => {
    if ((await attempt(() => leave({}))) === null) beginAt('start');
  };
  return (
    <section className="sampleStrip" aria-label={t('common.sampleData')}>
      <IconFlask className="icon small warn" stroke={1.75} aria-hidden="true" />
      <strong className="strong">{t('common.sampleData')}</strong>
      <span className="muted ellipsis grow">{t('common.sampleExplained')}</span>
      {canLeave ? (
        <button
          type="button"
          className="button small"
          disabled={isPending}
          title={t('firstRun.removeHint')}
          onClick={() => {
            void remove();
          }}
        >
          {t('firstRun.remove')}
        </button>
      ) : null}
    </section>
  );
};
