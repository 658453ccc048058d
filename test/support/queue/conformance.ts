import { describeDelivery } from './delivery.ts';
import { describeEndings } from './endings.ts';
import { describeFailures } from './failures.ts';
import { describeFlows } from './flows.ts';
import { describeSchedules } from './schedules.ts';
import { describeSeeing } from './seeing.ts';
import type { QueueSite } from './site.ts';
import { setStage } from './stage.ts';

/** What a queue promises, on each of the backends. */
export function describeConformance(createSite: () => Promise<QueueSite>): void {
  const stage = setStage(createSite);
  describeDelivery(stage);
  describeFailures(stage);
  describeFlows(stage);
  describeSchedules(stage);
  describeEndings(stage);
  describeSeeing(stage);
}
