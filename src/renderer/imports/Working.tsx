/** A task while it runs: how far it is, how long it will take, and the way to stop it. */
import { formatCount } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { secondsLeft, useProgress } from '../app/progress.ts';
import { useCurrentTask } from './useTask.ts';

export const Working = ({ label, onStop }: { readonly label: string; readonly onStop: () => void }) => {
  const { t, language } = useText();
  const task = useCurrentTask((state) => state.id);
  const progress = useProgress((state) => state.tasks[task]);
  const total = progress?.total ?? null;
  const left = progress === undefined ? null : secondsLeft(progress);
  return (
    <div className="working">
      <div className="hSection">{label}</div>
      <progress aria-label={label} {...(progress === undefined || total === null ? {} : { value: progress.done, max: total })} />
      <div className="small muted row">
        <span>
          {progress === undefined || total === null
            ? t('wizard.progressBegins')
            : t('imports.progress', { done: formatCount(language, progress.done), total: formatCount(language, total) })}
        </span>
        <span className="grow">{left === null || left === 0 ? '' : t('wizard.timeLeft', { count: left })}</span>
        <button type="button" className="button" onClick={onStop}>
          {t('common.stop')}
        </button>
      </div>
    </div>
  );
};
