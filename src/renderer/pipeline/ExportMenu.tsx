/** The whole list as a file: what its filters leave, in its order, as CSV or as a workbook. */
import { Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { CallInputOf } from '../../shared/kernel/contract.ts';
import { exportDeals, exportFormats } from '../../shared/pipeline/exportContract.ts';
import { useClient, useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { useSaid } from '../app/said.ts';

/** What the list is asked with. */
type ListInput = Omit<CallInputOf<typeof exportDeals>, 'format' | 'language' | 'taskId'>;

export const ExportMenu = ({ list }: { readonly list: ListInput }) => {
  const { t, language } = useText();
  const client = useClient();
  const make = useCommand(exportDeals);
  const say = useSaid((state) => state.say);
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
        <button type="button" className="button" disabled={make.isPending} aria-busy={make.isPending}>
          <IconDownload className="icon" stroke={1.75} aria-hidden="true" />
          {t(make.isPending ? 'wizard.exporting' : 'wizard.export')}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {exportFormats.map((format) => (
          <Menu.Item
            key={format}
            onClick={() => {
              make.mutate(
                { ...list, format, language },
                {
                  onSuccess: ({ fileId, name }) => {
                    client.download(fileId);
                    say(t('wizard.exported', { name }));
                  },
                  onError: ({ error }) => {
                    say(errorText(t, error), 'refused');
                  },
                },
              );
            }}
          >
            {t('wizard.exportAs', { format: format.toUpperCase() })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
};
