/** Words of the beginning with one's own data, from the strip of the sample company. */

export const firstRun = {
  start: 'Start with my own data',
  title: 'Your own workspace',
  about: 'It begins empty, beside the sample company. Nothing of the sample comes along.',
  yourName: 'Your name',
  beginImport: 'Begin and import files',
  beginEmpty: 'Begin empty',
  making: 'Making the workspace …',
} as const;
