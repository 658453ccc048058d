import { z } from 'zod';
import { parseDay } from '../../shared/day.ts';
import type { CloudContext } from './context.ts';
import { type Fault, faultKinds, plainFaults } from './request-faults.ts';

/** What `POST /simulator/faults` understands, by its `kind`. */
const instant = z.iso.datetime({ offset: true });
const days = z.int().min(0).max(60);
const on = z.string().optional();

export const switchSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(faultKinds),
    on,
    times: z.int().positive().optional(),
    status: z.int().min(500).max(599).optional(),
    milliseconds: z.int().min(0).max(600_000).optional(),
    retryAfterSeconds: z.int().min(0).optional(),
    tier: z.enum(['token', 'application']).optional(),
    scope: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('random'),
    on,
    seed: z.int().default(1),
    share: z.number().min(0).max(1),
    kinds: z.array(z.enum(faultKinds)).min(1),
  }),
  z.strictObject({ kind: z.literal('expire-tokens') }),
  z.strictObject({ kind: z.literal('follow-clock'), hoursLate: z.number().default(0) }),
  z.strictObject({ kind: z.literal('delay-night'), day: z.iso.date(), until: instant }),
  z.strictObject({ kind: z.literal('revise-readiness'), days }),
  z.strictObject({ kind: z.literal('revise-activity'), days }),
  z.strictObject({
    kind: z.literal('history'),
    collection: z.string(),
    id: z.string(),
    visibleFrom: instant.exactOptional(),
    revisions: z
      .array(z.strictObject({ from: instant, changes: z.record(z.string(), z.unknown()) }))
      .exactOptional(),
    deletedFrom: instant.exactOptional(),
  }),
]);

export function turnOn({ faults, desk }: CloudContext, told: z.infer<typeof switchSchema>): void {
  switch (told.kind) {
    case 'random':
      faults.random(told);
      break;
    case 'expire-tokens':
      desk.expireAccessTokens();
      break;
    case 'follow-clock':
      faults.followClock(told);
      break;
    case 'delay-night':
      faults.delayNight(parseDay(told.day), new Date(told.until));
      break;
    case 'revise-readiness':
      faults.reviseReadiness(told.days);
      break;
    case 'revise-activity':
      faults.reviseActivity(told.days);
      break;
    case 'history':
      faults.history(told);
      break;
    default: {
      const { times, on, ...fault } = told;
      // A parameter that is not of this kind does nothing.
      faults.fail({ ...plainFaults[told.kind], ...fault } as Fault, { times, on });
    }
  }
}
