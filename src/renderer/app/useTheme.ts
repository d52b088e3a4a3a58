/** Paper or slate: the person's choice, or the system's where they left it to the system. */
import { useSyncExternalStore } from 'react';
import { useUiState } from './uiState.ts';

const systemDark = matchMedia('(prefers-color-scheme: dark)');
const subscribe = (onChange: () => void): (() => void) => {
  systemDark.addEventListener('change', onChange);
  return () => {
    systemDark.removeEventListener('change', onChange);
  };
};

export const useColorScheme = (): 'light' | 'dark' => {
  const theme = useUiState((state) => state.theme);
  const isSystemDark = useSyncExternalStore(subscribe, () => systemDark.matches);
  return theme === 'system' ? (isSystemDark ? 'dark' : 'light') : theme;
};
