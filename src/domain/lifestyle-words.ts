/** What somebody names themselves is known by its words alone; these few say which habit it is about. */
const habits = {
  alcohol:
    /\b(?:alcohol\w*|wines?|beers?|ciders?|liquors?|cocktails?|(?<!(?:energy|soft|sports?|hot) )drinks)\b/i,
  caffeine: /\b(?:caffein\w*|coffees?|espress\w*|teas?|colas?|energy drinks?)\b/i,
  nutrition:
    /\b(?:meals?|dinners?|suppers?|lunch(?:es)?|breakfasts?|snack\w*|eat\w*|ate|food|diet\w*|nutrition\w*|calories?|carbs?|carbohydrates?|sugar|protein|salt|sodium|fibre|fiber|water|hydrat\w*|fasting)\b/i,
  travel: /\b(?:travel\w*|trips?|flights?|flew|flying|jet ?lag\w*|time zones?)\b/i,
} as const satisfies Record<string, RegExp>;
export type Habit = keyof typeof habits;

/** What a laboratory or a set of scales tells, though the person reads it at home. */
const BODY =
  /\b(?:glucose|blood sugar|glyc\w*|ketones?|insulin|cholesterol|(?:body ?)?weight|waist|body ?fat|bmi)\b/i;

/** A sugar that is measured in blood is no food. */
export function habitsIn(text: string): Habit[] {
  const words = plainWords(text);
  if (BODY.test(words)) return [];
  return (Object.keys(habits) as Habit[]).filter((habit) => habits[habit].test(words));
}

export function isAboutBody(text: string): boolean {
  return BODY.test(plainWords(text));
}

/** "custom:late-meal_kcal" is read like "late meal kcal". */
function plainWords(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}]+/gu, ' ');
}
