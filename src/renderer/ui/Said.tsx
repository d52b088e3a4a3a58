/** The line above the status bar in which the window says what was done, or why it was not; refusals stay until they are closed. */
import { IconAlertTriangle, IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';
import './said.css';

/** How long what was done stays in sight, in milliseconds. */
const shownFor = 8_000;

export const Said = () => {
  const { t } = useText();
  const saying = useSaid((state) => state.saying);
  const hush = useSaid((state) => state.hush);
  useEffect(() => {
    if (saying?.tone !== 'done') return undefined;
    const timer = setTimeout(hush, shownFor);
    return () => {
      clearTimeout(timer);
    };
  }, [saying, hush]);
  const isRefused = saying?.tone === 'refused';
  // Both regions stand in the page before anything is said, since a region that comes with its text is not always read out.
  return (
    <div className={saying === null ? 'said silent' : isRefused ? 'said refused' : 'said'}>
      <div role="status">{saying === null || isRefused ? null : saying.text}</div>
      <div role="alert" className="row">
        {isRefused ? (
          <>
            <IconAlertTriangle className="icon small warn" stroke={1.75} aria-hidden="true" />
            {saying.text}
          </>
        ) : null}
      </div>
      {saying === null ? null : (
        <button type="button" className="iconButton" aria-label={t('common.close')} onClick={hush}>
          <IconX className="icon small" stroke={1.75} aria-hidden="true" />
        </button>
      )}
    </div>
  );
};
