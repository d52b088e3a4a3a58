/** Who may read and write what at a hub, written down by hand and on purpose a second time: the row of the rights holds the hub to it, cell by cell. */
import { type AccessRole, accessRoles, type Position, positions, type TeamFunction, teamFunctions } from '../../src/shared/admin/schema.ts';
import type { Table } from '../../src/shared/kernel/table.ts';
import { deletedCell, type Payload } from '../../src/shared/sync/changeSet.ts';
import { change, insert, valueFor } from '../hub/hubFixture.ts';

/** What somebody holds; `former`: held until yesterday. */
export type Standing = {
  readonly name: string;
  readonly access: AccessRole;
  readonly side: TeamFunction;
  readonly position: Position;
  readonly former?: true;
};

/** Every access in every function and position, and whoever’s role has ended. */
export const standings: readonly Standing[] = [
  ...accessRoles.flatMap((access) =>
    teamFunctions.flatMap((side) => positions.map((position) => ({ name: `${access}-${side}-${position}`, access, side, position }))),
  ),
  { name: 'former', access: 'admin', side: 'sales', position: 'none', former: true },
];

/** Those that every round tries: the ordinary ones, and one of each kind that differs. */
export const usual: ReadonlySet<string> = new Set([
  'admin-management-none',
  'manager-sales-none',
  'seller-sales-none',
  'seller-marketing-none',
  'seller-management-none',
  'seller-sales-salesLeader',
  'seller-management-ceo',
  'guest-sales-none',
  'guest-marketing-ceo',
  'former',
]);

/** Whose record it is, seen from whoever writes. `teammate`: somebody of the same team. */
export const whose = ['own', 'teammate', 'other', 'nobody'] as const;
export type Whose = (typeof whose)[number];

const isAny = ({ access, former }: Standing): boolean => access !== 'guest' && former !== true;
const isAdmin = (one: Standing): boolean => isAny(one) && one.access === 'admin';
const isLeader = (one: Standing): boolean => isAny(one) && (one.access === 'admin' || one.access === 'manager');
const isCeo = (one: Standing): boolean => isAny(one) && one.position === 'ceo';
const givesRoles = (one: Standing): boolean => isAdmin(one) || isCeo(one);
const nobody = (): boolean => false;
type May = (one: Standing) => boolean;

/** Tables whose rows belong to nobody in particular: who may make and write them. */
export const commonTables: Readonly<Record<string, May>> = {
  workspace: isAdmin,
  person: isAdmin,
  // The CEO gives positions, and a position is a part of a role.
  membership: givesRoles,
  team: isLeader,
  team_member: isLeader,
  exchange_rate: isLeader,
  revenue_target: isLeader,
  account: isAny,
  contact: isAny,
  product: isLeader,
  product_price: isLeader,
  stage: isLeader,
  stage_criterion: isLeader,
  close_reason: isLeader,
  import_batch: isLeader,
  external_ref: isLeader,
  import_problem: isLeader,
  import_decision: isLeader,
  import_mapping: isLeader,
};

/** Cells that need more than their row. There is a CEO in this workspace, whose alone the positions are. */
const specialCells: Readonly<Record<string, May>> = { 'account.mergedInto': isLeader, 'membership.position': isCeo };

/** Tables of a record with owners: its leaders’ and its owner’s, and everybody’s while it has none. The second kind of record is a test’s own. */
export const roots = [
  { table: 'deal', facts: ['deal_value', 'stage_move', 'deal_credit'], column: 'dealId', says: 'activity' },
  { table: 'plan', facts: ['plan_step'], column: 'planId', says: 'plan_remark' },
] as const;
export type Root = (typeof roots)[number];

/** Tables of one’s own: entries of a timeline and what is known of an account, lists and pay slips. */
export const ownedByColumn = {
  activity: 'authorId',
  knowledge: 'authorId',
  plan_remark: 'authorId',
  saved_view: 'ownerId',
  payslip: 'personId',
} as const;
export const sealedTables = ['verdict', 'signature'] as const;

