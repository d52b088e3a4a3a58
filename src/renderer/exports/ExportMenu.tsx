/** Lists as files: what their filters leave, in their order, as CSV or as a workbook; shows how far it has come, and can be stopped. */
import { Menu } from '@mantine/core';
import { IconDownload, IconPlayerStop } from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import type { z } from 'zod';
import { workspace as workspaceQuery } from '../../shared/admin/contract.ts';
import { cancelExport } from '../../shared/exports/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import { formatPercent } from '../../shared/i18n/format.ts';
import type { CallInputOf } from '../../shared/kernel/contract.ts';
import { exportFormats, type ExportFormat, type ExportList, type MadeFile } from '../../shared/kernel/exportList.ts';
import { answerOf, CallFailed, useClient, useQuery } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { mayCall } from '../app/may.ts';
import { useProgress } from '../app/progress.ts';
import { useSaid } from '../app/said.ts';

type AnyList = ExportList<string, z.ZodType, TextKey>;
/** A list and what it is asked with. */
export type ListToExport = { readonly list: AnyList; readonly asked: object };

/** Without a question: all of the list. */
export const asFile = <E extends AnyList>(list: E, asked: Omit<CallInputOf<E>, 'format' | 'language' | 'taskId'>): ListToExport => ({
  list,
  asked,
});

export const ExportMenu = ({ lists }: { readonly lists: readonly ListToExport[] }) => {
  const { t, language } = useText();
  const client = useClient();
  const say = useSaid((state) => state.say);
  const { data: workspace } = useQuery(workspaceQuery, {});
  const [taskId, setTaskId] = useState<string | null>(null);
  const allowed = lists.filter(({ list }) => workspace !== undefined && mayCall(workspace, list));
  if (allowed.length === 0) return null;

  const start = async ({ list, asked }: ListToExport, format: ExportFormat): Promise<void> => {
    // The fraction of a millisecond of this window's own frames tells its tasks from another window's: a stop in one hits nothing of the other.
    const id = `${list.name}-${Number(document.timeline.currentTime ?? 0)}`;
    setTaskId(id);
    try {
      const { fileId, name }: MadeFile = await answerOf(client, list, { ...asked, format, language, taskId: id });
      client.download(fileId);
      say(t('exports.made', { name }));
    } catch (error) {
      if (!(error instanceof CallFailed)) throw error;
      say(errorText(t, error.error), error.error.type === 'ExportStopped' ? 'done' : 'refused');
    } finally {
      setTaskId(null);
    }
  };

  if (taskId !== null) return <Running taskId={taskId} onStop={() => void client.call(cancelExport.name, { taskId })} />;
  return (
    <Menu
      withinPortal={false}
      withInitialFocusPlaceholder={false}
      offset={4}
      classNames={{ dropdown: 'floating' }}
      position="bottom-end"
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <button type="button" className="button">
          <IconDownload className="icon" stroke={1.75} aria-hidden="true" />
          {t('common.export')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {allowed.map((each) => (
          <Fragment key={each.list.name}>
            {exportFormats.map((format) => (
              <Menu.Item key={format} onClick={() => void start(each, format)}>
                {allowed.length === 1
                  ? t('exports.asFormat', { format: format.toUpperCase() })
                  : t('exports.ofFormat', { what: t(each.list.called), format: format.toUpperCase() })}
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};

type RunningProps = { readonly taskId: string; readonly onStop: () => void };

/** In place of the button while the file is being written. */
const Running = ({ taskId, onStop }: RunningProps) => {
  const { t, language } = useText();
  const progress = useProgress((state) => state.tasks[taskId]);
  const isCounted = progress?.total !== undefined && progress.total !== null && progress.total > 0;
  return (
    <span className="row" aria-busy="true">
      <span className="small muted" role="status">
        {isCounted
          ? t('exports.percent', { percent: formatPercent(language, { n: BigInt(progress.done), d: BigInt(progress.total ?? 1) }, 0) })
          : t('exports.working')}
      </span>
      <button type="button" className="button" onClick={onStop}>
        <IconPlayerStop className="icon" stroke={1.75} aria-hidden="true" />
        {t('common.stop')}
      </button>
    </span>
  );
};
