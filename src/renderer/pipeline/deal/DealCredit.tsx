/** Who shares the credit for a deal: each one's per cent and part of the amount, and the form that must total 100 %. */
import { useState } from 'react';
import { people } from '../../../shared/admin/contract.ts';
import { formatBasisPoints, formatDay, formatMoney } from '../../../shared/i18n/format.ts';
import type { Language } from '../../../shared/i18n/languages.ts';
import type { Id } from '../../../shared/kernel/brand.ts';
import type { DealView } from '../../../shared/pipeline/contract.ts';
import { type CreditShare, creditFault, wholeDeal } from '../../../shared/pipeline/credit.ts';
import { dealTerms, setDealCredit } from '../../../shared/pipeline/creditContract.ts';
import { useSaying } from '../../accounts/useSaying.ts';
import { useCommand, useQuery } from '../../app/calls.ts';
import { useText } from '../../app/i18n.ts';
import { idOf } from '../../app/routes.ts';
import { PanelHead } from '../../ui/PanelHead.tsx';
import { SelectField } from '../../ui/SelectField.tsx';

type Line = { readonly key: number; readonly personId: string; readonly text: string };

/** Per cent with up to two decimals as basis points; null where it is none. */
const readShare = (text: string): number | null => {
  const parts = /^(\d{1,3})(?:[.,](\d{1,2}))?\s*%?$/u.exec(text.trim());
  return parts === null ? null : Number(parts[1]) * 100 + Number((parts[2] ?? '').padEnd(2, '0'));
};
const shareText = (language: Language, shareBp: number): string =>
  `${Math.trunc(shareBp / 100)}${shareBp % 100 === 0 ? '' : `${language === 'en' ? '.' : ','}${String(shareBp % 100).padStart(2, '0')}`}`;

export const DealCredit = ({ deal }: { readonly deal: DealView }) => {
  const { t, language } = useText();
  const query = useQuery(dealTerms, { id: deal.id }, false);
  const [lines, setLines] = useState<readonly Line[] | null>(null);
  const terms = query.data;
  if (terms === undefined) return null;
  const open = (): void => {
    const now =
      terms.credit.length > 0
        ? terms.credit.map(({ personId, shareBp }) => ({ personId, text: shareText(language, shareBp) }))
        : [
            { personId: deal.owner?.id ?? '', text: '50' },
            { personId: '', text: '50' },
          ];
    setLines(now.map((line, key) => ({ ...line, key })));
  };
  const currency = terms.currency;
  return (
    <section className="panel">
      <PanelHead
        title={t('deal.credit')}
        action={t('deal.creditShare')}
        isOpen={lines !== null}
        onToggle={() => {
          if (lines === null) open();
          else setLines(null);
        }}
      />
      {terms.isCreditUnreadable ? <p className="small bad">{t('common.unreadable')}</p> : null}
      {terms.credit.length === 0 ? (
        <p className="small muted">{t('deal.creditOwner')}</p>
      ) : (
        <>
          <ul className="lines">
            {terms.credit.map(({ personId, name, shareBp, minor }) => (
              <li key={personId}>
                <span>
                  <span className="medium">{name ?? t('changes.someone')}</span>{' '}
                  <span className="muted">{formatBasisPoints(language, shareBp)}</span>
                </span>
                {minor === null || currency === null ? null : <span>{formatMoney(language, { minor, currency })}</span>}
              </li>
            ))}
          </ul>
          {terms.creditFrom === null ? null : <p className="meta">{t('common.fromDay', { day: formatDay(language, terms.creditFrom) })}</p>}
        </>
      )}
      {lines === null ? null : (
        <CreditForm
          dealId={deal.id}
          lines={lines}
          isShared={terms.credit.length > 0}
          onChange={setLines}
          onDone={() => {
            setLines(null);
          }}
        />
      )}
    </section>
  );
};

type CreditFormProps = {
  readonly dealId: Id<'Deal'>;
  readonly lines: readonly Line[];
  readonly isShared: boolean;
  readonly onChange: (lines: readonly Line[]) => void;
  readonly onDone: () => void;
};

/** One empty line stands below the last filled one, so that another seller can always be named. */
const withSpare = (lines: readonly Line[]): readonly Line[] =>
  lines.every(({ personId }) => personId !== '')
    ? [...lines, { key: Math.max(0, ...lines.map(({ key }) => key)) + 1, personId: '', text: '' }]
    : lines;

const CreditForm = ({ dealId, lines, isShared, onChange, onDone }: CreditFormProps) => {
  const { t, language } = useText();
  const persons = useQuery(people, {});
  const { mutateAsync: save } = useCommand(setDealCredit);
  const attempt = useSaying();
  const shares: readonly CreditShare<Id<'Person'>>[] = lines.flatMap(({ personId, text }) => {
    const id = idOf<'Person'>(personId);
    return id === null ? [] : [{ personId: id, shareBp: readShare(text) ?? 0 }];
  });
  const sum = shares.reduce((all, { shareBp }) => all + shareBp, 0);
  const isRight = creditFault(shares) === null;
  const store = (wanted: readonly CreditShare<Id<'Person'>>[]): void => {
    void attempt(async () => save({ id: dealId, shares: wanted.map((share) => ({ ...share })) })).then((isDone) => {
      if (isDone) onDone();
    });
  };
  const nameOf = (personId: string): string => persons.data?.find(({ id }) => id === personId)?.name ?? '…';
  const put = (changed: Line): void => {
    onChange(withSpare(lines.map((line) => (line.key === changed.key ? changed : line))));
  };
  return (
    <form
      className="creditForm"
      onSubmit={(event) => {
        event.preventDefault();
        if (isRight) store(shares);
      }}
    >
      {lines.map((line) => (
        <div key={line.key} className="row">
          <SelectField
            label={t('common.owner')}
            value={line.personId}
            options={[
              { value: '', label: t('common.nobody') },
              ...(persons.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(personId) => {
              put({ ...line, personId });
            }}
          />
          <span className="field share">
            <input
              type="text"
              inputMode="decimal"
              aria-label={t('deal.creditOf', { name: nameOf(line.personId) })}
              value={line.text}
              onChange={(event) => {
                put({ ...line, text: event.target.value });
              }}
            />
            %
          </span>
        </div>
      ))}
      <p className={isRight ? 'small good' : 'small warn'} role="status">
        {sum === wholeDeal && isRight ? t('deal.creditRight') : t('deal.creditSum', { sum: formatBasisPoints(language, sum) })}
      </p>
      <div className="row">
        <button type="submit" className="button small primary" disabled={!isRight}>
          {t('common.save')}
        </button>
        {isShared ? (
          <button
            type="button"
            className="button small"
            onClick={() => {
              store([]);
            }}
          >
            {t('deal.creditNone')}
          </button>
        ) : null}
        <button type="button" className="button small quiet" onClick={onDone}>
          {t('common.cancel')}
        </button>
      </div>
    </form>
  );
};
