/** The facts of a deal, each edited where it stands; a day says in full how it was understood. */
import type { ReactNode } from 'react';
import { account as accountQuery, products } from '../../shared/accounts/contract.ts';
import { formatDay } from '../../shared/i18n/format.ts';
import type { CallInputOf } from '../../shared/kernel/contract.ts';
import type { Day } from '../../shared/kernel/day.ts';
import type { DealView } from '../../shared/pipeline/contract.ts';
import { editDeal, setDealValue } from '../../shared/pipeline/contract.ts';
import { Fact } from '../account/AccountFacts.tsx';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { idOf } from '../app/routes.ts';
import { dayEcho, readDayText } from '../ui/dayText.ts';
import type { EditableProps } from '../ui/Editable.tsx';
import { Editable } from '../ui/Editable.tsx';

type Patch = Omit<CallInputOf<typeof editDeal>, 'id' | 'was'>;
type Save = EditableProps['onSave'];
type More = { readonly echo?: NonNullable<EditableProps['echo']>; readonly options?: NonNullable<EditableProps['options']> };
type DealFactsProps = { readonly deal: DealView; readonly today: Day };

export const DealFacts = ({ deal, today }: DealFactsProps) => {
  const { t, language } = useText();
  const { mutateAsync: edit } = useCommand(editDeal);
  const { mutateAsync: setValue } = useCommand(setDealValue);
  const sold = useQuery(products, {});
  const company = useQuery(accountQuery, deal.account === null ? null : { id: deal.account.id }, false);
  const fact = (label: string, shown: ReactNode, value: string, save: Save, more: More = {}) => (
    <Fact label={label}>
      <Editable label={label} shown={shown} value={value} onSave={save} {...more} />
    </Fact>
  );
  const change = (patch: (text: string) => Patch) => async (text: string, was: string) =>
    edit({ id: deal.id, ...patch(text.trim()), was: patch(was) });
  const closeOf = (text: string) => ({ expectedClose: text.trim() === '' ? null : readDayText(text, today) });
  const listed = (rows: readonly { readonly id: string; readonly name: string }[]) => [
    { value: '', label: t('account.none') },
    ...rows.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const echo = dayEcho(t, language, today);
  const isOverdue = deal.status === 'open' && deal.expectedClose !== null && deal.expectedClose < today;
  const closeText = deal.expectedClose === null ? null : formatDay(language, deal.expectedClose);
  return (
    <section className="panel">
      <h2 className="hSection">{t('common.facts')}</h2>
      <dl className="facts">
        {fact(
          t('pipeline.expectedClose'),
          isOverdue && closeText !== null ? <span className="warn">{t('pipeline.overdue', { day: closeText })}</span> : closeText,
          deal.expectedClose ?? '',
          async (text, was) => setValue({ id: deal.id, ...closeOf(text), was: closeOf(was) }),
          { echo },
        )}
        {fact(
          t('pipeline.nextStep'),
          deal.nextStep,
          deal.nextStep ?? '',
          change((text) => ({ nextStep: text === '' ? null : text })),
        )}
        {fact(
          t('deal.nextStepDay'),
          deal.nextStepDay === null ? null : formatDay(language, deal.nextStepDay),
          deal.nextStepDay ?? '',
          change((text) => ({ nextStepDay: text === '' ? null : readDayText(text, today) })),
          { echo },
        )}
        {fact(
          t('common.product'),
          deal.product?.name ?? null,
          deal.product?.id ?? '',
          change((text) => ({ productId: idOf<'Product'>(text) })),
          { options: listed(sold.data ?? []) },
        )}
        {deal.account === null
          ? null
          : fact(
              t('common.contact'),
              deal.contact?.name ?? null,
              deal.contact?.id ?? '',
              change((text) => ({ contactId: idOf<'Contact'>(text) })),
              { options: listed(company.data?.contacts ?? []) },
            )}
        <Fact label={t('pipeline.createdDay')}>
          {deal.createdDay === null ? <span className="muted">{t('pipeline.noDay')}</span> : formatDay(language, deal.createdDay)}
        </Fact>
        {deal.closedDay === null ? null : <Fact label={t('pipeline.closedDay')}>{formatDay(language, deal.closedDay)}</Fact>}
      </dl>
    </section>
  );
};
