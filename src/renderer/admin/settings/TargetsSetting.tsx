/** Revenue targets by period and holder: the list, and setting one. */
import { useState } from 'react';
import type { SubmitEvent } from 'react';
import type { PersonView, TeamView } from '../../../shared/admin/contract.ts';
import type { TargetHolder } from '../../../shared/admin/targetsContract.ts';
import { removeRevenueTarget, revenueTargets, setRevenueTarget } from '../../../shared/admin/targetsContract.ts';
import { formatMoney } from '../../../shared/i18n/format.ts';
import type { Day } from '../../../shared/kernel/day.ts';
import { useCommand, useWindows } from '../../app/calls.ts';
import { useText, type Translate } from '../../app/i18n.ts';
import { readMoney } from '../../pipeline/board/AmountField.tsx';
import { moneyEcho } from '../../ui/moneyText.ts';
import { ErrorBlank } from '../../ui/Blank.tsx';
import { SelectField } from '../../ui/SelectField.tsx';
import { targetPeriods, periodText } from './periods.ts';
import { SettingList } from './SettingParts.tsx';
import { useTry } from './useTry.ts';

type TargetsSettingProps = {
  readonly today: Day;
  readonly base: string;
  readonly people: readonly PersonView[];
  readonly teams: readonly TeamView[];
  readonly canEdit: boolean;
};

const holderText = (t: Translate, holder: TargetHolder): string => (holder.type === 'company' ? t('settings.company') : holder.name);

const step = 20;

export const TargetsSetting = ({ today, base, people, teams, canEdit }: TargetsSettingProps) => {
  const { t, language } = useText();
  const { mutateAsync: remove } = useCommand(removeRevenueTarget);
  const list = useWindows(
    revenueTargets,
    (after: string | null) => ({ after, limit: step }),
    ({ next }) => next,
  );
  if (list.error) return <ErrorBlank error={list.error.error} onRetry={() => void list.refetch()} />;
  if (!list.data) return <div aria-busy="true" />;
  const rows = list.data.pages.flatMap((page) => page.rows);
  return (
    <>
      <SettingList
        label={t('settings.targetsTitle')}
        empty={t('settings.targetsEmpty')}
        columns={[
          { head: t('common.period') },
          { head: t('settings.forWhom'), isWide: true },
          { head: t('common.revenueTarget'), isWide: true, isNumber: true },
        ]}
        rows={rows.map(({ id, fromDay, toDay, scope, amount }) => ({
          id,
          cells: [
            periodText(t, language, fromDay, toDay),
            holderText(t, scope),
            <span key="amount" className="strong">
              {formatMoney(language, amount)}
            </span>,
          ],
          remove: canEdit
            ? {
                label: t('settings.removeTarget', { amount: formatMoney(language, amount), scope: holderText(t, scope) }),
                onRemove: () => remove({ id }),
              }
            : null,
        }))}
        onMore={list.hasNextPage ? () => void list.fetchNextPage() : null}
      />
      {canEdit ? <TargetForm today={today} base={base} people={people} teams={teams} /> : null}
    </>
  );
};

const TargetForm = ({ today, base, people, teams }: Omit<TargetsSettingProps, 'canEdit'>) => {
  const { t, language } = useText();
  const attempt = useTry();
  const { mutateAsync: set } = useCommand(setRevenueTarget);
  const periods = targetPeriods(today);
  const [at, setAt] = useState('0');
  const [holder, setHolder] = useState('company');
  const [typed, setTyped] = useState('');
  const amount = typed.trim() === '' ? null : readMoney(language, typed, base);
  const echo = moneyEcho(t, language, base)(typed);
  const isWrong = !echo.isRight;
  const holderNow = () => {
    const [type = '', id = ''] = holder.split(' ');
    const team = teams.find((each) => each.id === id);
    const person = people.find((each) => each.id === id);
    if (type === 'team' && team !== undefined) return { type: 'team', id: team.id } as const;
    return type === 'person' && person !== undefined ? ({ type: 'person', id: person.id } as const) : ({ type: 'company' } as const);
  };
  const send = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const period = periods[Number(at)];
    if (amount === null || !amount.ok || period === undefined) return;
    const refused = await attempt(() => set({ fromDay: period.from, toDay: period.to, scope: holderNow(), amount: amount.value }));
    if (refused === null) setTyped('');
  };
  return (
    <form className="settingForm" onSubmit={(event) => void send(event)}>
      <SelectField
        label={t('common.period')}
        value={at}
        options={periods.map(({ from, to }, index) => ({ value: String(index), label: periodText(t, language, from, to) }))}
        onChange={setAt}
      />
      <SelectField
        label={t('settings.forWhom')}
        value={holder}
        options={[
          { value: 'company', label: t('settings.company') },
          ...teams.map(({ id, name }) => ({ value: `team ${id}`, label: name })),
          ...people.map(({ id, name }) => ({ value: `person ${id}`, label: name })),
        ]}
        onChange={setHolder}
      />
      <span className={isWrong ? 'field wrong' : 'field'}>
        <input
          type="text"
          inputMode="decimal"
          aria-label={`${t('common.revenueTarget')} ${base}`}
          placeholder={base}
          aria-invalid={isWrong}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </span>
      <button type="submit" className="button" disabled={amount === null || !amount.ok}>
        {t('settings.setTarget')}
      </button>
      {echo.text === null ? null : (
        <span className={isWrong ? 'meta bad' : 'meta'} role={isWrong ? 'alert' : undefined}>
          {echo.text}
        </span>
      )}
    </form>
  );
};
