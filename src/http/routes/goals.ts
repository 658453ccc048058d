import { Hono } from 'hono';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import { goalSchema } from '../../domain/profile.ts';
import { type GoalDependencies, goalsWithProgress } from '../../jobs/goals-of.ts';
import type { Clock } from '../../shared/clock.ts';
import { dayInZone } from '../../shared/day.ts';
import { InputError, NotFoundError } from '../../shared/errors.ts';
import { isRecord } from '../../shared/json.ts';
import { limitBody, readJsonBody } from '../json-body.ts';

export interface GoalsDependencies extends GoalDependencies {
  readonly people: PersonStore;
  readonly clock: Clock;
}

/** What a person wants to come to, one goal a metric, and how each stands today. */
export function goalsRoute(dependencies: GoalsDependencies): Hono {
  const { people, profiles, clock } = dependencies;
  return new Hono()
    .get('/:slug/goals', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const today = dayInZone(clock.now(), person.timezone);
      return context.json({ goals: await goalsWithProgress(dependencies, person, today) });
    })
    .put('/:slug/goals/:metric', limitBody(4), async (context) => {
      const told = await readJsonBody(context);
      const person = await people.get(context.req.param('slug'));
      const day = dayInZone(clock.now(), person.timezone);
      const goal = goalSchema.safeParse({
        day,
        ...(isRecord(told) ? told : {}),
        metric: context.req.param('metric'),
      });
      if (!goal.success) {
        const [issue] = goal.error.issues;
        throw new InputError(`${issue?.path.join('.')}: ${issue?.message}.`);
      }
      await profiles.upsert(person, [{ kind: 'goal', value: goal.data }]);
      return context.json(goal.data);
    })
    .delete('/:slug/goals/:metric', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const { goals } = await profiles.get(person);
      const value = goals.find(({ metric }) => metric === context.req.param('metric'));
      if (value === undefined) throw new NotFoundError('There is no goal of this metric.');
      await profiles.withdraw(person, { kind: 'goal', value });
      return context.body(null, 204);
    });
}
