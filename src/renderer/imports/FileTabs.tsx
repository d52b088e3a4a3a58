/** The dropped files at the left, one chosen; arrow keys walk through them as in any list of radio buttons. */
import { IconAlertTriangle } from '@tabler/icons-react';
import { useId } from 'react';
import { formatCount } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { isReady, type PlannedLook } from './draft.ts';
import { recordWord } from './words.ts';

type FileTabsProps = {
  readonly plans: readonly PlannedLook[];
  readonly current: string;
  readonly onChoose: (name: string) => void;
};

export const FileTabs = ({ plans, current, onChoose }: FileTabsProps) => {
  const { t, language } = useText();
  const group = useId();
  return (
    <div className="fileTabs" role="radiogroup" aria-label={t('wizard.files')}>
      {plans.map((each) => {
        const { look, mapping, isLeftOut } = each;
        return (
          <label key={look.name} className={isLeftOut ? 'leftOut' : undefined}>
            <input
              type="radio"
              name={group}
              checked={look.name === current}
              onChange={() => {
                onChoose(look.name);
              }}
            />
            <bdi className="medium ellipsis">{look.name}</bdi>
            <span className="meta">
              {isReady(each) ? null : <IconAlertTriangle className="icon small warn" stroke={1.75} aria-hidden="true" />}{' '}
              {isLeftOut
                ? t('wizard.leftOut')
                : `${formatCount(language, look.rows)} × ${mapping === null ? t('wizard.kindUnknown') : recordWord(t, mapping.kind)}`}
            </span>
          </label>
        );
      })}
    </div>
  );
};
