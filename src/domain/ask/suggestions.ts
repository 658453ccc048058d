/** Questions that are understood, one of each kind: help and what is said where a question was not. */
export const suggestions: readonly string[] = [
  'How did I sleep this week?',
  'What was my average resting heart rate last month?',
  'Was my deep sleep better this week than last week?',
  'How many nights did I sleep less than 6 hours in the last 30 days?',
  'What changed since the dose change?',
  'When is my next appointment?',
  'What should I raise with the doctor?',
];
