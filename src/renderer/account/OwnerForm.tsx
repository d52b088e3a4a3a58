/** Dated owners of a record: the newest first, and the form that names who answers for it from a day on. */
import { useState } from 'react';
import type { PersonView } from '../../shared/admin/contract.ts';
import { formatDay } from '../../shared/i18n/format.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import type { Day } from '../../shared/kernel/day.ts';
import { useText } from '../app/i18n.ts';
import { idOf } from '../app/routes.ts';
import { DayField } from '../ui/DayField.tsx';
import { SelectField } from '../ui/SelectField.tsx';

type OwnerLinesProps = { readonly owners: readonly { readonly name: string | null; readonly from: Day | null }[] };

export const OwnerLines = ({ owners }: OwnerLinesProps) => {
  const { t, language } = useText();
  if (owners.length === 0) return <p className="small muted">{t('account.noOwner')}</p>;
  return (
    <ul className="lines">
      {owners.toReversed().map(({ name, from }, index) => (
        // Owners are only ever added, and shown whole.
        <li key={`${from ?? ''} ${owners.length - index}`} className={index === 0 ? '' : 'muted'}>
          <span className={index === 0 ? 'medium' : ''}>{name ?? t('common.nobody')}</span>
          <span className="small muted">
            {from === null ? t('account.ownerAlways') : t('common.fromDay', { day: formatDay(language, from) })}
          </span>
        </li>
      ))}
    </ul>
  );
};

type OwnerFormProps = {
  readonly people: readonly PersonView[];
  readonly current: Id<'Person'> | null;
  readonly today: Day;
  readonly onSave: (personId: Id<'Person'> | null, from: Day) => Promise<void>;
};

export const OwnerForm = ({ people, current, today, onSave }: OwnerFormProps) => {
  const { t } = useText();
  const [personId, setPersonId] = useState<string>(current ?? '');
  const [from, setFrom] = useState(today);
  return (
    <form
      className="formLine"
      onSubmit={(event) => {
        event.preventDefault();
        void onSave(idOf<'Person'>(personId), from);
      }}
    >
      <SelectField
        label={t('account.changeOwner')}
        value={personId}
        options={[{ value: '', label: t('common.nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={setPersonId}
      />
      <DayField label={t('account.fromDay')} value={from} max={today} onChange={setFrom} />
      <button type="submit" className="button small primary" disabled={personId === (current ?? '')}>
        {t('common.save')}
      </button>
    </form>
  );
};
