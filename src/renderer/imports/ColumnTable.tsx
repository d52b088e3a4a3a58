/** The columns of one file as rows: what each holds, which field it is and why, and how its days or numbers are read. */
import type { ColumnLayout } from '../../shared/imports/layout.ts';
import { kinds } from '../../shared/imports/kinds.ts';
import { type Mapping, readingOf } from '../../shared/imports/mapping.ts';
import type { DecimalMark } from '../../shared/kernel/readAmount.ts';
import type { DayOrder } from '../../shared/kernel/readDay.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { useText } from '../app/i18n.ts';
import { SelectField } from '../ui/SelectField.tsx';
import { type PlannedLook, whyField, withField } from './draft.ts';
import { useWizard } from './wizardState.ts';
import { fieldWord } from './words.ts';

const orderNames: Readonly<Record<DayOrder, TextKey>> = {
  unknown: 'wizard.datesUnknown',
  dmy: 'wizard.datesDmy',
  mdy: 'wizard.datesMdy',
  ymd: 'wizard.datesYmd',
  excel: 'wizard.datesExcel',
};
const markNames: Readonly<Record<DecimalMark, TextKey>> = {
  unknown: 'wizard.datesUnknown',
  ',': 'wizard.decimalComma',
  '.': 'wizard.decimalPoint',
};

type ColumnTableProps = { readonly plan: PlannedLook; readonly mapping: Mapping };

export const ColumnTable = ({ plan, mapping }: ColumnTableProps) => {
  const { t } = useText();
  const change = useWizard((state) => state.change);
  const { look } = plan;
  const fieldOf = new Map(Object.entries(mapping.columns).map(([field, column]) => [column, field]));
  const put = (next: Mapping): void => {
    change(look.name, { mapping: next, saved: null });
  };
  return (
    <div className="previewScroll">
      <table className="ledger columns" aria-label={t('wizard.findingColumns')}>
        <colgroup>
          <col style={{ width: '19%' }} />
          <col />
          <col style={{ width: '212px' }} />
          <col style={{ width: '128px' }} />
          <col style={{ width: '172px' }} />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('wizard.column')}</th>
            <th scope="col">{t('wizard.examples')}</th>
            <th scope="col">{t('wizard.meaning')}</th>
            <th scope="col">{t('wizard.why')}</th>
            <th scope="col">{t('wizard.reading')}</th>
          </tr>
        </thead>
        <tbody>
          {look.columns.map((column) => {
            const field = fieldOf.get(column.name) ?? null;
            return (
              <tr key={column.name}>
                <th scope="row" title={column.name}>
                  <bdi>{column.name}</bdi>
                </th>
                <td title={column.examples.join(' · ')}>
                  <bdi>{column.examples.join(' · ')}</bdi>
                  {column.empty === 0 ? null : <span className="faint">{` · ${t('wizard.empty', { count: column.empty })}`}</span>}
                </td>
                <td>
                  <SelectField
                    label={column.name}
                    value={field ?? ''}
                    options={[
                      { value: '', label: t('wizard.notUsed') },
                      ...kinds[mapping.kind].fields.map((value) => ({ value, label: fieldWord(t, mapping.kind, value) })),
                    ]}
                    onChange={(value) => {
                      put(withField(mapping, column.name, value === '' ? null : value));
                    }}
                  />
                </td>
                <td className="muted">{field === null ? '' : t(`wizard.why${whyField(plan, field, column.name)}`)}</td>
                <td>{field === null ? null : <ReadAs column={column} field={field} mapping={mapping} onChange={put} />}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
};

type ReadAsProps = {
  readonly column: ColumnLayout;
  readonly field: string;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
};

/** How days and amounts of a column are read: as the whole column proved, unless the person says otherwise. */
const ReadAs = ({ column, field, mapping, onChange }: ReadAsProps) => {
  const { t } = useText();
  const label = `${t('wizard.reading')}: ${column.name}`;
  const reading = readingOf(mapping.kind, field);
  if (reading === 'day') {
    const order = mapping.dates?.[field] ?? column.dates.order;
    return (
      <SelectField
        label={label}
        value={order}
        options={(Object.keys(orderNames) as DayOrder[]).map((value) => ({ value, label: t(orderNames[value]) }))}
        onChange={(value) => {
          onChange({ ...mapping, dates: { ...mapping.dates, [field]: value as DayOrder } });
        }}
      />
    );
  }
  if (reading !== 'amount') return null;
  const mark = mapping.decimal?.[field] ?? column.decimal.mark;
  return (
    <SelectField
      label={label}
      value={mark}
      options={(Object.keys(markNames) as DecimalMark[]).map((value) => ({ value, label: t(markNames[value]) }))}
      onChange={(value) => {
        onChange({ ...mapping, decimal: { ...mapping.decimal, [field]: value as DecimalMark } });
      }}
    />
  );
};
