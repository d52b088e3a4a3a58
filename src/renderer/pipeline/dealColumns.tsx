/** The columns of the pipeline table, as the chosen status needs them. */
import { IconAlertTriangle, IconCheck, IconCircle, IconX } from '@tabler/icons-react';
import { useMemo } from 'react';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { DealLine, DealSort } from '../../shared/pipeline/contract.ts';
import type { StageKind } from '../../shared/pipeline/schema.ts';
import { formatBasisPoints, formatCount, formatDay, formatMoney } from '../../shared/i18n/format.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { quietLimit } from '../app/quiet.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { Column } from '../ui/DataTable.tsx';
import type { StatusFilter } from './pipelineRoute.ts';

export type DealColumn = Column<DealLine, DealSort | 'probability'>;

const statusTexts: Readonly<Record<StageKind, TextKey>> = {
  open: 'pipeline.statusOpen',
  won: 'pipeline.statusWon',
  lost: 'pipeline.statusLost',
};
const statusIcons = { open: IconCircle, won: IconCheck, lost: IconX } as const;
const statusTones: Readonly<Record<StageKind, string>> = { open: '', won: 'good', lost: 'muted' };

export const DealStatus = ({ status }: { readonly status: StageKind }) => {
  const { t } = useText();
  const StatusIcon = statusIcons[status];
  return (
    <span className={`status ${statusTones[status]}`}>
      <StatusIcon size={12} stroke={2} aria-hidden="true" />
      {t(statusTexts[status])}
    </span>
  );
};

const Missing = ({ text }: { readonly text: string }) => <span className="muted">{text}</span>;

const columnsFor = (t: Translate, language: Language, status: StatusFilter, today: string, isNarrow: boolean): readonly DealColumn[] => {
  const isOpen = status === 'open';
  const hasRoom = isOpen && !isNarrow;
  const closeText = (deal: DealLine) => {
    const day = deal.status === 'open' ? deal.expectedClose : deal.closedDay;
    if (day === null) return <Missing text={t('pipeline.noDay')} />;
    if (deal.status !== 'open' || day >= today) return formatDay(language, day);
    return (
      <span className="status warn" title={t('pipeline.overdue', { day: formatDay(language, day) })}>
        <IconAlertTriangle size={12} stroke={2} aria-hidden="true" />
        {formatDay(language, day)}
      </span>
    );
  };
  const quietText = (days: number | null) =>
    days === null ? (
      <Missing text={t('common.notKnownShort')} />
    ) : (
      <span className={days > quietLimit ? 'quietLong' : ''}>{formatCount(language, days)}</span>
    );
  return [
    {
      key: 'title',
      head: t('pipeline.title'),
      width: '30%',
      isSortable: true,
      cell: (deal) => <span className="medium">{deal.title}</span>,
    },
    {
      key: 'account',
      head: t('pipeline.account'),
      width: '28%',
      isSortable: true,
      cell: (deal) => deal.account?.name ?? <Missing text={t('pipeline.noAccount')} />,
    },
    {
      key: 'stage',
      head: t(isOpen ? 'pipeline.stage' : 'pipeline.status'),
      width: '20%',
      isSortable: true,
      cell: (deal) =>
        deal.status === 'open' ? (
          deal.stage === null ? (
            <Missing text={t('common.notKnown')} />
          ) : (
            seededName(t, deal.stage)
          )
        ) : (
          <DealStatus status={deal.status} />
        ),
    },
    {
      key: 'owner',
      head: t('pipeline.owner'),
      width: '22%',
      isSortable: true,
      cell: (deal) => deal.owner?.name ?? <Missing text={t('pipeline.noOwner')} />,
    },
    {
      key: 'amount',
      head: t('pipeline.amount'),
      width: '128px',
      isNumber: true,
      isSortable: true,
      cell: (deal) =>
        deal.amount === null ? (
          <Missing text={t('pipeline.noAmount')} />
        ) : (
          <span className="medium" title={deal.estimate ? t('pipeline.estimateExplained') : undefined}>
            {deal.estimate ? `≈\u00a0${formatMoney(language, deal.amount)}` : formatMoney(language, deal.amount)}
          </span>
        ),
    },
    ...(hasRoom
      ? [
          {
            key: 'probability' as const,
            head: t('pipeline.probabilityShort'),
            width: '64px',
            isNumber: true,
            cell: (deal: DealLine) => (deal.stage === null ? '' : formatBasisPoints(language, deal.stage.probabilityBp)),
          },
        ]
      : []),
    {
      key: isOpen ? 'expectedClose' : 'closed',
      head: t(isOpen ? 'pipeline.expectedClose' : 'pipeline.closedDay'),
      width: isOpen ? '128px' : '132px',
      isNumber: true,
      isSortable: true,
      cell: closeText,
    },
    ...(hasRoom
      ? [
          {
            key: 'lastActivity' as const,
            head: t('pipeline.quietDays'),
            width: '92px',
            isNumber: true,
            isSortable: true,
            cell: (deal: DealLine) => quietText(deal.quietDays),
          },
        ]
      : []),
  ];
};

/** `isNarrow`: a deal is open beside the table and says itself what the left out columns say. */
export const useDealColumns = (status: StatusFilter, today: string, isNarrow: boolean): readonly DealColumn[] => {
  const { t, language } = useText();
  return useMemo(() => columnsFor(t, language, status, today, isNarrow), [t, language, status, today, isNarrow]);
};
