/** The frame around every page: title bar, rail, the sheet in the middle, status bar. */
import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { useUiState } from '../app/uiState.ts';
import './frame.css';

const narrowWindow = matchMedia('(max-width: 1099px)');
const subscribe = (onChange: () => void): (() => void) => {
  narrowWindow.addEventListener('change', onChange);
  return () => {
    narrowWindow.removeEventListener('change', onChange);
  };
};

/** Narrow windows make the rail narrow by themselves; wide ones follow the person's choice. */
export const useNarrowRail = (): { readonly isRailNarrow: boolean; readonly canToggle: boolean } => {
  const isNarrow = useSyncExternalStore(subscribe, () => narrowWindow.matches);
  const isCollapsed = useUiState((state) => state.isRailCollapsed);
  return { isRailNarrow: isNarrow || isCollapsed, canToggle: !isNarrow };
};

type FrameProps = {
  readonly titleBar: ReactNode;
  readonly strip: ReactNode;
  readonly rail: ReactNode;
  readonly statusBar: ReactNode;
  readonly children: ReactNode;
};

export const Frame = ({ titleBar, strip, rail, statusBar, children }: FrameProps) => {
  const { isRailNarrow } = useNarrowRail();
  return (
    <div className={isRailNarrow ? 'frame narrow' : 'frame'}>
      {titleBar}
      {strip ?? <span hidden />}
      {rail}
      {children}
      {statusBar}
    </div>
  );
};
