/** The field in the middle of the title bar: it looks like a search and opens the palette. */
import { IconSearch } from '@tabler/icons-react';
import { useKeysOf } from '../app/commands.ts';
import { useText } from '../app/i18n.ts';
import { keyText } from '../app/keys.ts';
import './palette.css';

export const SearchField = ({ onOpen }: { readonly onOpen: () => void }) => {
  const { t } = useText();
  const keys = useKeysOf('palette.open') ?? [];
  return (
    <button type="button" className="searchField" aria-haspopup="dialog" onClick={onOpen}>
      <IconSearch className="icon small" stroke={1.75} aria-hidden="true" />
      <span className="grow ellipsis">{t('palette.field')}</span>
      {keys.map((stroke) => (
        <kbd key={stroke}>{keyText(stroke)}</kbd>
      ))}
    </button>
  );
};
