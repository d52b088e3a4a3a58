/** The facts of a deal, each edited where it stands; a day says in full how it was understood. */
import type { ReactNode } from 'react';
import { account as accountQuery, products } from '../../shared/accounts/contract.ts';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { fieldKey } from '../../shared/i18n/dictionary.ts';
import { formatDay } from '../../shared/i18n/format.ts';
import type { CallInputOf } from '../../shared/kernel/contract.ts';
import { fieldsIn } from '../../shared/kernel/fields.ts';
import type { DealView } from '../../shared/pipeline/contract.ts';
import { editDeal, setDealValue } from '../../shared/pipeline/contract.ts';
import { deal as dealTable } from '../../shared/pipeline/schema.ts';
import { Fact } from '../account/AccountFacts.tsx';
import { useCommand, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { idOf } from '../app/routes.ts';
import { dayEcho, readDayText } from '../ui/dayText.ts';
import type { EditableProps } from '../ui/Editable.tsx';
import { Editable } from '../ui/Editable.tsx';
import { FieldEditable, isTyped } from '../ui/FieldEditable.tsx';

type Patch = Omit<CallInputOf<typeof editDeal>, 'id' | 'was'>;
type Save = EditableProps['onSave'];
type More = { readonly echo?: NonNullable<EditableProps['echo']>; readonly options?: NonNullable<EditableProps['options']> };
type DealFactsProps = { readonly deal: DealView; readonly workspace: WorkspaceView };

const fields = fieldsIn(dealTable).filter((field) => isTyped(field) && field.name !== 'title');

export const DealFacts = ({ deal, workspace }: DealFactsProps) => {
  const { today } = workspace;
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
          { echo: dayEcho(t, language, today) },
        )}
        {fields.map((field) => (
          <Fact key={field.name} label={t(fieldKey(field))}>
            <FieldEditable
              field={field}
              record={deal}
              here={workspace}
              onSave={async (patch, was) => edit({ id: deal.id, ...patch, was })}
            />
          </Fact>
        ))}
        {fact(
          t('fields.deal.productId'),
          deal.product?.name ?? null,
          deal.product?.id ?? '',
          change((text) => ({ productId: idOf<'Product'>(text) })),
          { options: listed(sold.data ?? []) },
        )}
        {deal.account === null
          ? null
          : fact(
              t('fields.deal.contactId'),
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
