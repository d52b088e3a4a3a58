/** The first CEO is named once: from then on positions are that person's to give, and whoever named them cannot take it back. */
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import type { Role } from '../../shared/admin/policy.ts';
import { useText } from '../app/i18n.ts';
import { mayDo } from '../app/may.ts';

export type Giving = {
  /** Whether the person at this window gives positions. */
  readonly mayGive: boolean;
  /** Whether they do no more once this person is CEO. */
  readonly endsWithCeo: boolean;
};

/** `personId` null: somebody new. */
export const givingTo = (workspace: WorkspaceView, personId: string | null): Giving => {
  const mayGive = mayDo(workspace, 'position.give');
  return { mayGive, endsWithCeo: mayGive && !workspace.me.hasCeo && personId !== workspace.me.id };
};

export const isFinal = ({ endsWithCeo }: Giving, { position }: Pick<Role, 'position'>): boolean => endsWithCeo && position === 'ceo';

export const CeoHint = ({ isShown }: { readonly isShown: boolean }) => {
  const { t } = useText();
  return (
    <span role="status" className={isShown ? 'small warn ceoHint' : 'heard'}>
      {isShown ? t('settings.ceoFinal') : ''}
    </span>
  );
};
