/** The people of an account: each part edited where it stands, removed with undo, added with a name and Enter. */
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import type { AccountView } from '../../shared/accounts/contract.ts';
import { createContact, editContact, removeContact } from '../../shared/accounts/contract.ts';
import { contact as contactTable } from '../../shared/accounts/schema.ts';
import type { WorkspaceView } from '../../shared/admin/contract.ts';
import { fieldKey } from '../../shared/i18n/dictionary.ts';
import type { Id } from '../../shared/kernel/brand.ts';
import { fieldsIn, type RecordField } from '../../shared/kernel/fields.ts';
import { useCommand } from '../app/calls.ts';
import { useText } from '../app/i18n.ts';
import { FieldEditable, isTyped } from '../ui/FieldEditable.tsx';
import { useSaying } from './useSaying.ts';

type Contact = AccountView['contacts'][number];
const fields = fieldsIn(contactTable).filter(isTyped);

type ContactsProps = { readonly accountId: Id<'Account'>; readonly contacts: readonly Contact[]; readonly workspace: WorkspaceView };

export const Contacts = ({ accountId, contacts, workspace }: ContactsProps) => {
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
          <ContactRow key={contact.id} contact={contact} workspace={workspace} />
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
            maxLength={contactTable.columns.name.max}
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

type ContactRowProps = { readonly contact: Contact; readonly workspace: WorkspaceView };

const ContactRow = ({ contact, workspace }: ContactRowProps) => {
  const { t } = useText();
  const { mutateAsync: remove } = useCommand(removeContact);
  const attempt = useSaying();
  return (
    <li>
      <div className="grow">
        {fields.map((field) => (
          <ContactField key={field.name} field={field} contact={contact} workspace={workspace} />
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

/** What is not known stands there by its name, so that it can be filled in. */
const ContactField = ({ field, contact, workspace }: ContactRowProps & { readonly field: RecordField<keyof Contact> }) => {
  const { t } = useText();
  const { mutateAsync: edit } = useCommand(editContact);
  const label = t(fieldKey(field));
  const isUnknown = contact[field.name] === null;
  return (
    <div className={field.name === 'name' ? 'medium' : 'small'}>
      <FieldEditable
        field={field}
        record={contact}
        here={workspace}
        own={{ label: `${label}, ${contact.name}`, ...(isUnknown ? { shown: label } : {}) }}
        className={isUnknown ? 'muted' : ''}
        onSave={async (patch, was) => edit({ id: contact.id, ...patch, was })}
      />
    </div>
  );
};
