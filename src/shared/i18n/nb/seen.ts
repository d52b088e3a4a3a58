/** Ord om det man ser av de andre: en tredje verdi i en konflikt, melding om den, det som er endret siden man så, og hvor langt tallene rekker. */

export const seen = {
  byOn: '{{who}}, {{when}}, på {{device}}',
  thisDevice: 'denne enheten',
  otherDevice: 'en annen enhet',
  was: 'Før begge',
  edit: 'Rediger',
  editNamed: 'Rediger {{field}} for {{record}}',
  editing: 'Din egen verdi: {{field}}',
  written: 'Det du skrev, står nå.',
  back: 'Bruk den tidligere',
  backNamed: 'Bruk den tidligere: {{value}} som {{field}} for {{record}}',
  backDone: 'Den tidligere verdien står igjen.',
  historyNamed: 'Historikk for {{record}}',
} as const;
