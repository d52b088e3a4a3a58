/** One kind of oddity: how often, where, and what to do about it, for all of them or value by value; nothing is answered unless the person does. */
import { useId, useState } from 'react';
import { isProblemKind, problemKinds, meantBy } from '../../shared/imports/problems.ts';
import type { ProblemGroup } from '../../shared/imports/report.ts';
import { formatCount } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { answerTo, useWizard } from './wizardState.ts';
import { choiceWord, problemWord } from './words.ts';

const plainChoices = (group: ProblemGroup): readonly string[] => group.choices.filter((choice) => meantBy(choice) === null);
const takesOther = ({ kind }: ProblemGroup): boolean => isProblemKind(kind) && problemKinds[kind].use !== 'none';

export const ProblemCard = ({ group }: { readonly group: ProblemGroup }) => {
  const { t, language } = useText();
  const title = useId();
  const asks = plainChoices(group).length > 0 || takesOther(group);
  const values = group.values.filter(({ original }) => original !== '');
  const suggested = values.filter(({ suggestion }) => suggestion !== null);
  const rest = values.filter(({ suggestion }) => suggestion === null);
  const isPerValue = takesOther(group) || values.length > 1;
  // One text that was probably meant to be another needs no answer for all.
  const isAlone = suggested.length === 1 && values.length === 1 && group.moreValues === 0;
  return (
    <section className="problemCard" aria-labelledby={title} data-problem={group.kind}>
      <header>
        <h3 id={title} className="hSection">
          {problemWord(t, group.kind)}
        </h3>
        <span className="num strong">{formatCount(language, group.count)}</span>
      </header>
      <ul className="examples small muted">
        {group.examples.slice(0, 3).map(({ file, line, column, original }) => (
          <li key={`${file} ${line} ${column}`}>
            <bdi>{t('wizard.example', { file, line: formatCount(language, line) })}</bdi> · <bdi>{column}</bdi>:{' '}
            <bdi className="original">{original === '' ? t('wizard.noText') : original}</bdi>
          </li>
        ))}
      </ul>
      {asks ? (
        <>
          {suggested.map((value) => (
            <Choices key={value.original} group={group} legend={value.original} isAlone={isAlone} {...value} />
          ))}
          {isAlone ? null : <Choices group={group} original={null} legend={t('wizard.forAll')} suggestion={null} count={null} isAlone />}
          {isPerValue && rest.length > 0 ? (
            <details>
              <summary className="link">{t('wizard.oneByOne', { count: rest.length })}</summary>
              {rest.map((value) => (
                <Choices key={value.original} group={group} legend={value.original} isAlone={false} {...value} suggestion={null} />
              ))}
              {group.moreValues > 0 ? <p className="small muted">{t('wizard.moreValues', { count: group.moreValues })}</p> : null}
            </details>
          ) : null}
        </>
      ) : null}
    </section>
  );
};

type ChoicesProps = {
  readonly group: ProblemGroup;
  readonly original: string | null;
  readonly legend: string;
  readonly suggestion: string | null;
  /** How often the value is there; null for the whole kind. */
  readonly count: number | null;
  /** No other answer stands above this one. */
  readonly isAlone: boolean;
};

/** Radio lines: the first is "later" (or "as for all"), and is what holds until the person chooses another. */
const Choices = ({ group, original, legend, suggestion, count, isAlone }: ChoicesProps) => {
  const { t, language } = useText();
  const name = useId();
  const chosen = useWizard((state) => answerTo(state.answers, group.kind, original));
  const answer = useWizard((state) => state.answer);
  const put = (choice: string | null): void => {
    answer(group.kind, original, choice);
  };
  const fixed = [...(suggestion === null ? [] : [`use:${suggestion}`]), ...plainChoices(group)];
  const other = chosen !== null && !fixed.includes(chosen) ? (meantBy(chosen) ?? '') : '';
  const [text, setText] = useState(other);
  const line = (choice: string | null, label: string) => (
    <label key={choice ?? ''}>
      <input
        type="radio"
        name={name}
        checked={chosen === choice}
        onChange={() => {
          put(choice);
        }}
      />
      {label}
    </label>
  );
  return (
    <fieldset className="choices">
      <legend className="small">
        <bdi className="original strong">{legend}</bdi>
        {count === null ? null : <span className="muted">{` ${formatCount(language, count)} ×`}</span>}
        {suggestion === null ? null : <span className="muted">{` · ${t('imports.suggestion', { name: suggestion })}`}</span>}
      </legend>
      {line(null, t(isAlone ? 'wizard.later' : 'wizard.asAll'))}
      {fixed.map((choice) => line(choice, choiceWord(t, choice)))}
      {takesOther(group) && original !== null ? (
        <label>
          <input
            type="radio"
            name={name}
            checked={other !== ''}
            disabled={text.trim() === ''}
            onChange={() => {
              put(`use:${text.trim()}`);
            }}
          />
          {t('wizard.useOther')}
          <span className="field">
            <input
              aria-label={`${t('wizard.useOther')} ${legend}`}
              value={text}
              maxLength={190}
              onChange={(event) => {
                setText(event.target.value);
                const given = event.target.value.trim();
                if (given !== '') put(`use:${given}`);
                else if (other !== '') put(null);
              }}
            />
          </span>
        </label>
      ) : null}
    </fieldset>
  );
};
