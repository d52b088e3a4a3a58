/** What happened to a deal: moves, amounts and owners by the day they took effect. */
import type { DealView } from '../../shared/pipeline/contract.ts';
import { formatDay, formatMoney } from '../../shared/i18n/format.ts';
import { useText } from '../app/i18n.ts';
import { seededName } from '../app/names.ts';
import type { DealEvent } from './dealEvents.ts';
import { dealEvents } from './dealEvents.ts';

export const DealHistory = ({ deal }: { readonly deal: DealView }) => {
  const { t, language } = useText();
  const what = (event: DealEvent): { readonly text: string; readonly detail: string } => {
    if (event.kind === 'move') {
      const { stage, reason, closeReason } = event.move;
      const detail = [closeReason === null ? null : seededName(t, closeReason), reason].filter(Boolean).join(': ');
      return { text: t('pipeline.eventMove', { stage: stage === null ? t('common.notKnown') : seededName(t, stage) }), detail };
    }
    if (event.kind === 'owner')
      return { text: t('pipeline.eventOwner', { person: event.owner.person?.name ?? t('common.nobody') }), detail: '' };
    const { amount, expectedClose, estimate } = event.value;
    return {
      text: t('pipeline.eventValue', { amount: amount === null ? t('pipeline.noAmount') : formatMoney(language, amount) }),
      detail: [
        estimate ? t('pipeline.estimate') : null,
        expectedClose === null ? null : `${t('pipeline.expectedClose')} ${formatDay(language, expectedClose)}`,
      ]
        .filter(Boolean)
        .join(' · '),
    };
  };
  return (
    <ul className="history">
      {dealEvents(deal).map((event, index) => {
        const { text, detail } = what(event);
        return (
          // The facts of a deal are only ever added to, and shown whole.
          <li key={`${event.kind} ${event.day ?? ''} ${index}`}>
            <span className="medium">{text}</span>
            <span className="muted">{event.day === null ? t('pipeline.noDay') : formatDay(language, event.day)}</span>
            {detail === '' ? null : <span className="meta">{detail}</span>}
          </li>
        );
      })}
    </ul>
  );
};
