/** Ord om det man ser av de andra: ett tredje värde i en konflikt, besked om den, det som ändrats sedan man tittade, och hur långt siffrorna räcker. */

export const seen = {
  byOn: '{{who}}, {{when}}, på {{device}}',
  thisDevice: 'den här enheten',
  otherDevice: 'en annan enhet',
  was: 'Före båda',
  edit: 'Redigera',
  editNamed: 'Redigera {{field}} för {{record}}',
  editing: 'Ditt eget värde: {{field}}',
  written: 'Det du skrev står nu.',
  back: 'Använd det tidigare',
  backNamed: 'Använd det tidigare: {{value}} som {{field}} för {{record}}',
  backDone: 'Det tidigare värdet står igen.',
  historyNamed: 'Historik för {{record}}',
} as const;
