/** The team of a figure as a letter on its colour, so that colour never stands alone. */
import { useText } from '../app/i18n.ts';

export type TagTeam = 'shared' | 'sales' | 'marketing';

const letters = { shared: 'common.letterShared', sales: 'common.letterSales', marketing: 'common.letterMarketing' } as const;
const names = { shared: 'common.teamShared', sales: 'common.sales', marketing: 'common.marketing' } as const;

export const TeamTag = ({ team }: { readonly team: TagTeam }) => {
  const { t } = useText();
  return (
    <span className={`teamTag ${team}`} role="img" aria-label={t(names[team])} title={t(names[team])}>
      {t(letters[team])}
    </span>
  );
};
