import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe } from 'vitest';
import { describeDelivery } from '../support/queue/delivery.ts';
import { describeEndings } from '../support/queue/endings.ts';
import { describeFailures } from '../support/queue/failures.ts';
import { describeFlows } from '../support/queue/flows.ts';
import { describeSchedules } from '../support/queue/schedules.ts';
import { describeSeeing } from '../support/queue/seeing.ts';
import {
  embeddedSite,
  embeddedTemplate,
  postgresSite,
  type QueueSite,
  redisSite,
} from '../support/queue/site.ts';
import { setStage } from '../support/queue/stage.ts';
import { describeWithService } from '../support/services/available.ts';

/** What a queue promises, on each of the backends. */
function conformance(createSite: () => Promise<QueueSite>): void {
  const stage = setStage(createSite);
  describeDelivery(stage);
  describeFailures(stage);
  describeFlows(stage);
  describeSchedules(stage);
  describeEndings(stage);
  describeSeeing(stage);
}

describe('queue, embedded', () => {
  let template = '';
  beforeAll(async () => {
    template = await embeddedTemplate();
  });
  afterAll(() => rm(template, { recursive: true, force: true }));
  conformance(() => embeddedSite(template));
});

describeWithService('redis', 'queue on Redis', (location) => conformance(() => redisSite(location())));

describeWithService('postgres', 'queue on PostgreSQL', (location) =>
  conformance(() => postgresSite(location())),
);
