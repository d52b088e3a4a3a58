/** One part of the settings: what it is and who changed it last at the left, what can be set at the right. */
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { LastChange } from '../../../shared/admin/settingsContract.ts';
import { formatInstant, formatRecent } from '../../../shared/i18n/format.ts';
import { actorName, changeTextKey } from '../../app/changeText.ts';
import { useText } from '../../app/i18n.ts';

type SettingSectionProps = {
  readonly title: string;
  readonly about: string;
  readonly last: LastChange | null;
  readonly today: string;
  readonly zone: string;
  /** Said where this person may not change it. */
  readonly fixed: string | null;
  readonly children: ReactNode;
};

export const SettingSection = ({ title, about, last, today, zone, fixed, children }: SettingSectionProps) => {
  const { t, language } = useText();
  const titleId = useId();
  return (
    <section className="panel setting" aria-labelledby={titleId}>
      <div className="settingHead">
        <h2 id={titleId} className="hSection">
          {title}
        </h2>
        <p className="small muted">{about}</p>
        {fixed === null ? null : <p className="small warn">{fixed}</p>}
        {last === null ? null : (
          <p className="meta" title={formatInstant(language, last.at, zone)}>
            {t('settings.changedLast', {
              what: t(changeTextKey(last.command) ?? 'changes.other'),
              who: actorName(t, last.actor),
              when: formatRecent(language, last.at, today, zone),
            })}
          </p>
        )}
      </div>
      <div className="settingBody">{children}</div>
    </section>
  );
};
