import type { DigestStore } from '../../db/stores/digest-store.ts';
import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { PageStore } from '../../db/stores/page-store.ts';
import type { Person } from '../../db/stores/person-store.ts';
import { MOVER_BASELINE_DAYS, moversOf } from '../analysis/movers.ts';
import { type Digest, digestOf } from '../domain/digest.ts';
import { findMetric } from '../domain/metric.ts';
import type { WeekMoves } from '../domain/mover.ts';
import { valueOn } from '../domain/series.ts';
import { daysOf, type Week } from '../domain/week.ts';
import { addDays } from '../shared/day.ts';
import { seriesOf } from './custom-metrics.ts';

export interface MakeDigestDependencies
  extends Pick<ObservationStores, 'series' | 'rawDocuments' | 'checkIns'> {
  readonly pages: PageStore;
  readonly digests: DigestStore;
}

/** The one of this week that is kept, or a new one that is kept from now on. Undefined: the week has no page. */
export async function makeDigest(
  dependencies: MakeDigestDependencies,
  person: Person,
  week: Week,
): Promise<Digest | undefined> {
  const { pages, digests } = dependencies;
  const kept = await digests.find(person, week.to);
  if (kept !== undefined) return kept;
  const ofWeek = await pages.listBetween(person, week.from, week.to);
  const before = await pages.findBefore(person, week.from);
  const seen = await seenIn(dependencies, person, week);
  const moved = await movedIn(dependencies, person, week);
  const made = digestOf({ week, pages: ofWeek, before, seen, moved });
  return made && digests.insert(person, made);
}

async function movedIn(
  dependencies: Pick<MakeDigestDependencies, 'series' | 'rawDocuments'>,
  person: Person,
  week: Week,
): Promise<WeekMoves> {
  const from = addDays(week.from, -MOVER_BASELINE_DAYS);
  return moversOf(await seriesOf(dependencies, person, from, week.to), week);
}

async function seenIn(
  dependencies: Pick<MakeDigestDependencies, 'series' | 'rawDocuments' | 'checkIns'>,
  person: Person,
  week: Week,
): Promise<Digest['seen']> {
  const series = await seriesOf(dependencies, person, week.from, week.to);
  const nightly = [...series.values()].filter(({ metric }) => findMetric(metric)?.span === 'night');
  const answered = await dependencies.checkIns.list(person, week.from, week.to);
  const days = daysOf(week);
  return {
    nights: days.filter((day) => nightly.some((entry) => valueOn(entry, day) !== undefined)),
    checkIns: days.filter((day) => answered.some((checkIn) => checkIn.day === day)),
  };
}
