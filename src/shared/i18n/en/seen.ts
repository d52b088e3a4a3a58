/** Words of what a person sees of the others: a third value for a conflict, news of it, what changed since one looked, and until when numbers hold. */

export const seen = {
  byOn: '{{who}}, {{when}}, on {{device}}',
  thisDevice: 'this device',
  otherDevice: 'another device',
  was: 'Before both',
  edit: 'Edit',
  editNamed: 'Edit {{field}} of {{record}}',
  editing: 'A value of your own: {{field}}',
  written: 'What you wrote stands now.',
  back: 'Use the earlier',
  backNamed: 'Use the earlier: {{value}} as {{field}} of {{record}}',
  backDone: 'The earlier value stands again.',
  historyNamed: 'History of {{record}}',
} as const;
