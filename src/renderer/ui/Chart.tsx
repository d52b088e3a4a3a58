/** The setting of a chart: finding, summary sentence, and the same figures as a table on request. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { useText } from '../app/i18n.ts';
import './chart.css';

type ChartProps = { readonly finding: ReactNode; readonly summary: ReactNode; readonly picture: ReactNode; readonly table: ReactNode };

export const Chart = ({ finding, summary, picture, table }: ChartProps) => {
  const { t } = useText();
  const [isTable, setIsTable] = useState(false);
  return (
    <figure className="chart">
      <figcaption>
        <h2 className="hSection">{finding}</h2>
        <button
          type="button"
          className="link"
          aria-pressed={isTable}
          onClick={() => {
            setIsTable(!isTable);
          }}
        >
          {t(isTable ? 'common.showAsChart' : 'common.showAsTable')}
        </button>
        <p className="small muted">{summary}</p>
      </figcaption>
      {isTable ? table : picture}
    </figure>
  );
};
