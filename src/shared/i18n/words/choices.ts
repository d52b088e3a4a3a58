/** What a column may be, where it may be one of a few: under table, column and choice. */
import { words } from '../text.ts';
import { account } from './account.ts';
import { common } from './common.ts';
import { fields } from './fields.ts';
import { imports } from './imports.ts';
import { pipeline } from './pipeline.ts';
import { settings } from './settings.ts';

export const choices = words({
  'workspace.region.NO': settings.regionNO,
  'workspace.region.DK': settings.regionDK,
  'workspace.region.SE': settings.regionSE,
  'workspace.region.GB': settings.regionGB,
  'membership.access.admin': common.accessAdmin,
  'membership.access.manager': common.accessManager,
  'membership.access.seller': common.accessMember,
  'membership.access.guest': common.accessGuest,
  'membership.function.sales': common.sales,
  'membership.function.marketing': common.marketing,
  'membership.function.management': settings.functionManagement,
  'membership.position.none': settings.positionNone,
  'membership.position.salesLeader': settings.positionSalesLeader,
  'membership.position.marketingLeader': settings.positionMarketingLeader,
  'membership.position.bothLeader': settings.positionBothLeader,
  'membership.position.ceo': settings.positionCeo,
  'activity.kind.call': account.kindCall,
  'activity.kind.meeting': account.kindMeeting,
  'activity.kind.email': account.kindEmail,
  'activity.kind.visit': account.kindVisit,
  'activity.kind.event': account.kindEvent,
  'activity.kind.note': account.kindNote,
  'activity.team.sales': common.sales,
  'activity.team.marketing': common.marketing,
  'activity.team.service': account.teamService,
  'knowledge.side.salesKnows': account.knows,
  'knowledge.side.dataSays': account.says,
  'stage.kind.open': pipeline.statusOpen,
  'stage.kind.won': pipeline.statusWon,
  'stage.kind.lost': pipeline.statusLost,
  'stage_criterion.provenBy.manual': { en: 'a person', nb: 'en person', da: 'en person', sv: 'en person' },
  'stage_criterion.provenBy.hasAmount': common.amount,
  'stage_criterion.provenBy.hasExpectedClose': pipeline.expectedClose,
  'stage_criterion.provenBy.hasContact': common.contact,
  'stage_criterion.provenBy.hasNextStep': fields['deal.nextStep'],
  'stage_criterion.provenBy.hasAccount': common.company,
  'close_reason.kind.won': pipeline.statusWon,
  'close_reason.kind.lost': pipeline.statusLost,
  'import_batch.status.committed': imports.batchCommitted,
  'import_batch.status.undone': imports.batchUndone,
});
