import { type Context, Hono } from 'hono';
import type { ObservationStores } from '../../../db/stores/observation-stores.ts';
import type { Person, PersonStore } from '../../../db/stores/person-store.ts';
import type { CustomObservation } from '../../domain/custom-metric.ts';
import type { RefusedObservation } from '../../domain/define-custom-metrics.ts';
import { type Fault, readObservation } from '../../domain/read-observation.ts';
import type { Stretch } from '../../domain/red-flags/raised-between.ts';
import { spotMetricOf } from '../../domain/red-flags/spot-metric.ts';
import { listCustomMetrics } from '../../jobs/custom-metrics.ts';
import { mapCustomObservations } from '../../jobs/map-custom-observations.ts';
import { type AlarmDependencies, raiseRedFlags } from '../../jobs/raise-red-flags.ts';
import { recordCustomObservation, storeCustomObservations } from '../../jobs/record-custom-observations.ts';
import { describeJobId } from '../../queue/job-id.ts';
import type { JobQueue } from '../../queue/runtime.ts';
import { NotFoundError, RoundsError } from '../../shared/errors.ts';
import { newId } from '../../shared/ids.ts';
import { limitBody, readJsonBody } from '../json-body.ts';
import { personOf } from '../person-of.ts';
import { toldOf } from '../told-red-flags.ts';

export interface ObservationDependencies extends ObservationStores, AlarmDependencies {
  readonly people: PersonStore;
  readonly queue: () => Promise<Pick<JobQueue, 'enqueue' | 'state'>>;
}

const MOST_IN_BULK = 5_000;
const MOST_KILOBYTES = 2048;

/** What a person measures besides the ring: one observation at a time, or many that are worked on behind. */
export function observationsRoute(dependencies: ObservationDependencies): Hono {
  return new Hono()
    .get('/', async (context) => {
      const person = await personOf(context, dependencies.people);
      return context.json({ metrics: await listCustomMetrics(dependencies, person) });
    })
    .get('/jobs/:jobId', async (context) => {
      const jobId = context.req.param('jobId');
      if (describeJobId(jobId).name !== mapCustomObservations.name)
        throw new NotFoundError('There is no job with this id.');
      const queue = await dependencies.queue();
      return context.json({ jobId, ...(await queue.state(jobId)) });
    })
    .post('/observations', limitBody(MOST_KILOBYTES), (context) => takeOne(context, dependencies))
    .post('/observations/bulk', limitBody(MOST_KILOBYTES), (context) => takeMany(context, dependencies));
}

async function takeOne(context: Context, dependencies: ObservationDependencies) {
  const read = readObservation(await readJsonBody(context), dependencies.clock.now());
  if ('faults' in read) return refuseAll(context, 422, read.faults);
  const person = await personOf(context, dependencies.people);
  const stored = await recordCustomObservation(dependencies, person, read.observation);
  if ('reason' in stored) return refuseAll(context, 409, [faultOf(stored)]);
  const { day } = stored;
  const redFlags = await screened(dependencies, person, [read.observation], { from: day, to: day });
  return context.json({ ...stored, ...redFlags }, stored.status === 'created' ? 201 : 200);
}

async function takeMany(context: Context, dependencies: ObservationDependencies) {
  const { good, rejected } = readAll(await readJsonBody(context), dependencies.clock.now());
  const person = await personOf(context, dependencies.people);
  const observations = good.map(({ observation }) => observation);
  const { accepted, refused, touched } = await storeCustomObservations(dependencies, person, observations);
  const all = [
    ...rejected,
    ...refused.map((fault) => ({ index: good[fault.index]?.index ?? 0, ...faultOf(fault) })),
  ].sort((left, right) => left.index - right.index);
  if (touched === undefined) return refuseAll(context, 422, all);
  const redFlags = await screened(dependencies, person, observations, touched);
  const queue = await dependencies.queue();
  // A job for each request: what is sent again is mapped again, whatever became of the first.
  const payload = { personId: person.id, batchId: newId(), ...touched };
  const jobId = await queue.enqueue(mapCustomObservations, payload);
  return context.json({ jobId, accepted, rejected: all, ...redFlags }, 202);
}

/** Only where one of them is a reading that rules are about: of all else the answer says nothing of red flags. */
async function screened(
  dependencies: ObservationDependencies,
  person: Person,
  observations: readonly CustomObservation[],
  { from, to }: Stretch,
) {
  const isReading = ({ metric: { slug, label, unit } }: CustomObservation): boolean =>
    spotMetricOf(`${slug} ${label}`, unit) !== undefined;
  if (!observations.some(isReading)) return {};
  return toldOf(await raiseRedFlags(dependencies, person, { from, to }));
}

type IndexedFault = Fault & { readonly index: number };

function readAll(items: unknown, now: Date) {
  if (!Array.isArray(items))
    throw new RoundsError('The body must be an array of observations.', { code: 'unprocessable' });
  if (items.length > MOST_IN_BULK)
    throw new RoundsError(`More than ${MOST_IN_BULK} observations at once. Send them in parts.`, {
      code: 'too-large',
    });
  const good: { readonly index: number; readonly observation: CustomObservation }[] = [];
  const rejected: IndexedFault[] = [];
  for (const [index, item] of items.entries()) {
    const read = readObservation(item, now);
    if ('faults' in read) rejected.push(...read.faults.map((fault) => ({ index, ...fault })));
    else good.push({ index, observation: read.observation });
  }
  return { good, rejected };
}

function faultOf({ field, reason }: RefusedObservation): Fault {
  return { field, reason };
}

function refuseAll(context: Context, status: 409 | 422, rejected: readonly Fault[]) {
  const code = status === 409 ? 'conflict' : 'unprocessable';
  const [first] = rejected;
  const message =
    first === undefined ? 'There is no observation in the body.' : `${first.field} ${first.reason}.`.trim();
  return context.json({ error: { code, message }, rejected }, status);
}