/** What decides whose a row is and who sees it stays as it was made. */
const fixedCells: ReadonlySet<string> = new Set([
  'activity.authorId',
  'activity.dealId',
  'knowledge.authorId',
  'plan_remark.authorId',
  'plan_remark.stepId',
  'saved_view.ownerId',
  'payslip.personId',
]);

export const mayCommon = (one: Standing, table: string, cell: string | null): boolean =>
  (specialCells[`${table}.${cell}`] ?? commonTables[table] ?? nobody)(one);

export const mayRecord = (one: Standing, of: Whose): boolean => isLeader(one) || (isAny(one) && (of === 'own' || of === 'nobody'));

/** Sales sees the own records, the team’s and nobody’s; the other sides work with all of them. */
export const seesRecord = (one: Standing, of: Whose): boolean => isAny(one) && (isLeader(one) || one.side !== 'sales' || of !== 'other');

/** Pay goes by position alone. */
export const seesPay = (one: Standing, of: Whose): boolean => {
  if (!isAny(one)) return false;
  if (of === 'own' || one.position === 'ceo') return true;
  return of === 'teammate' && one.position !== 'none';
};

/** Whoever sees a record may say something about it, in the own name. */
export const maySay = seesRecord;

/** What is somebody’s own is theirs to change, and the leaders’; pay slips are the leaders’ alone. */
export const mayOwn = (one: Standing, table: keyof typeof ownedByColumn, of: Whose, cell: string): boolean => {
  if (fixedCells.has(`${table}.${cell}`)) return false;
  return isLeader(one) || (table !== 'payslip' && isAny(one) && of === 'own');
};

export const maySign = (one: Standing): boolean => isAny(one) && one.position !== 'none';

/** Tables of which no row comes out of the trash by the right that everybody has to bring things back: by that of writing them alone. */
const byWriting: ReadonlySet<string> = new Set(['membership', 'team_member', 'contact', 'stage_criterion', 'import_problem']);

/** What came with imports is seen by who runs them. */
const seenByLeaders: ReadonlySet<string> = new Set(['import_batch', 'external_ref', 'import_decision', 'import_mapping']);

export const mayRestore = (one: Standing, table: string): boolean =>
  byWriting.has(table) ? mayCommon(one, table, null) : seenByLeaders.has(table) ? isLeader(one) : isAny(one);

/** Verbs of the hub itself. */
export const mayInvite = isAdmin;

/** A whole row of a table under this id; what need not be there is not, because it is tried by itself. */
export const rowOf = (table: Table, id: string, about: Readonly<Record<string, string | number | null>> = {}): Payload => {
  const cells: Record<string, string | number | null> = {};
  for (const [name, column] of Object.entries(table.columns)) {
    // A role with a position is more than a role.
    const isPosition = table.name === 'membership' && name === 'position';
    cells[name] = column.kind === 'id' ? id : column.optional ? null : isPosition ? 'none' : valueFor(column);
  }
  if (table.sync === 'fact') {
    cells['happenedAt'] = 1_795_000_000_000;
    cells['happenedDay'] = '2026-11-20';
  }
  return insert(table.name, { ...cells, ...about });
};

export type Try = { readonly what: string; readonly payload: Payload; readonly isAllowed: boolean };

/** Every cell of a row written by itself, the row taken away and brought back. */
export const cellTries = (
  table: Table,
  id: string,
  salt: string,
  may: { readonly write: (cell: string) => boolean; readonly restore: boolean },
): readonly Try[] => [
  ...Object.entries(table.columns).flatMap(([name, column]): readonly Try[] =>
    column.kind === 'id'
      ? []
      : [
          {
            what: `${table.name}.${name}`,
            payload: change(table.name, id, { [name]: valueFor(column, salt) }),
            isAllowed: may.write(name),
          },
        ],
  ),
  { what: `${table.name} to the trash`, payload: change(table.name, id, { [deletedCell]: 1 }), isAllowed: may.write('') },
  { what: `${table.name} from the trash`, payload: change(table.name, id, { [deletedCell]: 0 }), isAllowed: may.restore },
];
