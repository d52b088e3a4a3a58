/** Texts of the pipeline page and of a deal. */
import { type Additions, words } from '../text.ts';
import { ofAccounts } from './account.ts';
import { common } from './common.ts';
import { deal } from './deal.ts';

export const pipeline = words({
  finding: {
    en: {
      one: '<openCount>{{n}}</openCount> open deal is worth <openAmount>{{raw}}</openAmount>, <weightedAmount>{{weighted}}</weightedAmount> weighted',
      other:
        '<openCount>{{n}}</openCount> open deals are worth <openAmount>{{raw}}</openAmount>, <weightedAmount>{{weighted}}</weightedAmount> weighted',
    },
    nb: {
      one: '<openCount>{{n}}</openCount> åpen salgsmulighet er verdt <openAmount>{{raw}}</openAmount>, vektet <weightedAmount>{{weighted}}</weightedAmount>',
      other:
        '<openCount>{{n}}</openCount> åpne salgsmuligheter er verdt <openAmount>{{raw}}</openAmount>, vektet <weightedAmount>{{weighted}}</weightedAmount>',
    },
    da: {
      one: '<openCount>{{n}}</openCount> åben salgsmulighed er <openAmount>{{raw}}</openAmount> værd, vægtet <weightedAmount>{{weighted}}</weightedAmount>',
      other:
        '<openCount>{{n}}</openCount> åbne salgsmuligheder er <openAmount>{{raw}}</openAmount> værd, vægtet <weightedAmount>{{weighted}}</weightedAmount>',
    },
    sv: {
      one: '<openCount>{{n}}</openCount> öppen affär är värd <openAmount>{{raw}}</openAmount>, viktad <weightedAmount>{{weighted}}</weightedAmount>',
      other:
        '<openCount>{{n}}</openCount> öppna affärer är värda <openAmount>{{raw}}</openAmount>, viktade <weightedAmount>{{weighted}}</weightedAmount>',
    },
  },
  findingMixed: {
    en: {
      one: '<openCount>{{n}}</openCount> deal is open, in {{codes}}',
      other: '<openCount>{{n}}</openCount> deals are open, in {{codes}}',
    },
    nb: {
      one: '<openCount>{{n}}</openCount> salgsmulighet er åpen, i {{codes}}',
      other: '<openCount>{{n}}</openCount> salgsmuligheter er åpne, i {{codes}}',
    },
    da: {
      one: '<openCount>{{n}}</openCount> salgsmulighed er åben, i {{codes}}',
      other: '<openCount>{{n}}</openCount> salgsmuligheder er åbne, i {{codes}}',
    },
    sv: {
      one: '<openCount>{{n}}</openCount> affär är öppen, i {{codes}}',
      other: '<openCount>{{n}}</openCount> affärer är öppna, i {{codes}}',
    },
  },
  filterOpen: { en: 'Open', nb: 'Åpne', da: 'Åbne', sv: 'Öppna' },
  filterWon: { en: 'Won', nb: 'Vunne', da: 'Vundne', sv: 'Vunna' },
  filterLost: { en: 'Lost', nb: 'Tapte', da: 'Tabte', sv: 'Förlorade' },
  findingFiltered: {
    en: { one: '{{n}} deal in this selection', other: '{{n}} deals in this selection' },
    nb: { one: '{{n}} salgsmulighet i dette utvalget', other: '{{n}} salgsmuligheter i dette utvalget' },
    da: { one: '{{n}} salgsmulighed i dette udvalg', other: '{{n}} salgsmuligheder i dette udvalg' },
    sv: { one: '{{n}} affär i det här urvalet', other: '{{n}} affärer i det här urvalet' },
  },
  context: {
    en: "Amounts excl. VAT in the deal's own currency · weighted by the agreed probability of the stage",
    nb: 'Beløp ekskl. mva. i salgsmulighetens valuta · vektet med fasens avtalte sannsynlighet',
    da: 'Beløb ekskl. moms i salgsmulighedens valuta · vægtet med fasens aftalte sandsynlighed',
    sv: 'Belopp exkl. moms i affärens valuta · viktade med stegets överenskomna sannolikhet',
  },
  probability: { en: 'Probability', nb: 'Sannsynlighet', da: 'Sandsynlighed', sv: 'Sannolikhet' },
  expectedClose: { en: 'Expected close', nb: 'Forventet avsluttet', da: 'Forventet lukket', sv: 'Förväntat avslut' },
  closedDay: { en: 'Closed', nb: 'Avsluttet', da: 'Lukket', sv: 'Avslutad' },
  createdDay: { en: 'Created', nb: 'Opprettet', da: 'Oprettet', sv: 'Skapad' },
  quietDays: { en: 'Quiet days', nb: 'Stille dager', da: 'Stille dage', sv: 'Tysta dagar' },
  status: { en: 'Status', nb: 'Status', da: 'Status', sv: 'Status' },
  statusOpen: { en: 'Open', nb: 'Åpen', da: 'Åben', sv: 'Öppen' },
  statusWon: { en: 'Won', nb: 'Vunnet', da: 'Vundet', sv: 'Vunnen' },
  statusLost: { en: 'Lost', nb: 'Tapt', da: 'Tabt', sv: 'Förlorad' },
  statusAll: { en: 'All', nb: 'Alle', da: 'Alle', sv: 'Alla' },
  anyStage: { en: 'All stages', nb: 'Alle faser', da: 'Alle faser', sv: 'Alla steg' },
  anyOwner: { en: 'All owners', nb: 'Alle ansvarlige', da: 'Alle ansvarlige', sv: 'Alla ansvariga' },
  clearFilters: { en: 'Clear the filters', nb: 'Nullstill filtrene', da: 'Nulstil filtrene', sv: 'Rensa filtren' },
  noAmount: { en: 'no amount', nb: 'uten beløp', da: 'uden beløb', sv: 'utan belopp' },
  noDay: { en: 'no date', nb: 'uten dato', da: 'uden dato', sv: 'utan datum' },
  noAccount: { en: 'no company', nb: 'uten firma', da: 'uden virksomhed', sv: 'utan företag' },
  noOwner: { en: 'no owner', nb: 'uten ansvarlig', da: 'uden ansvarlig', sv: 'utan ansvarig' },
  overdue: { en: '{{day}}, overdue', nb: '{{day}}, forfalt', da: '{{day}}, overskredet', sv: '{{day}}, passerat' },
  estimate: { en: 'estimate', nb: 'anslag', da: 'skøn', sv: 'uppskattning' },
  estimateExplained: {
    en: 'The amount is a list price, not agreed',
    nb: 'Beløpet er en listepris, ikke avtalt',
    da: 'Beløbet er en listepris, ikke aftalt',
    sv: 'Beloppet är ett listpris, inte avtalat',
  },
  emptyTitle: { en: 'No deal matches', nb: 'Ingen salgsmuligheter passer', da: 'Ingen salgsmuligheder passer', sv: 'Inga affärer passar' },
  emptyBody: {
    en: 'Nothing in the pipeline fits these filters.',
    nb: 'Ingenting i pipelinen passer til filtrene.',
    da: 'Intet i pipelinen passer til filtrene.',
    sv: 'Inget i pipelinen passar filtren.',
  },
  noNextStep: { en: 'No next step', nb: 'Mangler neste steg', da: 'Mangler næste skridt', sv: 'Saknar nästa steg' },
  reason: { en: 'Reason', nb: 'Årsak', da: 'Årsag', sv: 'Orsak' },
  lossReason: { en: 'Reason for loss', nb: 'Tapsårsak', da: 'Tabsårsag', sv: 'Förlustorsak' },
  eventMove: { en: 'To {{stage}}', nb: 'Til {{stage}}', da: 'Til {{stage}}', sv: 'Till {{stage}}' },
  eventOwner: { en: 'Owner: {{person}}', nb: 'Ansvarlig: {{person}}', da: 'Ansvarlig: {{person}}', sv: 'Ansvarig: {{person}}' },
  eventValue: { en: 'Amount: {{amount}}', nb: 'Beløp: {{amount}}', da: 'Beløb: {{amount}}', sv: 'Belopp: {{amount}}' },
  totalWithoutAmount: {
    en: '{{missing}} without an amount',
    nb: '{{missing}} uten beløp',
    da: '{{missing}} uden beløb',
    sv: '{{missing}} utan belopp',
  },
  recorded: { en: 'Who recorded what', nb: 'Hvem registrerte hva', da: 'Hvem registrerede hvad', sv: 'Vem registrerade vad' },
});

