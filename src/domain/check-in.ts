import { z } from 'zod';
import { daySchema } from './profile.ts';

/** The two-minute morning answer. A score that was not given is absent, never zero. */
const score = z
  .number()
  .min(0, 'is below 0; scores run from 0 to 10')
  .max(10, 'is above 10; scores run from 0 to 10');

export const checkInSchema = z.strictObject({
  day: daySchema,
  mood: score.optional(),
  energy: score.optional(),
  fatigue: score.optional(),
  pain: score.optional(),
  symptoms: z.string().max(10_000).default(''),
  notes: z.string().max(10_000).default(''),
});

export type CheckIn = z.infer<typeof checkInSchema>;
export const scoreNames = ['mood', 'energy', 'fatigue', 'pain'] as const;
