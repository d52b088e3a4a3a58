/** What an import makes, changes and leaves, by kind of record, and which stages it puts away. */
import { recordKinds } from '../../shared/imports/kinds.ts';
import type { ImportReport } from '../../shared/imports/report.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import { TableHead } from '../ui/TableHead.tsx';
import { recordWord } from './words.ts';

const outcomes = ['made', 'changed', 'unchanged', 'linked'] as const;

export const CountsTable = ({ report }: { readonly report: ImportReport }) => {
  const { t, language } = useText();
  const known = recordKinds.flatMap((kind) => {
    const counts = report.counts[kind];
    return counts === undefined ? [] : [{ kind, counts }];
  });
  return (
    <>
      <table className="ledger counts" aria-label={t('wizard.records')}>
        <TableHead
          columns={[
            { label: t('wizard.records') },
            { label: t('wizard.countNew'), className: 'num' },
            { label: t('wizard.countChanged'), className: 'num' },
            { label: t('wizard.countUnchanged'), className: 'num' },
            { label: t('wizard.countLinked'), className: 'num' },
          ]}
        />
        <tbody>
          {known.map(({ kind, counts }) => (
            <tr key={kind} data-kind={kind}>
              <th scope="row" className="sentence">
                {recordWord(t, kind)}
              </th>
              {outcomes.map((outcome) => (
                <td key={outcome} className={counts[outcome] === 0 ? 'num faint' : 'num'}>
                  {formatCount(language, counts[outcome])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small muted hint">
        {t('imports.rowsRead', { count: report.rows })}
        {report.heldBack === 0 ? '' : ` · ${t('wizard.heldBack', { count: report.heldBack })}`}
      </p>
      {report.putAway.length === 0 ? null : (
        <p className="small hint putAway">
          {t(report.mode === 'commit' ? 'imports.stagesPutAway' : 'imports.stagesToPutAway', {
            count: report.putAway.length,
            names: report.putAway.map((stage) => seededName(t, stage)).join(', '),
          })}
        </p>
      )}
    </>
  );
};
