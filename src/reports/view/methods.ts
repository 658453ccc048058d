/** What stands behind the numbers, in five lines: as the analysis does it, and as its own benchmark holds it to. */
export const methodLines: readonly string[] = [
  'Usual range: the middle 80 % of this person\u2019s own values (from the days before a change), never a population\u2019s. Own SD: the person\u2019s own night-to-night scale.',
  'Changes: the last 60 nights of 150 are searched for a step, after weekday rhythm and outliers are taken out, allowing for nights that resemble the night before and for how far levels wander without any cause; \u00b1\u00a0days are the dates the data cannot tell apart.',
  'Patterns: pairs of measures on the same day and up to 3 days apart, each series first freed of weekday rhythm, slow drift and its own yesterday; a stricter second pass must agree. Percentages compare days after the condition with all other days.',
  'Many tests are made, so the false discovery rate is held: on made-up persons without any change or pattern at most one in twenty gets a claim.',
  'Grades: exploratory is a hint; established holds on the data of this day; replicated was found again in looks at least a week apart (changes: a fortnight).',
];
