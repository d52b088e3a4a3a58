/** The people of an account: each part edited where it stands, removed with undo, added with a name and Enter. */
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountView } from '../../shared/accounts/contract.ts';
import { createContact, editContact, removeContact } from '../../shared/accounts/contract.ts';
import type { TextKey } from '../../shared/i18n/dictionary.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { Editable } from '../ui/Editable.tsx';
import { useSaying } from './useSaying.ts';

type Contact = AccountView['contacts'][number];
type Part = 'name' | 'title' | 'email' | 'phone';
const parts: readonly Part[] = ['name', 'title', 'email', 'phone'];
const partTexts: Readonly<Record<Part, TextKey>> = {
  name: 'common.name',
  title: 'account.contactTitle',
  email: 'common.email',
  phone: 'account.contactPhone',
};
const inputModes = { name: 'text', title: 'text', email: 'email', phone: 'tel' } as const;

type ContactsProps = { readonly accountId: Id<'Account'>; readonly contacts: readonly Contact[] };

export const Contacts = ({ accountId, contacts }: ContactsProps) => {
  const { t } = useText();
  const [name, setName] = useState('');
  const { mutateAsync: add } = useCommand(createContact);
  const attempt = useSaying();
  return (
    <section className="panel">
      <h2 className="hSection">{t('account.contacts')}</h2>
      {contacts.length === 0 ? <p className="small muted">{t('account.noContacts')}</p> : null}
      <ul className="contacts">
        {contacts.map((contact) => (
          <ContactRow key={contact.id} contact={contact} />
        ))}
      </ul>
      <form
        className="formLine"
        onSubmit={(event) => {
          event.preventDefault();
          const plain = name.trim();
          if (plain !== '')
            void attempt(async () => add({ accountId, name: plain })).then((isDone) => {
              if (isDone) setName('');
            });
        }}
      >
        <span className="field grow">
          <input
            type="text"
            maxLength={120}
            aria-label={t('account.addContact')}
            placeholder={t('account.addContact')}
            value={name}
            onChange={(event) => {
              setName(event.target.value);
            }}
          />
        </span>
      </form>
    </section>
  );
};

const ContactRow = ({ contact }: { readonly contact: Contact }) => {
  const { t } = useText();
  const { mutateAsync: edit } = useCommand(editContact);
  const { mutateAsync: remove } = useCommand(removeContact);
  const attempt = useSaying();
  return (
    <li>
      <div className="grow">
        {parts.map((part) => (
          <div key={part} className={part === 'name' ? 'medium' : 'small'}>
            <Editable
              label={`${t(partTexts[part])}, ${contact.name}`}
              shown={contact[part] ?? (part === 'name' ? null : t(partTexts[part]))}
              className={contact[part] === null ? 'muted' : ''}
              value={contact[part] ?? ''}
              inputMode={inputModes[part]}
              echo={(text) =>
                part === 'name' && text.trim() === '' ? { isRight: false, text: t('account.needed') } : { isRight: true, text: null }
              }
              onSave={async (text, was) =>
                edit({ id: contact.id, [part]: text.trim() === '' ? null : text.trim(), was: { [part]: was === '' ? null : was } })
              }
            />
          </div>
        ))}
      </div>
      <button
        type="button"
        className="iconButton"
        aria-label={t('common.removeNamed', { name: contact.name })}
        onClick={() => void attempt(async () => remove({ id: contact.id }), t('board.howToUndo'))}
      >
        <IconTrash className="icon small" stroke={1.75} aria-hidden="true" />
      </button>
    </li>
  );
};
