import { z } from 'zod';
import { daySchema } from './profile.ts';
import type { DailyValue } from './series.ts';

/** The two-minute morning answer. A score that was not given is absent, never zero. */
const score = z
  .number('is not a number from 0 to 10')
  .min(0, 'is below 0; scores run from 0 to 10')
  .max(10, 'is above 10; scores run from 0 to 10');
const text = z.string().trim().max(10_000).default('');

/** Who gives an answer, in the order in which their scores of one day stand. */
export const reporters = ['self', 'caregiver'] as const;
export type Reporter = (typeof reporters)[number];

export const checkInSchema = z.strictObject({
  day: daySchema,
  reporter: z.enum(reporters).default('self'),
  mood: score.optional(),
  energy: score.optional(),
  fatigue: score.optional(),
  pain: score.optional(),
  symptoms: text,
  notes: text,
});

export type CheckIn = z.infer<typeof checkInSchema>;
export const scoreNames = ['mood', 'energy', 'fatigue', 'pain'] as const;
export const textNames = ['symptoms', 'notes'] as const;
export const answerNames = [...scoreNames, ...textNames] as const;

/** What is told of a day, without the day and the one who tells it. */
export type Answers = Omit<CheckIn, 'day' | 'reporter'>;

/** Where nothing is answered there is no check-in, or it was withdrawn. */
export function saysSomething(answers: Answers): boolean {
  return (
    scoreNames.some((name) => answers[name] !== undefined) || textNames.some((name) => answers[name] !== '')
  );
}

/** One value a day and score: the person's own stands, a caregiver's fills in only what the person left open. */
export function dailyScores(checkIns: readonly CheckIn[]): DailyValue[] {
  const values = new Map<string, DailyValue>();
  for (const reporter of reporters.toReversed()) {
    for (const checkIn of checkIns.filter((candidate) => candidate.reporter === reporter)) {
      for (const metric of scoreNames) {
        const value = checkIn[metric];
        if (value !== undefined) values.set(`${checkIn.day} ${metric}`, { metric, day: checkIn.day, value });
      }
    }
  }
  return [...values.values()];
}
