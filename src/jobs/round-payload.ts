import { z } from 'zod';

/** Ids only: what a round is about stays in the database. */
export const roundPayload = z.object({ personId: z.uuid(), roundId: z.uuid() });
export type RoundPayload = z.infer<typeof roundPayload>;
