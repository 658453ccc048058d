import type { Person } from '../../db/stores/person-store.ts';
import type { RedFlagStore } from '../../db/stores/red-flag-store.ts';
import { emergencyNumberFor } from '../domain/red-flags/emergency-number.ts';
import type { Stretch } from '../domain/red-flags/raised-between.ts';
import type { RaisedFlag } from '../domain/red-flags/raised-flag.ts';
import { byUrgency, cannotWait, URGENT_DAYS } from '../domain/red-flags/standing.ts';
import type { Clock } from '../shared/clock.ts';
import { addDays, dayInZone } from '../shared/day.ts';
import { publicMessageOf, RoundsError } from '../shared/errors.ts';
import { type ScreeningDependencies, screenDays, whereabouts } from './screen-record.ts';
import type { Tell } from './tell-at-once.ts';

export interface AlarmDependencies extends ScreeningDependencies {
  readonly redFlags: RedFlagStore;
  readonly clock: Clock;
  readonly tell: Tell;
}

/** What somebody who has just entered words or readings is to be told before anything else. */
export interface Alarm {
  /** Of the last fortnight, the most urgent first. */
  readonly flags: readonly RaisedFlag[];
  readonly emergencyNumber: string;
  /**
   * Logged and on the way to whoever is told; never rejects. With a reason where that failed: the words of the alarm
   * do not wait for it, and are not lost over it.
   */
  readonly settled: Promise<string | undefined>;
}

const NOT_SCREENED =
  'What was told is kept, but it could not be read for red flags. If it is urgent, do not wait for this program: call a doctor or the emergency number.';

/**
 * Reads what the archive now says of these days, whatever has just come in: to be called after it is kept, in the same
 * call. Raised again, a flag is logged once and told of once.
 */
export async function raiseRedFlags(
  dependencies: AlarmDependencies,
  person: Person,
  days: Stretch,
): Promise<Alarm> {
  const { flags, profile } = await screenDays(dependencies, person, days).catch((cause: unknown) => {
    throw new RoundsError(NOT_SCREENED, { code: 'internal', cause });
  });
  const first = addDays(dayInZone(dependencies.clock.now(), person.timezone), 1 - URGENT_DAYS);
  const isRecent = ({ day }: RaisedFlag): boolean => day >= first;
  const raised = byUrgency(flags);
  return {
    flags: raised.filter(isRecent),
    emergencyNumber: emergencyNumberFor(whereabouts(person, profile), dependencies.knowledge),
    settled: logAndTell(dependencies, person, raised, (flag) => isRecent(flag) && cannotWait(flag)),
  };
}

/**
 * What is old is logged alone: a file of years must not ring at night. Nor is somebody told again of what they were told
 * of. One that fails does not keep back the others.
 */
async function logAndTell(
  { redFlags, tell }: AlarmDependencies,
  person: Person,
  raised: readonly RaisedFlag[],
  isToldOf: (flag: RaisedFlag) => boolean,
): Promise<string | undefined> {
  let failure: string | undefined;
  const logged = await redFlags.insertAll(person, raised).catch((error: unknown) => {
    failure = publicMessageOf(error);
    return [];
  });
  for (const [index, { id, isTold }] of logged.entries()) {
    if (isTold || !isToldOf(raised[index] as RaisedFlag)) continue;
    try {
      await tell({ personId: person.id, kind: 'red-flag', about: id });
    } catch (error) {
      failure ??= publicMessageOf(error);
    }
  }
  return failure;
}
