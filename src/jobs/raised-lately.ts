import type { Person } from '../../db/stores/person-store.ts';
import type { Finding } from '../domain/finding.ts';
import type { Page } from '../domain/page.ts';
import { emergencyNumberFor } from '../domain/red-flags/emergency-number.ts';
import type { Stretch } from '../domain/red-flags/raised-between.ts';
import type { RaisedFlag } from '../domain/red-flags/raised-flag.ts';
import { byUrgency, cannotWait, URGENT_DAYS } from '../domain/red-flags/standing.ts';
import type { RaisedSince } from '../reports/view/urgent.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, dayInZone } from '../shared/day.ts';
import { type ScreeningDependencies, screenDays, whereabouts } from './screen-record.ts';

/** What cannot wait and stands in the archive now, but for what a page tells already. */
export async function raisedLately(
  dependencies: ScreeningDependencies & { readonly clock: Clock },
  person: Person,
  told: readonly Finding[],
): Promise<RaisedSince> {
  const to = dayInZone(dependencies.clock.now(), person.timezone);
  return untold(dependencies, person, { from: addDays(to, 1 - URGENT_DAYS), to }, told);
}

/**
 * The same for what is taken to an appointment: up to its day, whatever day it is now, so that the same archive says the
 * same whenever it is asked.
 */
export function raisedUntilVisit(
  dependencies: ScreeningDependencies,
  person: Person,
  { asOf, appointment, findings }: Pick<Page, 'asOf' | 'appointment' | 'findings'>,
): Promise<RaisedSince> {
  const window = { from: addDays(asOf, 1 - URGENT_DAYS), to: appointment?.day ?? asOf };
  return untold(dependencies, person, window, findings);
}

async function untold(
  dependencies: ScreeningDependencies,
  person: Person,
  window: Stretch,
  told: readonly Finding[],
): Promise<RaisedSince> {
  const { flags, profile } = await screenDays(dependencies, person, window);
  const isTold = ({ rule, day }: RaisedFlag): boolean =>
    told.some(
      (finding) =>
        finding.kind === 'red-flag' && finding.rule === rule && finding.from <= day && finding.to >= day,
    );
  return {
    flags: byUrgency(flags.filter((flag) => cannotWait(flag) && !isTold(flag))),
    emergencyNumber: emergencyNumberFor(whereabouts(person, profile), dependencies.knowledge),
  };
}
