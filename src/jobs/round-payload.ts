import { z } from 'zod';

/** Ids only: what a round is about stays in the database. */
export const roundPayload = z.object({
  personId: z.uuid(),
  roundId: z.uuid(),
  /** Of the HTTP request that asked for it: its lines in the log and those of the round are found together. */
  requestId: z.string().max(64).optional(),
});
export type RoundPayload = z.infer<typeof roundPayload>;
