import type { Person } from '../../db/stores/person-store.ts';
import type { Finding } from '../domain/finding.ts';
import { emergencyNumberFor } from '../domain/red-flags/emergency-number.ts';
import type { RaisedFlag } from '../domain/red-flags/raised-flag.ts';
import { byUrgency, cannotWait, URGENT_DAYS } from '../domain/red-flags/standing.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, dayInZone } from '../shared/day.ts';
import { type ScreeningDependencies, screenDays, whereabouts } from './screen-record.ts';

/** What cannot wait and stands in the archive now, but for what a page tells already. */
export async function raisedLately(
  dependencies: ScreeningDependencies & { readonly clock: Clock },
  person: Person,
  told: readonly Finding[],
): Promise<{ readonly flags: readonly RaisedFlag[]; readonly emergencyNumber: string }> {
  const to = dayInZone(dependencies.clock.now(), person.timezone);
  const window = { from: addDays(to, 1 - URGENT_DAYS), to };
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
