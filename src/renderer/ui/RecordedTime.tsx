/** When a change counts as recorded, as narrow as a list needs it; of one that the hub has not got yet that its time is provisional. */
import { formatInstant, formatRecent } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';

type RecordedTimeProps = {
  readonly change: { readonly at: number; readonly provisional: boolean };
  readonly today: string;
  readonly zone: string;
  readonly className?: string;
};

export const RecordedTime = ({ change: { at, provisional }, today, zone, className = 'muted' }: RecordedTimeProps) => {
  const { t, language } = useText();
  const when = formatInstant(language, at, zone);
  return (
    <time className={className} title={provisional ? t('common.provisionalWhy', { when }) : when}>
      {formatRecent(language, at, today, zone)}
      {provisional ? ` · ${t('common.provisional')}` : ''}
    </time>
  );
};
