/** The frame of a window that shows no workspace: the product's name and the language, and what there is to say. */
import type { ReactNode } from 'react';
import { useText } from '../app/i18n.ts';
import { DisplayMenu } from './DisplayMenu.tsx';
import { Mark } from './Mark.tsx';

export const Door = ({ children }: { readonly children: ReactNode }) => {
  const { t } = useText();
  return (
    <div className="door">
      <header className="titleBar">
        <div className="mark">
          <Mark />
          {t('common.appName')}
        </div>
        <div className="tools">
          <DisplayMenu />
        </div>
      </header>
      {children}
    </div>
  );
};
