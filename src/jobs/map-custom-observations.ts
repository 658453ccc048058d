import { z } from 'zod';
import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { PersonStore } from '../../db/stores/person-store.ts';
import { defineJob } from '../queue/job.ts';
import { handle } from '../queue/registry.ts';
import { type Day, isDay } from '../shared/day.ts';
import { mapCustomObservations as mapObservations } from './record-custom-observations.ts';

const day = z.custom<Day>((value) => typeof value === 'string' && isDay(value));

/** A batch of observations that are kept already becomes part of the daily series. */
export const mapCustomObservations = defineJob({
  name: 'map-custom-observations',
  queue: 'analysis',
  payload: z.object({
    personId: z.uuid(),
    batchId: z.uuid(),
    metrics: z.array(z.string().regex(/^[0-9a-f]{16}$/)).readonly(),
    from: day,
    to: day,
  }),
  retry: { attempts: 3, backoffMs: 1_000, maxAgeMs: 10 * 60_000 },
  timeoutMs: 5 * 60_000,
  idempotencyKey: ({ personId, batchId }) => `${personId} ${batchId}`,
});

export interface MapCustomDependencies extends ObservationStores {
  readonly people: PersonStore;
}

export function mapCustomObservationsHandler(dependencies: MapCustomDependencies) {
  return handle(mapCustomObservations, async ({ personId, metrics, from, to }) => {
    const person = await dependencies.people.getById(personId);
    await mapObservations(dependencies, person, { metrics, from, to });
  });
}
