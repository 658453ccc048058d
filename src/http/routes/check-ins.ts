import { Hono } from 'hono';
import type { PersonStore } from '../../../db/stores/person-store.ts';
import { type CheckInDependencies, recordCheckIn } from '../../jobs/record-check-in.ts';
import { addDays, type Day, dayInZone, isDay } from '../../shared/day.ts';
import { InputError, NotFoundError } from '../../shared/errors.ts';
import { limitBody, readJsonBody } from '../json-body.ts';
import { toldOf } from '../told-red-flags.ts';

export interface CheckInsDependencies extends CheckInDependencies {
  readonly people: PersonStore;
}

const DAYS_LISTED = 90;

/** What was told of a day, by whom, and what was told before; a PUT takes the place of the reporter's last word. */
export function checkInsRoute(dependencies: CheckInsDependencies): Hono {
  const { people, checkIns, clock } = dependencies;
  return new Hono()
    .get('/:slug/check-ins', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const { from, to } = context.req.query();
      const last = to === undefined ? dayInZone(clock.now(), person.timezone) : dayOf('to', to);
      const first = from === undefined ? addDays(last, 1 - DAYS_LISTED) : dayOf('from', from);
      if (first > last) throw new InputError('from is later than to.');
      return context.json({ checkIns: await checkIns.list(person, first, last) });
    })
    .get('/:slug/check-ins/:day', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const day = dayOf('day', context.req.param('day'));
      return context.json({ checkIns: required(await checkIns.list(person, day, day)) });
    })
    .put('/:slug/check-ins/:day', limitBody(64), async (context) => {
      const answers = await readJsonBody(context);
      const person = await people.get(context.req.param('slug'));
      const day = dayOf('day', context.req.param('day'));
      const { kept, alarm } = await recordCheckIn(dependencies, person, day, answers);
      return context.json({ ...kept, ...(await toldOf(alarm)) });
    })
    .get('/:slug/check-ins/:day/history', async (context) => {
      const person = await people.get(context.req.param('slug'));
      const day = dayOf('day', context.req.param('day'));
      return context.json({ revisions: required(await checkIns.history(person, day)) });
    });
}

function dayOf(name: string, text: string): Day {
  if (isDay(text)) return text;
  throw new InputError(`${name} is not a day; write YYYY-MM-DD.`);
}

function required<Entry>(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length > 0) return entries;
  throw new NotFoundError('There is no check-in of this day.');
}
