/** Two windows editing one field of a deal: the later one is told and chooses, and the history keeps what both wrote. */
import { describe, expect, it } from 'vitest';
import { createAccount, createContact, editContact } from '../../src/shared/accounts/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { createDeal, deal, editDeal, setDealOwner, setDealValue } from '../../src/shared/pipeline/contract.ts';
import { history } from '../../src/shared/sync/contract.ts';
import { anApp } from '../support/anApp.ts';
import { aDeal, nok, sek } from '../support/builders.ts';

const changed = (field: string) => ({ ok: false, error: { type: 'ChangedMeanwhile', field } });

describe('who edits from an old picture', () => {
  it('of a title or a next step is refused, and both texts stand in the history once the second is saved over the first', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ title: 'Old', nextStep: null }));
    await app.run(editDeal, { id, title: 'Theirs', was: { title: 'Old' } });
    expect(await app.attempt(editDeal, { id, title: 'Mine', was: { title: 'Old' } })).toEqual(changed('title'));
    // Another field of the same deal is no conflict.
    await app.run(editDeal, { id, nextStep: 'Call', was: { nextStep: null } });
    expect(await app.attempt(editDeal, { id, nextStep: 'Write', was: { nextStep: null } })).toEqual(changed('nextStep'));
    await app.run(editDeal, { id, title: 'Mine', was: { title: 'Theirs' } });
    const titles = (await app.run(history, { id })).flatMap(({ changes }) =>
      changes.filter(({ field }) => field === 'title').map(({ to }) => to),
    );
    expect(titles).toEqual(['Mine', 'Theirs', 'Old']);
  });

  it('of an amount or a day is refused, in either currency', async () => {
    const app = await anApp();
    const { id } = await app.run(createDeal, aDeal({ amount: nok(100) }));
    expect(await app.attempt(setDealValue, { id, amount: nok(1), was: { amount: sek(100) } })).toEqual(changed('amount'));
    expect(await app.attempt(setDealValue, { id, amount: nok(1), was: { amount: null } })).toEqual(changed('amount'));
    await app.run(setDealValue, { id, amount: nok(200), was: { amount: nok(100) } });
    expect(await app.attempt(setDealValue, { id, amount: null, was: { amount: nok(100) } })).toEqual(changed('amount'));
    await app.run(setDealValue, { id, expectedClose: day('2027-01-01'), was: { expectedClose: null } });
    expect(await app.attempt(setDealValue, { id, expectedClose: null, was: { expectedClose: null } })).toEqual(changed('expectedClose'));
    expect(await app.run(deal, { id })).toMatchObject({ amount: nok(200), expectedClose: '2027-01-01' });
  });

  it('of a contact is refused', async () => {
    const app = await anApp();
    const accountId = (await app.run(createAccount, { name: 'Fjordfisk' })).id;
    const { id } = await app.run(createContact, { accountId, name: 'Anna', phone: '1' });
    await app.run(editContact, { id, phone: '2', was: { phone: '1' } });
    expect(await app.attempt(editContact, { id, phone: '3', was: { phone: '1' } })).toEqual(changed('phone'));
    await app.run(editContact, { id, email: 'a@b.no', was: { email: null } });
    await app.run(editContact, { id, phone: null, was: { phone: '2' } });
  });

  it('of an owner is refused', async () => {
    const app = await anApp();
    const anna = await app.aPerson('Anna', 'seller');
    const bo = await app.aPerson('Bo', 'seller');
    const { id } = await app.run(createDeal, aDeal({ ownerId: anna }));
    await app.run(setDealOwner, { id, personId: bo, was: { personId: anna } });
    expect(await app.attempt(setDealOwner, { id, personId: null, was: { personId: anna } })).toEqual(changed('ownerId'));
    await app.run(setDealOwner, { id, personId: null, was: { personId: bo } });
    expect(await app.run(deal, { id })).toMatchObject({ owner: null });
  });
});