const closeReason = { en: 'Reason for closing', nb: 'Avslutningsårsak', da: 'Afslutningsårsag', sv: 'Avslutsorsak' } as const;

const fields = words({
  'deal.title': { en: 'Title', nb: 'Tittel', da: 'Titel', sv: 'Titel' },
  'deal.accountId': common.company,
  'deal.productId': common.product,
  'deal.contactId': common.contact,
  'deal.nextStep': { en: 'Next step', nb: 'Neste steg', da: 'Næste skridt', sv: 'Nästa steg' },
  'deal.nextStepDay': { en: 'Day of the next step', nb: 'Dag for neste steg', da: 'Dag for næste skridt', sv: 'Dag för nästa steg' },
  'stage.name': common.name,
  'stage.position': { en: 'Place in the order', nb: 'Plass i rekkefølgen', da: 'Plads i rækkefølgen', sv: 'Plats i ordningen' },
  'stage.kind': pipeline.status,
  'stage.probabilityBp': pipeline.probability,
  'stage_criterion.stageId': common.stage,
  'stage_criterion.text': ofAccounts.fields['activity.body'],
  'stage_criterion.provenBy': { en: 'Shown by', nb: 'Vises av', da: 'Vises af', sv: 'Visas av' },
  'close_reason.kind': pipeline.status,
  'close_reason.name': common.name,
  'close_reason.notALoss': { en: 'Not a loss', nb: 'Ikke et tap', da: 'Ikke et tab', sv: 'Ingen förlust' },
  'deal_value.dealId': common.deal,
  'deal_value.amountMinor': common.amount,
  'deal_value.expectedClose': pipeline.expectedClose,
  'deal_value.estimate': { en: 'Estimate', nb: 'Anslag', da: 'Skøn', sv: 'Uppskattning' },
  'deal_value.monthlyMinor': deal.monthly,
  'deal_value.termMonths': deal.term,
  'stage_move.dealId': common.deal,
  'stage_move.toStageId': common.stage,
  'stage_move.reason': pipeline.reason,
  'stage_move.closeReasonId': closeReason,
  'deal_credit.dealId': common.deal,
  'deal_credit.shares': deal.credit,
});

