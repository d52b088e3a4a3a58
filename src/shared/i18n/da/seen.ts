/** Ord om det, man ser af de andre: en tredje værdi i en konflikt, besked om den, det, der er ændret, siden man så, og hvor langt tallene rækker. */

export const seen = {
  byOn: '{{who}}, {{when}}, på {{device}}',
  thisDevice: 'denne enhed',
  otherDevice: 'en anden enhed',
  was: 'Før begge',
  edit: 'Rediger',
  editNamed: 'Rediger {{field}} for {{record}}',
  editing: 'Din egen værdi: {{field}}',
  written: 'Det, du skrev, står nu.',
  back: 'Brug den tidligere',
  backNamed: 'Brug den tidligere: {{value}} som {{field}} for {{record}}',
  backDone: 'Den tidligere værdi står igen.',
  historyNamed: 'Historik for {{record}}',
} as const;
