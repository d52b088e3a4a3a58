/** The title bar: mark, the place one is at, and the few tools that belong to the window itself. */
import { IconKeyboard } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useKeysOf } from '../app/commands.ts';
import { useText } from '../app/i18n.ts';
import { keyText } from '../app/keys.ts';
import { DisplayMenu } from './DisplayMenu.tsx';
import { Mark } from './Mark.tsx';

type TitleBarProps = { readonly place: string; readonly search: ReactNode; readonly onShowKeys: () => void };

export const TitleBar = ({ place, search, onShowKeys }: TitleBarProps) => {
  const { t } = useText();
  const keys = useKeysOf('keys.show') ?? [];
  return (
    <header className="titleBar">
      <div className="left">
        <div className="mark">
          <Mark />
          <span>{t('common.appName')}</span>
        </div>
        <div className="place">
          <b className="ellipsis">{place}</b>
        </div>
      </div>
      {search}
      <div className="tools">
        <button type="button" className="button quiet small" onClick={onShowKeys}>
          <IconKeyboard className="icon small" stroke={1.75} aria-hidden="true" />
          {t('common.keys')}
          {keys.map((stroke) => (
            <kbd key={stroke}>{keyText(stroke)}</kbd>
          ))}
        </button>
        <DisplayMenu />
      </div>
    </header>
  );
};