/** What the pipeline adds to the areas that speak of every context. */
export const ofPipeline = {
  kinds: words({
    stage: common.stage,
    stage_criterion: { en: 'Criterion', nb: 'Krav', da: 'Krav', sv: 'Krav' },
    close_reason: fields['stage_move.closeReasonId'],
    deal: common.deal,
    deal_value: common.amount,
    stage_move: common.stage,
    deal_credit: deal.credit,
  }),
  fields,
  choices: words({
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
  }),
  changes: words({
    pipeline_setDealCredit: { en: 'credit shared', nb: 'kreditt fordelt', da: 'kredit fordelt', sv: 'kredit fördelad' },
    pipeline_setDealTerms: { en: 'amount set', nb: 'beløp satt', da: 'beløb sat', sv: 'belopp satt' },
    pipeline_createDeal: { en: 'deal added', nb: 'salgsmulighet lagt til', da: 'salgsmulighed tilføjet', sv: 'affär tillagd' },
    pipeline_createStage: { en: 'stage added', nb: 'fase lagt til', da: 'fase tilføjet', sv: 'steg tillagt' },
    pipeline_editDeal: { en: 'deal edited', nb: 'salgsmulighet redigert', da: 'salgsmulighed redigeret', sv: 'affär redigerad' },
    pipeline_editStage: { en: 'stage edited', nb: 'fase redigert', da: 'fase redigeret', sv: 'steg redigerat' },
    pipeline_moveDeal: { en: 'moved', nb: 'flyttet', da: 'flyttet', sv: 'flyttad' },
    pipeline_placeDeal: { en: 'moved', nb: 'flyttet', da: 'flyttet', sv: 'flyttad' },
    pipeline_removeDeal: { en: 'deal removed', nb: 'salgsmulighet slettet', da: 'salgsmulighed slettet', sv: 'affär borttagen' },
    pipeline_setDealOwner: { en: 'new owner', nb: 'ny ansvarlig', da: 'ny ansvarlig', sv: 'ny ansvarig' },
    pipeline_setDealValue: {
      en: 'amount or close date set',
      nb: 'beløp eller dato satt',
      da: 'beløb eller dato sat',
      sv: 'belopp eller datum satt',
    },
    pipeline_placeStage: { en: 'stages reordered', nb: 'faser omordnet', da: 'faser omordnet', sv: 'steg omordnade' },
    pipeline_removeStage: { en: 'stage removed', nb: 'fase fjernet', da: 'fase fjernet', sv: 'steg borttaget' },
    pipeline_addCriterion: { en: 'criterion added', nb: 'krav lagt til', da: 'krav tilføjet', sv: 'krav tillagt' },
    pipeline_removeCriterion: { en: 'criterion removed', nb: 'krav fjernet', da: 'krav fjernet', sv: 'krav borttaget' },
    pipeline_bulkEdit: {
      en: 'several deals changed',
      nb: 'flere salgsmuligheter endret',
      da: 'flere salgsmuligheder ændret',
      sv: 'flera affärer ändrade',
    },
  }),
  imports: words({
    recordsStages: { en: 'stages', nb: 'faser', da: 'faser', sv: 'steg' },
    recordsCloseReasons: { en: 'reasons for closing', nb: 'avslutningsårsaker', da: 'afslutningsårsager', sv: 'avslutsorsaker' },
    recordsDeals: { en: 'deals', nb: 'salgsmuligheter', da: 'salgsmuligheder', sv: 'affärer' },
  }),
} satisfies Additions;
