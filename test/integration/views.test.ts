/** Saved views: one's own and the shared ones, changed by whom they belong to, undoable like everything else. */
import { expect, it } from 'vitest';
import { editView, removeView, saveView, views } from '../../src/shared/views/contract.ts';
import { undo } from '../../src/shared/sync/contract.ts';
import { anApp } from '../support/anApp.ts';

const refused = (type: string) => ({ ok: false, error: { type } });

it('a view is one’s own until it is shared; then all see it, and only its owner or a manager changes it', async () => {
  const app = await anApp();
  const anna = await app.aPerson('Anna', 'seller');
  const bo = await app.aPerson('Bo', 'seller');
  const cia = await app.aPerson('Cia', 'manager');
  app.actAs(anna);
  const { id } = await app.run(saveView, { name: 'Store saker', params: { status: 'open', min: '100000' } });
  expect(await app.run(views)).toEqual([
    {
      id,
      name: 'Store saker',
      shared: false,
      mine: true,
      owner: { id: anna, name: 'Anna' },
      mayEdit: true,
      params: { status: 'open', min: '100000' },
      isUnreadable: false,
    },
  ]);
  app.actAs(bo);
  expect(await app.run(views)).toEqual([]);
  expect(await app.attempt(editView, { id, name: 'Bos' })).toEqual(refused('ViewNotFound'));
  app.actAs(anna);
  await app.run(editView, { id, shared: true });
  app.actAs(bo);
  expect(await app.run(views)).toMatchObject([{ name: 'Store saker', mine: false, mayEdit: false, owner: { name: 'Anna' } }]);
  expect(await app.attempt(editView, { id, name: 'Bos' })).toEqual(refused('NotYourView'));
  expect(await app.attempt(removeView, { id })).toEqual(refused('NotYourView'));
  app.actAs(cia);
  await app.run(editView, { id, name: 'Alles', params: { quiet: '14' } });
  expect(await app.run(views)).toMatchObject([{ name: 'Alles', params: { quiet: '14' }, shared: true }]);
});

it('an administrator does not see what others keep to themselves', async () => {
  const app = await anApp();
  const anna = await app.aPerson('Anna', 'seller');
  app.actAs(anna);
  const { id } = await app.run(saveView, { name: 'Mine', params: {} });
  app.actAs(app.me);
  expect(await app.run(views)).toEqual([]);
  expect(await app.attempt(removeView, { id })).toEqual(refused('ViewNotFound'));
});

it('views stand in the order of the region, and removing one can be undone', async () => {
  const app = await anApp();
  for (const name of ['Øst', 'Aasen', 'Ære', 'Bergen', 'Zoo']) await app.run(saveView, { name, params: {} });
  const names = async () => (await app.run(views)).map(({ name }) => name);
  expect(await names()).toEqual(['Bergen', 'Zoo', 'Ære', 'Øst', 'Aasen']);
  const [first] = await app.run(views);
  await app.run(removeView, { id: first?.id ?? expect.fail('no view') });
  expect(await names()).not.toContain('Bergen');
  await app.run(undo);
  expect(await names()).toContain('Bergen');
  expect(await app.findings()).toEqual([]);
});

it('parameters that are no parameters are refused', async () => {
  const app = await anApp();
  for (const params of [
    { 'a b': 'x' },
    { a: 'x'.repeat(501) },
    { a: 1 },
    Object.fromEntries(
      Array.from({ length: 41 }, (_, at) => [`p${'abcdefghij'[at % 10] ?? ''}${'abcdefghij'[Math.floor(at / 10)] ?? ''}`, '']),
    ),
  ])
    expect(await app.callRaw('pipeline.saveView', { name: 'x', params })).toMatchObject({ ok: false, error: { type: 'InvalidInput' } });
});
