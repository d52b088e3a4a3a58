/** What the browser lets this page tell, as it stands now: people change it in the browser's own settings, past the page. */
import { useSyncExternalStore } from 'react';

/** Null where a browser has no such thing, or the page is not served safely. */
export const permissionNow = (): NotificationPermission | null => ('Notification' in globalThis ? Notification.permission : null);

const watchers = new Set<() => void>();

const watch = (onChange: () => void): (() => void) => {
  const watching = new AbortController();
  const { signal } = watching;
  watchers.add(onChange);
  // Not every browser tells of a change; whoever made one in its settings comes back to the page.
  globalThis.addEventListener('focus', onChange, { signal });
  document.addEventListener('visibilitychange', onChange, { signal });
  if ('permissions' in navigator)
    void navigator.permissions.query({ name: 'notifications' }).then(
      (status) => {
        status.addEventListener('change', onChange, { signal });
      },
      // A browser that does not know the name.
      () => {},
    );
  return () => {
    watchers.delete(onChange);
    watching.abort();
  };
};

/** Follows every change while it is shown. */
export const useNotificationPermission = (): NotificationPermission | null => useSyncExternalStore(watch, permissionNow);

/** Has the browser ask the person; answers with what then stands. */
export const askPermission = async (): Promise<NotificationPermission> => {
  const answer = await Notification.requestPermission();
  for (const onChange of watchers) onChange();
  return answer;
};
