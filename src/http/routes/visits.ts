import { Hono } from 'hono';
import type { PageStore } from '../../../db/stores/page-store.ts';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import { visitPoints } from '../../domain/visit-points.ts';
import { pageTakenTo } from '../../jobs/memory-of.ts';
import type { AlarmDependencies } from '../../jobs/raise-red-flags.ts';
import { recordVisit } from '../../jobs/record-visit.ts';
import { type Day, isDay } from '../../shared/day.ts';
import { InputError } from '../../shared/errors.ts';
import { limitBody, readJsonBody } from '../json-body.ts';
import { toldOf } from '../told-red-flags.ts';

export interface VisitsDependencies extends AlarmDependencies {
  readonly people: PersonStore;
  readonly pages: PageStore;
}

/** What came of visits; of one day also the points that were taken along, by whose topics they are closed or kept. */
export function visitsRoute(dependencies: VisitsDependencies): Hono {
  const { people, profiles } = dependencies;
  return new Hono()
    .get('/:slug/visits', async (context) => {
      const { visits } = await profiles.get(await people.get(context.req.param('slug')));
      return context.json({ visits });
    })
    .get('/:slug/visits/:day', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const day = dayOf(context.req.param('day'));
      const { visits } = await profiles.get(person);
      const page = await pageTakenTo(dependencies, person, day);
      return context.json({
        visits: visits.filter((visit) => visit.day === day),
        points: page === undefined ? [] : visitPoints(page),
      });
    })
    .put('/:slug/visits/:day', limitBody(64), async (context) => {
      const told = await readJsonBody(context);
      const person = await people.get(context.req.param('slug'));
      const day = dayOf(context.req.param('day'));
      const { visit, alarm } = await recordVisit(dependencies, person, day, told);
      return context.json({ ...visit, ...(await toldOf(alarm)) });
    });
}

function dayOf(text: string): Day {
  if (isDay(text)) return text;
  throw new InputError('day is not a day; write YYYY-MM-DD.');
}
