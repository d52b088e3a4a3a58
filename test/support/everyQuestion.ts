/** Every question that the contract can be asked, over the sample company with one record more of each kind that it lacks: for what holds of any. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as accounts from '../../src/shared/accounts/contract.ts';
import { knowledge } from '../../src/shared/accounts/knowledgeContract.ts';
import { mergePreview } from '../../src/shared/accounts/mergeContract.ts';
import { workspace } from '../../src/shared/admin/contract.ts';
import { entries } from '../../src/shared/contract.ts';
import * as imports from '../../src/shared/imports/contract.ts';
import type { AnyEntry, CallInputOf, OutputOf, Query } from '../../src/shared/kernel/contract.ts';
import { day } from '../../src/shared/kernel/day.ts';
import { board, boardColumn } from '../../src/shared/pipeline/boardContract.ts';
import { baseRates, outlook, stageFlow } from '../../src/shared/pipeline/cockpitContract.ts';
import * as pipeline from '../../src/shared/pipeline/contract.ts';
import { dealTerms, setDealCredit } from '../../src/shared/pipeline/creditContract.ts';
import * as search from '../../src/shared/search/contract.ts';
import { saveView } from '../../src/shared/views/contract.ts';
import { pipelineReport } from '../../src/shared/reports/pipelineContract.ts';
import { history, names, recordAsOf } from '../../src/shared/sync/contract.ts';
import { aDeal, testStart } from './builders.ts';

/** Answers the value of an entry, or throws. */
export type Asks = <E extends AnyEntry>(entry: E, input: CallInputOf<E>) => Promise<OutputOf<E>>;

export const queries = entries.filter((entry): entry is Query => entry.kind === 'query');

/** What each query is asked, so that every question that it can put is put once. */
export type Questions = readonly (readonly [query: Query, inputs: readonly unknown[]])[];

/** Adds to the sample company what the questions look up, so that no query has nothing to look up, and puts them together; a file of it stands in `folder`. */
export const everyQuestion = async (call: Asks, folder: string, lend: (path: string) => string): Promise<Questions> => {
  const accountId = (await call(accounts.createAccount, { name: 'Fjordfisk' })).id;
  const contactId = (await call(accounts.createContact, { accountId, name: 'Fjell' })).id;
  const productId = (await call(accounts.createProduct, { name: 'Fjernmåler' })).id;
  const { id: dealId } = await call(pipeline.createDeal, aDeal({ accountId, productId }));
  await call(pipeline.editDeal, { id: dealId, contactId });
  const { me } = await call(workspace, {});
  await call(setDealCredit, { id: dealId, shares: [{ personId: me.id, shareBp: 10_000 }] });
  await call(saveView, { name: 'Mine', params: {} });
  const file = join(folder, 'companies.csv');
  writeFileSync(file, 'Company,Industry,City\nA,technolgy,Oslo\n');
  const { batchId } = await call(imports.run, { grant: lend(file), kind: 'accounts' });
  if (batchId === null) throw new Error('nothing was imported');
  const [other] = (await call(accounts.accounts, {})).rows.filter(({ id }) => id !== accountId);
  const { stages } = await call(pipeline.stages, {});
  const period = { from: day('2026-01-01'), to: day('2026-06-30') };
  const past = { asOf: day('2026-06-30') };
  const asRecorded = { recordedAsOf: Date.parse(testStart) - 1 };
  const ways = [{}, past, period, asRecorded];

  /** `{}` where it takes nothing else. */
  const asked = new Map<string, readonly unknown[]>();
  const ask = <E extends Query>(entry: E, ...inputs: readonly CallInputOf<E>[]): void => void asked.set(entry.name, inputs);
  ask(history, { id: dealId });
  ask(names, { ids: [dealId, accountId] });
  ask(recordAsOf, { id: dealId, ...asRecorded });
  ask(outlook, period, { ...period, ...past });
  ask(stageFlow, {}, past);
  ask(baseRates, {}, past);
  ask(accounts.account, { id: accountId });
  ask(accounts.timeline, { accountId }, { accountId, dealId });
  ask(knowledge, { accountId });
  ask(mergePreview, { keep: accountId, gone: other?.id ?? accountId });
  ask(pipeline.deal, { id: dealId });
  ask(dealTerms, { id: dealId });
  ask(pipeline.deals, {}, { words: 'sens' });
  ask(pipeline.kpi, ...ways);
  ask(pipeline.behind, ...pipeline.measures.flatMap((measure) => ways.map((way) => ({ measure, ...way }))));
  ask(pipeline.openByStage, ...ways.filter((way) => way !== period));
  ask(pipeline.wonByMonth, ...ways.filter((way) => way !== period));
  ask(search.find, { text: 'fj' }, { text: 'kari' });
  ask(search.findByIds, { ids: [dealId, accountId, contactId, productId, me.id] });
  ask(board, {}, { closedFrom: period.from });
  ask(boardColumn, ...stages.map(({ id }) => ({ stageId: id })));
  ask(pipelineReport, {}, past, period);
  ask(imports.problemsCsv, { batchId });
  return queries.map((query) => [query, asked.get(query.name) ?? [{}]] as const);
};
