/** How each file was read, with its first rows: everything that was guessed can be said otherwise. */
import type { ReactNode } from 'react';
import { delimiters, type Delimiter } from '../../shared/imports/csvRows.ts';
import type { Look } from '../../shared/imports/wizardContract.ts';
import { encodings, type Encoding } from '../../shared/kernel/spreadsheetText.ts';
import { errorText } from '../../shared/i18n/errorText.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import { useText } from '../app/i18n.ts';
import { Segment } from '../ui/Segment.tsx';
import { SelectField } from '../ui/SelectField.tsx';
import type { PlannedLook } from './draft.ts';
import { FileTabs } from './FileTabs.tsx';
import { PreviewTable } from './PreviewTable.tsx';
import { StepFrame } from './StepFrame.tsx';
import { useWizard } from './wizardState.ts';

const delimiterNames: Readonly<Record<Delimiter, TextKey>> = {
  ',': 'wizard.delimiterComma',
  ';': 'wizard.delimiterSemicolon',
  '\t': 'wizard.delimiterTab',
  '|': 'wizard.delimiterBar',
};

export type FilesProps = {
  readonly plans: readonly PlannedLook[];
  readonly current: string;
  readonly onChoose: (name: string) => void;
  readonly isBusy: boolean;
};

export const FilesStep = ({ plans, current, onChoose, isBusy, unread }: FilesProps & { readonly unread: readonly Look[] }) => {
  const { t } = useText();
  const goTo = useWizard((state) => state.goTo);
  const shown = plans.find(({ look }) => look.name === current) ?? plans[0];
  const used = plans.filter(({ isLeftOut }) => !isLeftOut);
  return (
    <StepFrame
      finding={t('wizard.findingFiles', { count: used.length })}
      isBusy={isBusy}
      foot={
        <button
          type="button"
          className="button primary"
          disabled={used.length === 0 || isBusy}
          onClick={() => {
            goTo('columns');
          }}
        >
          {t('wizard.next')}
        </button>
      }
    >
      <div className="wizardPane">
        <FileTabs plans={plans} current={shown?.look.name ?? ''} onChoose={onChoose} />
        <div className="paneBody">
          {unread.map(({ name, error }) => (
            <p key={name} className="small bad refusedFile" role="alert">
              {error === null ? null : errorText(t, error)}
            </p>
          ))}
          {shown === undefined ? null : <Guessed plan={shown} />}
        </div>
      </div>
    </StepFrame>
  );
};

const Guessed = ({ plan }: { readonly plan: PlannedLook }) => {
  const { t } = useText();
  const change = useWizard((state) => state.change);
  const { look, draft, isLeftOut, isNotData } = plan;
  const read = (reading: PlannedLook['draft']['reading']): void => {
    // Another reading has other columns: what was said about them no longer fits.
    change(look.name, { reading: { ...draft.reading, ...reading }, mapping: null, saved: null });
  };
  return (
    <>
      <div className="guessed">
        {look.sheets.length === 0 ? (
          <>
            <Labelled label={t('wizard.delimiter')}>
              <SelectField
                label={t('wizard.delimiter')}
                value={look.delimiter}
                options={delimiters.map((value) => ({ value, label: t(delimiterNames[value]) }))}
                onChange={(value) => {
                  read({ delimiter: value as Delimiter });
                }}
              />
            </Labelled>
            <Labelled label={t('wizard.encoding')}>
              <SelectField
                label={t('wizard.encoding')}
                value={look.encoding}
                options={encodings.map((value) => ({ value, label: value }))}
                onChange={(value) => {
                  read({ encoding: value as Encoding });
                }}
              />
            </Labelled>
          </>
        ) : (
          <Labelled label={t('wizard.sheet')}>
            <SelectField
              label={t('wizard.sheet')}
              value={look.sheet ?? ''}
              options={look.sheets.map((value) => ({ value, label: value }))}
              onChange={(sheet) => {
                read({ sheet });
              }}
            />
          </Labelled>
        )}
        <Labelled label={t('wizard.header')}>
          <Segment
            label={t('wizard.header')}
            value={look.hasHeader ? 'yes' : 'no'}
            options={[
              { value: 'yes', label: t('wizard.headerYes') },
              { value: 'no', label: t('wizard.headerNo') },
            ]}
            onChange={(value) => {
              read({ hasHeader: value === 'yes' });
            }}
          />
        </Labelled>
        <label className="row small">
          <input
            type="checkbox"
            checked={isLeftOut}
            onChange={(event) => {
              change(look.name, { isLeftOut: event.target.checked });
            }}
          />
          {t('wizard.leaveOut')}
        </label>
      </div>
      {isNotData && isLeftOut ? <p className="small muted hint">{t('wizard.notData')}</p> : null}
      {look.encodingIsCertain ? null : <p className="small warn hint">{t('wizard.encodingGuessed')}</p>}
      <PreviewTable look={look} />
    </>
  );
};

/** A word above a control that carries its own label for those who listen. */
export const Labelled = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="labelled">
    <span className="meta" aria-hidden="true">
      {label}
    </span>
    {children}
  </div>
);
