/** The columns of the pipeline table: what each shows, which a status begins with, and how wide they want to be. */
import { IconAlertTriangle, IconCheck, IconCircle, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { DealLine } from '../../shared/pipeline/contract.ts';
import type { StageKind } from '../../shared/pipeline/schema.ts';
import { formatBasisPoints, formatCount, formatDay, formatMoney } from '../../shared/i18n/format.ts';
import type { Translate } from '../app/i18n.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { quietLimit } from '../app/quiet.ts';
import type { Language } from '../../shared/i18n/languages.ts';
import type { Column } from '../ui/DataTable.tsx';
import type { ColumnKey, StatusFilter } from './pipelineRoute.ts';

export type DealColumn = Column<DealLine, ColumnKey>;

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

const headTexts: Readonly<Record<ColumnKey, TextKey>> = {
  title: 'common.deal',
  account: 'common.company',
  stage: 'common.stage',
  owner: 'common.owner',
  nextStep: 'fields.deal.nextStep',
  amount: 'common.amount',
  probability: 'common.weight',
  expectedClose: 'pipeline.expectedClose',
  closed: 'pipeline.closedDay',
  lastActivity: 'pipeline.quietDays',
};

/** The name of a column; among deals that are not all open, the stage column says how they stand. */
export const columnHead = (t: Translate, key: ColumnKey, status: StatusFilter): string =>
  t(key === 'stage' && status !== 'open' ? 'pipeline.status' : headTexts[key]);

/** What a status begins with. `isNarrow`: a deal is open at the side and says itself what is left out. */
export const usualColumns = (status: StatusFilter, isNarrow: boolean): readonly ColumnKey[] => {
  if (status !== 'open')
    return ['title', 'account', 'stage', 'owner', 'amount', ...(status === 'all' ? (['expectedClose'] as const) : []), 'closed'];
  return isNarrow
    ? ['title', 'account', 'stage', 'owner', 'amount', 'expectedClose']
    : ['title', 'account', 'stage', 'owner', 'nextStep', 'amount', 'expectedClose', 'lastActivity'];
};

/** Shares of the room that is left beside the columns of figures, which have a width of their own in pixels. */
const shares: Partial<Readonly<Record<ColumnKey, number>>> = { title: 28, account: 22, stage: 14, owner: 17, nextStep: 19 };
const pixels: Partial<Readonly<Record<ColumnKey, number>>> = {
  amount: 128,
  probability: 72,
  expectedClose: 128,
  closed: 116,
  lastActivity: 92,
};
/** Below this a column of text says nothing any more: then the table scrolls sideways. */
const leastText = 88;

const widthOf = (key: ColumnKey, keys: readonly ColumnKey[]): string => {
  const fixed = pixels[key];
  if (fixed !== undefined) return `${fixed}px`;
  const all = keys.reduce((sum, each) => sum + (shares[each] ?? 0), 0);
  return `${Math.round(((shares[key] ?? 0) * 100) / all)}%`;
};

/** The width under which the table scrolls sideways, in pixels. */
export const leastWidth = (keys: readonly ColumnKey[]): number =>
  keys.reduce((sum, key) => sum + (pixels[key] ?? (key === 'title' ? leastText + 32 : leastText)), 0);

const Missing = ({ text }: { readonly text: string }) => <span className="muted">{text}</span>;

const cellsFor = (t: Translate, language: Language, today: string): Readonly<Record<ColumnKey, (deal: DealLine) => ReactNode>> => ({
  title: ({ title }) => <span className="medium">{title}</span>,
  account: ({ account }) => account?.name ?? <Missing text={t('pipeline.noAccount')} />,
  stage: ({ status, stage }) => {
    if (status !== 'open') return <DealStatus status={status} />;
    return stage === null ? <Missing text={t('common.notKnown')} /> : seededName(t, stage);
  },
  owner: ({ owner }) => owner?.name ?? <Missing text={t('pipeline.noOwner')} />,
  nextStep: ({ nextStep, status }) => {
    if (nextStep !== null && nextStep.trim() !== '') return <span title={nextStep}>{nextStep}</span>;
    return status === 'open' ? <span className="warn">{t('pipeline.noNextStep')}</span> : '';
  },
  amount: ({ amount, estimate }) =>
    amount === null ? (
      <Missing text={t('pipeline.noAmount')} />
    ) : (
      <span className="medium" title={estimate ? t('pipeline.estimateExplained') : undefined}>
        {estimate ? `≈\u00a0${formatMoney(language, amount)}` : formatMoney(language, amount)}
      </span>
    ),
  probability: ({ stage, status }) => (stage === null || status !== 'open' ? '' : formatBasisPoints(language, stage.probabilityBp)),
  expectedClose: ({ expectedClose: day, status }) => {
    if (day === null) return <Missing text={t('pipeline.noDay')} />;
    if (status !== 'open' || day >= today) return formatDay(language, day);
    return (
      <span className="status warn" title={t('pipeline.overdue', { day: formatDay(language, day) })}>
        <IconAlertTriangle size={12} stroke={2} aria-hidden="true" />
        {formatDay(language, day)}
      </span>
    );
  },
  closed: ({ closedDay, status }) => {
    if (status === 'open') return '';
    return closedDay === null ? <Missing text={t('pipeline.noDay')} /> : formatDay(language, closedDay);
  },
  lastActivity: ({ quietDays: days }) =>
    days === null ? (
      <Missing text={t('common.notKnownShort')} />
    ) : (
      <span className={days > quietLimit ? 'quietLong' : ''}>{formatCount(language, days)}</span>
    ),
});

/** Columns of text that are no order of their own. */
const unsorted: ReadonlySet<ColumnKey> = new Set(['nextStep', 'probability']);

export const useDealColumns = (keys: readonly ColumnKey[], status: StatusFilter, today: string): readonly DealColumn[] => {
  const { t, language } = useText();
  return useMemo(() => {
    const cells = cellsFor(t, language, today);
    return keys.map((key): DealColumn => ({
      key,
      head: columnHead(t, key, status),
      width: widthOf(key, keys),
      isNumber: pixels[key] !== undefined,
      isSortable: !unsorted.has(key),
      cell: cells[key],
    }));
  }, [t, language, keys, status, today]);
};
