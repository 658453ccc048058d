import type { ObservationStores } from '../../db/stores/observation-stores.ts';
import type { Person } from '../../db/stores/person-store.ts';
import type { ProfileStore } from '../../db/stores/profile-store.ts';
import { goalProgress } from '../analysis/goal-progress.ts';
import type { GoalProgress } from '../domain/goal-progress.ts';
import { addDays, type Day } from '../shared/day.ts';
import { seriesOf } from './custom-metrics.ts';

export interface GoalDependencies extends Pick<ObservationStores, 'series' | 'rawDocuments'> {
  readonly profiles: ProfileStore;
}

/** As many as a page reads, so that both say the same. */
const DAYS = 180;

/** Every goal that stands today, with how it stands. */
export async function goalsWithProgress(
  dependencies: GoalDependencies,
  person: Person,
  asOf: Day,
): Promise<GoalProgress[]> {
  const { goals } = await dependencies.profiles.get(person);
  if (goals.length === 0) return [];
  const series = await seriesOf(dependencies, person, addDays(asOf, 1 - DAYS), asOf);
  return goals.map((goal) => goalProgress(goal, series.get(goal.metric), asOf));
}
